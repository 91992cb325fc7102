"""What a snapshot claims to follow is tampered with, and found."""

from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Quad

from coalition_kg.identify import Names
from coalition_kg.store import Snapshot
from coalition_kg.verify import verify
from tests.support import forge
from tests.verify.test_verify import drop, swap

NAMES = Names()
DERIVED = f"<{NAMES.base}/graph/derivation/"
RECORD = f"<{NAMES.graph('derivations')}> ."


def problems(snapshot: Snapshot, home: Path, edit) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    found = [(problem.kind, problem.detail) for problem in verify(forge(snapshot, home, edit))]
    assert found
    return found


def add(*lines: str):  # type: ignore[no-untyped-def]
    return lambda given: [*given, *lines]


def test_a_conclusion_that_the_rules_do_not_give(extracted: Snapshot, tmp_path: Path) -> None:
    edit = swap("modality/open>", "modality/executed>", where="/graph/derivation/")
    assert problems(extracted, tmp_path, edit) == [
        ("rederived", "the rules do not give this"),
        ("rederived", "missing, though the rules give it"),
    ]


def test_a_conclusion_that_is_missing(extracted: Snapshot, tmp_path: Path) -> None:
    edit = drop(f"<{NAMES.term('sharedBy')}>", DERIVED)
    assert problems(extracted, tmp_path, edit) == [("rederived", "missing, though the rules give it")]


def test_a_derivation_without_its_rule(extracted: Snapshot, tmp_path: Path) -> None:
    edit = drop(f"<{NAMES.term('derivedBy')}>", "/sum-of-parts>", RECORD)
    assert problems(extracted, tmp_path, edit) == [
        ("derivation", "has not exactly one rule"),
        ("rederived", "missing, though the rules give it"),
    ]


def test_a_rule_of_another_version(extracted: Snapshot, tmp_path: Path) -> None:
    edit = swap("/sum-of-parts> <", "/sum-of-all> <", where=f"<{NAMES.term('derivedBy')}>")
    found = problems(extracted, tmp_path, edit)
    assert (
        "derivation",
        f"by {NAMES.base}/id/derivation-rule/sum-of-all, which is no rule of this version",
    ) in found


def nothing_behind(graph: str, used: str, rule: str = "position") -> list[str]:
    record = f"<{NAMES.graph('derivations')}> ."
    derived, name = "http://www.w3.org/ns/prov#wasDerivedFrom", f"<{DERIVED[1:]}{graph}>"
    return [
        f'<{NAMES.country("PL")}> <{NAMES.term("holdsFrom")}> "x" {name} .',
        f"{name} <{NAMES.term('derivedBy')}> <{NAMES.base}/id/derivation-rule/{rule}> {record}",
        f"{name} <{derived}> <{used}> {record}",
    ]


ONE, TWO = "0" * 19 + "1", "0" * 19 + "2"


@pytest.mark.parametrize(
    ("lines", "detail"),
    [
        pytest.param(
            nothing_behind(ONE, NAMES.graph("nowhere/s1")),
            "which holds nothing",
            id="a graph that is not there",
        ),
        pytest.param(
            nothing_behind(ONE, NAMES.graph("reference")),
            "uses no graph that leads to a sentence",
            id="no sentence",
        ),
        pytest.param(
            [*nothing_behind(ONE, NAMES.derivation(TWO)), *nothing_behind(TWO, NAMES.derivation(ONE))],
            f"follows from itself, through {NAMES.derivation(ONE)}",
            id="a circle",
        ),
    ],
)
def test_a_conclusion_that_leads_to_no_sentence(
    extracted: Snapshot, tmp_path: Path, lines: list[str], detail: str
) -> None:
    found = problems(extracted, tmp_path, add(*lines))
    assert next(told for kind, told in found if kind == "derivation").endswith(detail)


def test_a_deep_proof_is_followed_to_its_end(extracted: Snapshot, tmp_path: Path) -> None:
    """Deeper than Python's own stack."""
    deep = [f"{number:020x}" for number in range(3000)]
    lines = [line for a, b in pairwise(deep) for line in nothing_behind(a, NAMES.derivation(b))]
    sentence = next(g for g in extracted.store.named_graphs() if str(g.value).endswith("/s9"))
    found = problems(extracted, tmp_path, add(*lines, *nothing_behind(deep[-1], str(sentence.value))))
    assert {kind for kind, _ in found} == {"rederived"}


def test_what_is_proved_is_counted(extracted: Snapshot) -> None:
    counts = extracted.manifest.counts
    named = {
        q.graph_name
        for q in extracted.store
        if isinstance(q, Quad) and NAMES.is_derivation(str(q.graph_name)[1:-1])
    }
    assert sum(counts.derivations.values()) == len(named)
    assert counts.derived == sum(1 for q in extracted.store if q.graph_name in named)
