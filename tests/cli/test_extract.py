import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coalition_kg.cli import main
from coalition_kg.confidence import shipped_confidence
from coalition_kg.flat import order
from tests.cli.runner import run
from tests.support import ARTICLES, MASKED, OPEN

TITLE = "Tình hình Iraq"
TEXT = "Ukraina: Góp 1.650 quân. Trời nóng. Quân của họ đóng tại Basra và sẽ rút về nước."


@pytest.mark.usefixtures("gold_extractor")
def test_facts_come_in_the_order_of_flat_records() -> None:
    lines = [json.loads(line) for line in run("extract", ARTICLES).stdout.splitlines()]
    assert len(lines) == 151
    assert lines == sorted(lines, key=order)


@pytest.mark.parametrize("real", [True, False])
def test_the_graph_gives_back_what_was_extracted(
    tmp_path: Path, real: bool, request: pytest.FixtureRequest
) -> None:
    if not real:
        request.getfixturevalue("gold_extractor")
    extracted = run("extract", ARTICLES, "--format", "jsonl").stdout
    run("build", "--out", tmp_path)
    assert extracted != ""
    assert run("export", "--data", tmp_path, "--format", "jsonl").stdout == extracted


def test_files_and_folders_whatever_their_order(tmp_path: Path) -> None:
    files = [ARTICLES / f"{name}.txt" for name in (OPEN, MASKED)]
    assert run("extract", *files).stdout == run("extract", ARTICLES).stdout


@pytest.mark.usefixtures("gold_extractor")
def test_a_table_has_a_row_a_fact() -> None:
    output = run("extract", ARTICLES / f"{OPEN}.txt", "--format", "table").stdout
    assert "Ba Lan góp 2.400 quân cho lực lượng này" in output
    assert output.count("SectorMembership") == 9


def test_a_missing_file_is_an_error_or_skipped(tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    result = run("extract", missing, ARTICLES)
    assert result.exit_code == 2
    assert f"error: {missing}: can't be read: No such file or directory" in result.stderr
    skipped = run("extract", missing, ARTICLES, "--skip-unreadable")
    assert skipped.exit_code == 0
    assert skipped.stderr.endswith("skipped 1 unreadable article\n")
    assert skipped.stdout == run("extract", ARTICLES).stdout


def test_two_articles_of_one_name_are_an_error(tmp_path: Path) -> None:
    copy = tmp_path / f"{OPEN}.txt"
    copy.write_text("x")
    result = run("extract", ARTICLES, copy, "--skip-unreadable")
    assert result.exit_code == 2
    assert "names must differ, rename one" in result.stderr


@pytest.mark.parametrize("least", ["0.001", "0.9", "1"])
def test_facts_below_a_minimal_confidence_are_left_out_and_counted(least: str) -> None:
    lines = run("extract", ARTICLES).stdout.splitlines(keepends=True)
    kept = [line for line in lines if (shipped_confidence(json.loads(line)["rule"]) or 0) >= float(least)]
    result = run("extract", ARTICLES, "--min-confidence", least, "--quiet")
    assert (result.exit_code, result.stdout) == (0, "".join(kept))
    assert result.stderr.startswith(f"left out {len(lines) - len(kept)} facts of rules whose confidence is ")


@pytest.mark.usefixtures("gold_extractor")
def test_facts_of_unmeasured_rules_are_left_out_too() -> None:
    result = run("extract", ARTICLES, "--min-confidence", "0.001")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "left out 151 facts of rules whose confidence is below 0.001, 151 of them of unmeasured rules\n"
    )


def test_without_a_minimum_nothing_is_told() -> None:
    assert run("extract", ARTICLES, "--min-confidence", "0").stderr == ""


@pytest.mark.parametrize("least", ["-0.1", "1.1", "nan", "much"])
def test_a_minimum_that_is_no_share_has_status_2(least: str) -> None:
    result = run("extract", ARTICLES, "--min-confidence", least)
    assert result.exit_code == 2
    assert "Invalid value for '--min-confidence'" in result.stderr


# Texts that stand in no file


def test_a_text_gives_the_facts_of_a_file_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(f"{TITLE}\n{TEXT}".encode())
    found = run("extract", path).stdout
    assert json.loads(found.splitlines()[0])["value"] == 1650
    assert run("extract", "--title", TITLE, "--text", TEXT).stdout == found
    assert run("extract", "--text", f"{TITLE}\n{TEXT}").stdout == found


def test_standard_input_is_an_article() -> None:
    raw = (ARTICLES / f"{OPEN}.txt").read_bytes()
    result = CliRunner().invoke(main, ["extract", "-"], input=raw)
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert {fact["article"] for fact in facts} == {"stdin"}
    expected = [json.loads(line) for line in run("extract", ARTICLES / f"{OPEN}.txt").stdout.splitlines()]
    assert [fact["quote"] for fact in facts] == [fact["quote"] for fact in expected]
    told = CliRunner().invoke(main, ["extract", "--explain", "-"], input="Trời nóng.".encode()).stdout
    assert told.startswith("stdin, sentence 1 (title), 0-10\n  Trời nóng.\n")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "error: stdin: empty; give at least one sentence\n"),
        (b"a\xff", "error: stdin: line 1, byte 1: not UTF-8"),
    ],
)
def test_unreadable_standard_input_has_status_2(raw: bytes, message: str) -> None:
    result = CliRunner().invoke(main, ["extract", "-"], input=raw)
    assert result.exit_code == 2
    assert result.stderr.startswith(message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give either files or folders, or - for standard input, or --text"),
        (("a.txt", "--text", "x"), "give either files or folders, or - for standard input, or --text"),
        (("-", "a.txt"), "- stands alone"),
        (("a.txt", "--title", "x"), "--title is the title of a --text"),
        (("a.txt", "--explain", "--format", "table"), "--explain prints text or jsonl"),
        (("a.txt", "--format", "text"), "--explain prints text or jsonl"),
        (("a.txt", "--sentences", "all"), "--sentences chooses what --explain tells"),
    ],
)
def test_options_that_contradict_each_other_have_status_2(arguments: tuple[str, ...], message: str) -> None:
    result = run("extract", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
