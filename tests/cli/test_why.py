import json
from dataclasses import replace
from pathlib import Path

import pytest

from coalition_kg.cli.why import marked, rule_of
from coalition_kg.confidence import shipped_confidence
from coalition_kg.store import Snapshot
from coalition_kg.why import Reason
from tests.cli.runner import run


@pytest.fixture(autouse=True)
def home(gold_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COALITION_HOME", str(gold_home))


def test_people_see_the_quote_in_its_sentence() -> None:
    lines = run("why", "contingent:PL-IQ").stdout.splitlines()
    assert lines[0] == "Lực lượng các nước ở Iraq (001_2c7b8ceced76f234), sentence 21"
    assert lines[1] == "«Ba Lan góp 2.400 quân cho lực lượng này»."
    assert lines[2].startswith("  Strength fact:")
    assert lines[2].endswith("rule gold/given")


def test_other_sentences_that_a_fact_needs_are_shown() -> None:
    assert "\n  with sentence 68: Pakistan: Có khả năng góp quân" in run("why", "country:IN").stdout


def test_json() -> None:
    (reason,) = json.loads(run("why", "contingent:PL-IQ", "--format", "json").stdout)
    assert reason["quote"] == "Ba Lan góp 2.400 quân cho lực lượng này"
    assert reason["end"] - reason["start"] == len(reason["quote"])
    assert reason["confidence"] is None


def test_the_confidence_of_a_measured_rule_is_told(tmp_path: Path) -> None:
    assert run("build", "--out", tmp_path, "--quiet").exit_code == 0
    call = ("why", "contingent:PL-IQ", "--data", tmp_path)
    reasons = json.loads(run(*call, "--format", "json").stdout)
    confidences = [shipped_confidence(reason["rule"]) for reason in reasons]
    assert None not in confidences
    assert [reason["confidence"] for reason in reasons] == confidences
    first = f"rule {reasons[0]['rule']} (confidence {confidences[0]:.3f})"
    assert run(*call).stdout.splitlines()[2].endswith(first)


def test_a_rule_without_confidence_is_only_named() -> None:
    reason = Reason("", "", "", "", 1, 0, 1, "a", 0, 1, "a", "strength-past", (), "")
    assert rule_of(reason) == "strength-past"
    assert rule_of(replace(reason, confidence=0.95)) == "strength-past (confidence 0.950)"


def test_a_triple_and_a_graph_without_sentences() -> None:
    assert (
        run("why", "contingent:PL-IQ", "coal:ofCountry", "country:PL").stdout
        == run("why", "contingent:PL-IQ").stdout
    )
    assert (
        run("why", "coal:Country", "rdf:type", "owl:Class").stdout
        == "graph:ontology: ontology/ of coalition-kg\n"
    )


def test_the_quote_is_bold_on_a_terminal_and_marked_elsewhere() -> None:
    reason = Reason("", "", "", "", 1, 10, 16, "a bc d", 12, 14, "bc", "", (), "")
    assert str(marked(reason, in_bold=False)) == "a «bc» d"
    bold = marked(reason, in_bold=True)
    assert str(bold) == "a bc d"
    assert [(span.start, span.end, span.style) for span in bold.spans] == [(2, 4, "bold")]


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (("country:ZZ",), "no such resource in this snapshot"),
        (("nope:x",), "names no resource"),
        (("country:PL", "coal:country"), "give one resource, or the subject, predicate and object"),
        (("country:PL", "rdfs:label", '"Poland"@fr'), "no graph of this snapshot holds this triple"),
    ],
)
def test_unknown_things_have_status_2(terms: tuple[str, ...], message: str) -> None:
    result = run("why", *terms)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_proof_is_a_tree_that_proves_nothing_twice(extracted: Snapshot) -> None:
    home = extracted.path.parents[1]
    lines = run("why", "derivation-rule:loss-rate", "--data", home).stdout.splitlines()
    assert lines[0] == "Losses per thousand troops"
    assert lines[1].startswith("  by rule loss-rate (queries/rules/loss-rate.rq), in graph:derivation/")
    assert any(line.endswith('coal:rateAtLeast "6.33"^^xsd:decimal') for line in lines)
    assert "│   └── Known strength at a date (proved above)" in lines
    above = next(number for number, line in enumerate(lines) if line.endswith("(proved above)"))
    assert lines[above + 1].startswith("│         by rule known-strength")
    assert lines[above + 2].startswith("└── Losses of a contingent as reported")
    assert any("«19 binh lính và cảnh sát Italy thiệt mạng" in line for line in lines)


def test_a_proof_as_json(extracted: Snapshot) -> None:
    home = extracted.path.parents[1]
    (proof,) = json.loads(run("why", "derivation-rule:retraction", "--data", home, "--format", "json").stdout)
    assert (proof["rule"], proof["repeated"]) == ("retraction", False)
    (reason,) = proof["premises"]
    assert reason["sentence_text"].startswith("Thổ Nhĩ Kỳ: Đã rút lại đề xuất")
