import json
from pathlib import Path

import pytest

from coalition_kg.flat import order
from tests.cli.runner import run
from tests.support import ARTICLES, MASKED, OPEN


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
