from pathlib import Path

import pytest

from coalition_kg.export import FORMATS
from tests.cli.runner import run
from tests.support import ARTICLES


@pytest.mark.parametrize("format_name", list(FORMATS))
def test_stdout_and_file_get_the_same(gold_home: Path, tmp_path: Path, format_name: str) -> None:
    file = tmp_path / "out"
    to_file = run("export", "--data", gold_home, "--format", format_name, "-o", file)
    to_stdout = run("export", "--data", gold_home, "--format", format_name)
    assert (to_file.exit_code, to_file.output) == (0, "")
    assert file.read_bytes() == to_stdout.stdout_bytes
    assert len(file.read_bytes()) > 10_000


def test_a_place_that_can_t_be_written_has_status_2(gold_home: Path, tmp_path: Path) -> None:
    result = run("export", "--data", gold_home, "-o", tmp_path / "missing" / "out")
    assert result.exit_code == 2
    assert "give another file with -o" in result.stderr


def test_a_minimal_confidence_leaves_out_facts_as_extraction_does(tmp_path: Path) -> None:
    assert run("build", "--out", tmp_path, "--quiet").exit_code == 0
    file = tmp_path / "sure.jsonl"
    expected = run("extract", ARTICLES, "--min-confidence", "0.9")
    call = ("export", "--data", tmp_path, "--format", "jsonl", "--min-confidence", "0.9")
    printed, written = run(*call), run(*call, "-o", file)
    assert len(expected.stdout.splitlines()) > 50
    assert printed.stdout == file.read_text(encoding="utf-8") == expected.stdout
    assert printed.stderr == written.stderr == expected.stderr
    assert expected.stderr.startswith("left out ")


def test_the_confidences_are_those_of_the_snapshot_not_of_this_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("build", "--out", tmp_path, "--quiet").exit_code == 0
    call = ("export", "--data", tmp_path, "--format", "jsonl", "--min-confidence", "0.9")
    before = run(*call).stdout
    monkeypatch.setattr("coalition_kg.confidence.shipped_figures", dict)
    assert run("extract", ARTICLES, "--min-confidence", "0.9").stdout == ""
    assert run(*call).stdout == before != ""


def test_facts_of_rules_without_confidence_in_the_snapshot_are_left_out(gold_home: Path) -> None:
    result = run("export", "--data", gold_home, "--format", "jsonl", "--min-confidence", "0.5")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("left out 151 facts")


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "jsonl"])
def test_a_whole_graph_has_no_minimal_confidence(gold_home: Path, format_name: str) -> None:
    result = run("export", "--data", gold_home, "--format", format_name, "--min-confidence", "0.5")
    assert result.exit_code == 2
    assert "--min-confidence leaves out facts of --format jsonl only" in result.stderr
