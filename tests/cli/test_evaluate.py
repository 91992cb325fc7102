import errno
import json
from pathlib import Path

import pytest

from tests.cli.runner import run
from tests.support import ARTICLES, GOLD, MASKED, OPEN, gold_records

CALL = ("evaluate", "--gold", GOLD, "--articles", ARTICLES, "--quiet")


@pytest.mark.usefixtures("gold_extractor")
def test_without_predictions_it_extracts() -> None:
    result = run(*CALL, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["ALL"]["f1"] == 1.0


def test_predictions_from_a_file(tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    records = [record for record in gold_records() if record["type"] != "Role"]
    predicted.write_text("".join(json.dumps(record) + "\n" for record in records))
    result = run(*CALL, "--predicted", predicted, "--misses")
    assert (
        "Role                14     0     0         -  0.000  0.000  0.000     -"
        in result.stdout.splitlines()
    )
    assert result.stdout.count("\nMISSED ") == 14


@pytest.mark.usefixtures("gold_extractor")
def test_a_minimum_that_is_reached_has_status_0() -> None:
    assert run(*CALL, "--min-f1", "1", "--min-strict-f1", "1").exit_code == 0


@pytest.mark.parametrize(("option", "name"), [("--min-f1", "F1"), ("--min-strict-f1", "strict F1")])
def test_below_a_minimum_has_status_1(tmp_path: Path, option: str, name: str) -> None:
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("")
    result = run(*CALL, "--predicted", predicted, option, "0.5")
    assert result.exit_code == 1
    assert result.stderr == f"{name} is 0.000, below 0.5\n"


@pytest.mark.parametrize("content", ["{", "{}"])
def test_bad_gold_has_status_2(tmp_path: Path, content: str) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(content)
    result = run("evaluate", "--gold", gold, "--articles", ARTICLES)
    assert result.exit_code == 2
    assert f"{gold}: line 1: " in result.stderr


def test_an_article_that_is_missing_has_status_2(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("x")
    result = run("evaluate", "--gold", GOLD, "--articles", tmp_path)
    assert result.exit_code == 2
    assert "gold facts are of this article" in result.stderr


@pytest.mark.usefixtures("gold_extractor")
def test_figures_by_rule_follow_the_table_of_types() -> None:
    lines = run(*CALL, "--by-rule").stdout.splitlines()
    assert lines[:-3] == run(*CALL).stdout.splitlines()
    assert lines[-3:] == [
        "",
        "rule       asserted right wrong precision confidence",
        "gold/given      151   151     0     1.000      0.993",
    ]


@pytest.mark.usefixtures("gold_extractor")
def test_figures_by_rule_as_json() -> None:
    rules = json.loads(run(*CALL, "--by-rule", "--format", "json").stdout)["rules"]
    assert rules == {
        "gold/given": {"asserted": 151, "right": 151, "wrong": 0, "precision": 1.0, "confidence": 0.993}
    }
    assert "rules" not in json.loads(run(*CALL, "--format", "json").stdout)


def one_article(folder: Path, name: str) -> tuple[str | Path, ...]:
    folder.mkdir()
    (folder / f"{name}.txt").write_bytes((ARTICLES / f"{name}.txt").read_bytes())
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(r) + "\n" for r in gold_records() if r["article"] == name))
    return "--gold", gold, "--articles", folder


def test_gold_in_two_parts_scores_as_it_does_together(tmp_path: Path) -> None:
    pairs = [*one_article(tmp_path / "a", OPEN), *one_article(tmp_path / "b", MASKED)]
    options = ("--quiet", "--by-rule", "--format", "json")
    apart = run("evaluate", *pairs, *options)
    assert apart.exit_code == 0
    assert json.loads(apart.stdout) == json.loads(run(*CALL, *options).stdout)


def test_gold_and_articles_come_in_pairs() -> None:
    result = run(*CALL, "--gold", GOLD)
    assert result.exit_code == 2
    assert "give as many --articles as --gold" in result.stderr
    same = run(*CALL, "--gold", GOLD, "--articles", ARTICLES)
    assert same.exit_code == 2
    assert f"another gold file has facts of an article {MASKED} too" in same.stderr


def test_report_and_table_of_rules_are_written_whole_and_always_the_same(tmp_path: Path) -> None:
    report, rules = tmp_path / "report.html", tmp_path / "rules.tsv"
    written = []
    for _ in range(2):
        assert run(*CALL, "--report", report, "--write-rules", rules).exit_code == 0
        written.append((report.read_bytes(), rules.read_bytes()))
    assert written[0] == written[1]
    assert sorted(tmp_path.iterdir()) == [report, rules]
    assert written[0][0].startswith(b"<!DOCTYPE html>\n")
    assert str(ARTICLES).encode() not in written[0][0]
    assert written[0][1].startswith(b"rule\tasserted\tright\tprecision\tconfidence\ncasualty-kill\t")


@pytest.mark.parametrize("option", ["--report", "--write-rules"])
def test_a_file_that_can_t_be_written_has_status_2(tmp_path: Path, option: str) -> None:
    result = run(*CALL, option, tmp_path / "missing" / "file")
    assert result.exit_code == 2
    assert f"give another file with {option}" in result.stderr


@pytest.mark.parametrize("option", ["--report", "--write-rules"])
def test_a_file_that_can_t_be_finished_keeps_what_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("coalition_kg.files.os.fsync", full)
    file = tmp_path / "file"
    file.write_text("old")
    result = run(*CALL, option, file)
    assert (result.exit_code, file.read_text(), list(tmp_path.iterdir())) == (2, "old", [file])
    assert "No space left on device" in result.stderr


def test_a_report_is_written_although_a_minimum_is_missed(tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("")
    report = tmp_path / "report.html"
    assert run(*CALL, "--predicted", predicted, "--report", report, "--min-f1", "0.5").exit_code == 1
    assert report.read_text(encoding="utf-8").count("No fact of this type overlaps it.") == 114
