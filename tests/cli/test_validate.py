import json
import sys
from pathlib import Path

import pytest

from coalition_kg.store import Snapshot
from tests.cli.runner import run
from tests.support import forge

PREFIX = "https://w3id.org/coalition-kg/"


def test_the_shipped_articles_make_a_valid_graph(tmp_path: Path) -> None:
    run("build", "--out", tmp_path)
    result = run("validate", "--data", tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "valid: 188 shapes and 59 hygiene queries, 0 findings\n"


def test_another_base_iri_is_as_valid(tmp_path: Path) -> None:
    run("build", "--out", tmp_path, "--base-iri", "https://example.org/kg")
    report = json.loads(run("validate", "--data", tmp_path, "--format", "json").stdout)
    assert report == {"valid": True, "findings": [], "shapes": 188, "queries": 59, "reasoner": False}


def test_a_warning_leaves_the_graph_valid(gold_home: Path) -> None:
    result = run("validate", "--data", gold_home, "--format", "json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["valid"]) == (0, True)
    found = {(f["constraint"], f["severity"], f["resource"]) for f in report["findings"]}
    assert ("Rule-measured", "Warning", f"{PREFIX}id/rule/gold/given") in found


def test_the_reasoner_is_asked_where_it_is_wanted(gold_home: Path) -> None:
    result = run("validate", "--data", gold_home, "--reasoner")
    assert (result.exit_code, result.stderr) == (0, "")
    assert " hygiene queries and the reasoner, " in result.stdout.splitlines()[-1]


def test_a_reasoner_that_is_not_installed_is_told(gold_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "owlready2", None)
    result = run("validate", "--data", gold_home, "--reasoner")
    assert result.exit_code == 2
    assert "python3 -m pip install 'coalition-kg[reasoner]'" in result.stderr


def without_side(lines: list[str]) -> list[str]:
    line = next(
        line for line in lines if f"<{PREFIX}ontology#side> <" in line and "/graph/ontology" not in line
    )
    return [other for other in lines if other != line]


def test_a_finding_has_its_sentence_and_what_to_do(snapshot: Snapshot, tmp_path: Path) -> None:
    forge(snapshot, tmp_path, without_side)
    result = run("validate", "--data", tmp_path, "--format", "json")
    assert result.exit_code == 1
    [finding] = [f for f in json.loads(result.stdout)["findings"] if f["severity"] == "Violation"]
    assert (finding["constraint"], finding["component"]) == ("Commitment-side", "MinCount")
    assert finding["message"]["vi"].startswith("Một quyết sách có đúng một phía phát ngôn")
    assert finding["fix"]["en"].startswith("Build the snapshot again")
    location = finding["location"]
    assert location["fact"] == finding["resource"]
    number = location["sentence"].rpartition("/s")[2]
    article = location["sentence"].split("/")[-2]
    assert location["text"] in snapshot.article_text(article)
    assert number.isdecimal()


def test_the_text_says_resource_sentence_constraint_and_advice(snapshot: Snapshot, tmp_path: Path) -> None:
    forge(snapshot, tmp_path, without_side)
    result = run("validate", "--data", tmp_path)
    assert result.exit_code == 1
    first, sentence, constraint, advice = result.stdout.splitlines()[:4]
    assert first.startswith("fact:")
    assert sentence.startswith("  sentence    article:")
    assert constraint == (
        "  violation   Commitment-side MinCount: A commitment has exactly one side, "
        "a concept of the scheme side."
    )
    assert advice.startswith("  what to do  Build the snapshot again")
    assert result.stdout.splitlines()[-1].startswith("not valid: 188 shapes and 59 hygiene queries, ")


def test_a_wrong_format_is_a_wrong_call(gold_home: Path) -> None:
    assert run("validate", "--data", gold_home, "--format", "csv").exit_code == 2
