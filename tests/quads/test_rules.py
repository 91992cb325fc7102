from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from coalition_kg.confidence import shipped_figures
from coalition_kg.identify import DEFAULT_BASE, Names
from coalition_kg.quads import confidence_in, rule_quads
from coalition_kg.quads import namespaces as ns
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import Snapshot, build, open_snapshot
from coalition_kg.verify import verify
from tests.support import ARTICLES

RULE = "commitment-withdraw"


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of what the rules find in the shipped articles."""
    home = tmp_path_factory.mktemp("extracted")
    build(read_articles(article_paths(ARTICLES)), home, DEFAULT_BASE)
    return open_snapshot(home)


def test_a_measured_rule_has_its_four_figures() -> None:
    names, figures = Names("https://example.org/kg"), shipped_figures()[RULE]
    quads = list(rule_quads(RULE, names))
    assert {str(quad.subject.value) for quad in quads} == {names.rule(RULE)}  # type: ignore[union-attr]
    assert {str(quad.graph_name) for quad in quads} == {"<https://example.org/kg/graph/provenance>"}
    found = {quad.predicate.value: str(quad.object) for quad in quads}
    assert found == {
        names.term("assertedFacts"): f'"{figures.asserted}"^^<{ns.XSD}integer>',
        names.term("rightFacts"): f'"{figures.right}"^^<{ns.XSD}integer>',
        names.term("precision"): f'"{figures.precision}"^^<{ns.XSD}decimal>',
        names.term("confidence"): f'"{figures.confidence}"^^<{ns.XSD}decimal>',
    }


def test_an_unmeasured_rule_has_none(snapshot: Snapshot) -> None:
    assert list(rule_quads("gold/given", Names())) == []
    assert confidence_in(snapshot.store, snapshot.names)("gold/given") is None
    assert b'ontology#confidence> "' not in snapshot.dataset.read_bytes()


def test_a_snapshot_holds_the_figures_of_the_rules_that_found_its_facts(extracted: Snapshot) -> None:
    term = extracted.names.term("confidence")
    quads = parse(extracted.dataset.read_bytes(), RdfFormat.N_QUADS)
    figures = [quad for quad in quads if quad.predicate.value == term]
    written = {str(getattr(q.subject, "value", "")): str(getattr(q.object, "value", "")) for q in figures}
    found = extracted.store.query(
        f"SELECT DISTINCT ?rule {{ ?evidence <{extracted.names.term('rule')}> ?rule }}"
    )
    used = {row["rule"].value for row in found}  # type: ignore[union-attr]
    expected = {extracted.names.rule(rule): str(f.confidence) for rule, f in shipped_figures().items()}
    assert len(written) > 10
    assert written == {rule: expected[rule] for rule in used}


def test_the_snapshot_gives_the_confidences_back(extracted: Snapshot) -> None:
    confidence = confidence_in(extracted.store, extracted.names)
    assert confidence(RULE) == float(shipped_figures()[RULE].confidence)


def test_a_snapshot_with_figures_is_proved(extracted: Snapshot, tmp_path: Path) -> None:
    assert verify(extracted, ARTICLES) == []
