import json
from pathlib import Path

import pytest

from tests.cli.runner import run
from tests.support import ARTICLES, GOLD, gold_records

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
