from pathlib import Path

import pytest

from coalition_kg.store import open_snapshot
from coalition_kg.store.manifest import LeftOut
from tests.cli.runner import run
from tests.support import ARTICLES, MASKED, OPEN


def article(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_bytes(content)


@pytest.mark.usefixtures("gold_extractor")
def test_the_shipped_articles_go_to_the_default_home(own_home: Path) -> None:
    result = run("build")
    snapshot = open_snapshot(own_home)
    assert result.exit_code == 0
    counts = snapshot.manifest.counts
    assert (
        result.stdout
        == f"snapshot {snapshot.path}\n2 articles, 85 sentences, 151 facts, {counts.quads} quads "
        f"({counts.asserted} asserted, {counts.derived} derived)\n"
    )
    assert result.stderr == "building from 2 articles\n"


def test_quiet_says_nothing_of_progress(tmp_path: Path) -> None:
    result = run("build", "--out", tmp_path / "home", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")


def test_own_articles_into_another_home_under_another_base(tmp_path: Path) -> None:
    article(tmp_path / "own", "one", "Anh có 8.700 binh lính tại Iraq.\n".encode())
    home = tmp_path / "home"
    assert (
        run(
            "build", "--articles", tmp_path / "own", "--out", home, "--base-iri", "https://x.org/kg/"
        ).exit_code
        == 0
    )
    manifest = open_snapshot(home).manifest
    assert (manifest.base, sorted(manifest.articles), manifest.shipped) == (
        "https://x.org/kg",
        ["one"],
        False,
    )


BAD = {
    "empty": (b" \n", "empty; remove it or fetch the article again"),
    "binary": (b"a\0b", "byte 1: NUL, so this is no text file; give the article as UTF-8 text"),
    "latin": (b"ok\n\xe9\xe8", "line 2, byte 3: not UTF-8"),
}


@pytest.mark.parametrize("kind", list(BAD))
def test_a_bad_article_fails_the_build_and_leaves_nothing(tmp_path: Path, kind: str) -> None:
    content, message = BAD[kind]
    folder, home = tmp_path / "own", tmp_path / "home"
    article(folder, "good", (ARTICLES / f"{OPEN}.txt").read_bytes())
    article(folder, "z-bad", content)
    result = run("build", "--articles", folder, "--out", home)
    assert result.exit_code == 2
    assert f"error: {folder / 'z-bad.txt'}: " in result.stderr
    assert message in result.stderr
    assert result.stdout == ""
    assert not home.exists()


def test_unreadable_articles_are_reported_and_counted_by_choice(tmp_path: Path) -> None:
    folder, home = tmp_path / "own", tmp_path / "home"
    article(folder, "good", (ARTICLES / f"{OPEN}.txt").read_bytes())
    for name, (content, _) in BAD.items():
        article(folder, name, content)
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    result = run("build", "--articles", folder, "--out", home, "--skip-unreadable", "--quiet")
    assert result.exit_code == 0
    skipped = [line for line in result.stderr.splitlines() if line.startswith("skipped: ")]
    assert [Path(line.split()[1].rstrip(":")).stem for line in skipped] == [
        "binary",
        "empty",
        "gone",
        "latin",
    ]
    assert result.stderr.endswith("skipped 4 unreadable articles\n")
    assert sorted(open_snapshot(home).manifest.articles) == ["good"]


def test_nothing_readable_is_an_error_even_so(tmp_path: Path) -> None:
    article(tmp_path / "own", "empty", b"")
    result = run("build", "--articles", tmp_path / "own", "--out", tmp_path / "home", "--skip-unreadable")
    assert result.exit_code == 2
    assert "no article to build from" in result.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--articles", "{tmp}/missing"), "missing: no such folder; give one that holds article files"),
        (("--articles", "{tmp}"), "holds no article; put files named NAME.txt there"),
        (("--base-iri", "kg"), "base IRI 'kg': give an absolute http or https IRI"),
        (("--out", "{tmp}/file/home"), "give another folder with --out"),
    ],
)
def test_bad_input_is_told_with_what_to_do(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    (tmp_path / "file").write_text("a file")
    result = run("build", *(argument.format(tmp=tmp_path) for argument in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("error: ") == 1
    assert "Traceback" not in result.output


def test_the_masked_article_alone(tmp_path: Path) -> None:
    article(tmp_path / "own", MASKED, (ARTICLES / f"{MASKED}.txt").read_bytes())
    assert run("build", "--articles", tmp_path / "own", "--out", tmp_path / "home").exit_code == 0
    assert run("verify", "--data", tmp_path / "home", "--articles", tmp_path / "own").exit_code == 0


def test_a_minimal_confidence_leaves_out_facts_and_the_manifest_counts_them(tmp_path: Path) -> None:
    expected = run("extract", ARTICLES, "--min-confidence", "0.9")
    result = run("build", "--out", tmp_path, "--min-confidence", "0.9", "--quiet")
    whole = len(run("extract", ARTICLES).stdout.splitlines())
    manifest = open_snapshot(tmp_path).manifest
    kept = sum(manifest.counts.facts.values())
    assert run("export", "--data", tmp_path, "--format", "jsonl").stdout == expected.stdout
    assert 0 < kept < whole
    assert manifest.left_out == LeftOut(0.9, whole - kept, 0)
    assert (result.exit_code, result.stderr) == (0, expected.stderr)
    assert result.stdout.endswith(f"; {whole - kept} facts below confidence 0.9 are left out\n")
    assert run("verify", "--data", tmp_path).exit_code == 0


@pytest.mark.usefixtures("gold_extractor")
def test_a_minimal_confidence_leaves_out_facts_of_unmeasured_rules(tmp_path: Path) -> None:
    assert run("build", "--out", tmp_path, "--min-confidence", "0.5").exit_code == 0
    assert open_snapshot(tmp_path).manifest.left_out == LeftOut(0.5, 151, 151)
