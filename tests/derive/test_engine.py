"""The engine: what it records, that it ends, and that nothing depends on order."""

import random
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from coalition_kg.derive import Derived, derive, is_derived, rules
from coalition_kg.errors import RuleError
from coalition_kg.identify import Names
from coalition_kg.quads.provenance import WAS_DERIVED_FROM
from tests.derive.facts import (
    MASKED,
    NAMES,
    RULES,
    command,
    commitment,
    loss,
    member,
    quads_of,
    strength,
)
from tests.derive.generated import generated_quads

EX = "https://example.org/"
HEADER = "# title@vi: x\n# title@en: x\n# derives@vi: x\n# derives@en: x\n# example: x\n# stratum: {}\n"
PREFIXES = f"PREFIX coal: <{NAMES.term('')}>\nPREFIX ex: <{EX}>\n"

# Something for most rules to work on.
FACTS = (
    strength("coalition", 6000, "april"), strength("PL", 2400, "april"), strength("PL", 2600, "spring"),
    strength("PL", 1400, "july"), strength("IT", 3000, "april"), strength("GB", MASKED, "april"),
    strength("GB", 40000, "april", phase="past"), strength("GB", 8700, "april"),
    member("UA", "PL", "april"), command("PL", "south-central", "april"), member("BG", "PL", "april"),
    loss("IT", 19, "april", "2003-11-12"), loss("IT", 17, "july", "2003-11-12"), loss("IT", MASKED, "later"),
    commitment("IT", "maintain", "pledged", "april"), commitment("IT", "withdraw", "ordered", "july"),
    commitment("IT", "withdraw", "completed", "later"), commitment("TR", "deploy", "retracted", "april"),
    commitment("PL", "withdraw", "planned", "april", "2004-12"),
)  # fmt: skip


def stated() -> list[Quad]:
    return list(quads_of(FACTS))


@pytest.fixture(scope="module")
def derived() -> Derived:
    return derive(stated(), NAMES, list(RULES.values()))


def rule_file(folder: Path, name: str, stratum: int, body: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.rq").write_text(f"{HEADER.format(stratum)}{PREFIXES}{body}", encoding="utf-8")


def test_the_facts_have_work_for_nearly_every_rule(derived: Derived) -> None:
    idle = {name for name, count in derived.applications.items() if not count}
    assert idle == set()


def test_the_order_of_the_quads_means_nothing(derived: Derived) -> None:
    shuffled = stated()
    random.Random(7).shuffle(shuffled)
    again = derive(shuffled, NAMES, list(reversed(RULES.values())))
    assert (again.quads, again.record) == (derived.quads, derived.record)


def test_plain_sparql_leads_from_every_conclusion_to_sentences(derived: Derived) -> None:
    store = Store()
    store.bulk_extend([*stated(), *derived.quads, *derived.record])
    rows: Any = store.query(
        """SELECT DISTINCT ?graph {
          GRAPH ?graph { ?s ?p ?o }
          GRAPH graph:derivations { ?graph coal:derivedBy/dcterms:title ?title }
          ?graph prov:wasDerivedFrom+/coal:text ?text
        }""",
        prefixes={
            "graph": NAMES.graph(""), "coal": NAMES.term(""), "prov": "http://www.w3.org/ns/prov#",
            "dcterms": "http://purl.org/dc/terms/",
        },
        use_default_graph_as_union=True,
    )  # fmt: skip
    assert {row["graph"] for row in rows} == {quad.graph_name for quad in derived.quads}


def test_a_derivation_names_exactly_what_it_used(derived: Derived) -> None:
    names, fact = NAMES, FACTS[12]  # 17 Italians, as an article of July 2005 has it
    time = next(q.graph_name for q in derived.quads if q.subject == NamedNode(names.fact(fact)))
    used = {q.object for q in derived.record if q.subject == time and q.predicate == WAS_DERIVED_FROM}
    assert used == {NamedNode(names.sentence_graph("july", fact.evidence.sentence))}
    premises = {
        q.object for q in derived.record if q.subject == time and q.predicate.value == names.term("premise")
    }
    assert premises == {NamedNode(names.fact(fact))}


def test_only_derivation_graphs_and_their_record_are_derived(derived: Derived) -> None:
    assert all(is_derived(quad, NAMES) for quad in (*derived.quads, *derived.record))
    assert not any(is_derived(quad, NAMES) for quad in stated())
    assert not NAMES.is_derivation(NAMES.sentence_graph("derivation", 12))


def test_no_masked_fact_is_part_of_a_figure_or_a_bound(derived: Derived) -> None:
    masked = {NamedNode(NAMES.fact(fact)) for fact in FACTS if getattr(fact, "quantity", None) == MASKED}
    assert masked
    told = {quad.predicate.value for quad in derived.quads if quad.object in masked}
    assert told == {NAMES.term("unknown")}


def test_other_base_other_names(derived: Derived) -> None:
    names = Names("https://example.org/kg")
    text = (serialize(stated(), format=RdfFormat.N_QUADS) or b"").decode().replace(NAMES.base, names.base)
    again = derive(parse(text, RdfFormat.N_QUADS), names, rules(names.base))
    assert again.applications == derived.applications
    assert not any(NAMES.base in str(quad) for quad in again.quads)


@pytest.fixture(scope="module")
def other_store(derived: Derived) -> rdflib.Dataset:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib calls what it deprecates
        dataset = rdflib.Dataset()
        dataset.parse(data=serialize([*stated(), *derived.quads], format=RdfFormat.N_QUADS), format="nquads")
    return dataset


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", RULES)
def test_another_engine_constructs_the_same(derived: Derived, other_store: rdflib.Dataset, name: str) -> None:
    by = {q.subject for q in derived.record if str(q.object).endswith(f"/derivation-rule/{name}>")}
    expected = {quad.triple for quad in derived.quads if quad.graph_name in by}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        constructed = other_store.query(RULES[name].text).serialize(format="nt")
    assert constructed is not None
    assert {str(quad.triple) for quad in parse(constructed, RdfFormat.N_TRIPLES)} == {
        str(t) for t in expected
    }


def line(length: int) -> Iterator[Quad]:
    for number in range(length):
        graph = NamedNode(f"{EX}g{number}")
        yield Quad(
            NamedNode(f"{EX}{number}"), NamedNode(NAMES.term("next")), NamedNode(f"{EX}{number + 1}"), graph
        )


REACH = """CONSTRUCT {{ ?a coal:reaches ?c }} WHERE {{
  {body}
  BIND (SUBSTR(SHA256(CONCAT("{name}", STR(?a), " ", STR(?c))), 1, 20) AS ?hash)
}}"""


def test_rules_run_until_nothing_new_follows(tmp_path: Path) -> None:
    rule_file(tmp_path, "step", 1, REACH.format(name="reach", body="GRAPH ?fromA { ?a coal:next ?c }"))
    body = "GRAPH ?fromA { ?a coal:reaches ?b } GRAPH ?fromB { ?b coal:reaches ?c }"
    rule_file(tmp_path, "far", 1, REACH.format(name="reach", body=body))
    found = derive(line(6), NAMES, rules(folder=tmp_path))
    assert len({quad.triple for quad in found.quads}) == 21  # all pairs of seven in their order


def test_nothing_follows_from_itself(tmp_path: Path) -> None:
    rule_file(tmp_path, "step", 1, REACH.format(name="same", body="GRAPH ?fromA { ?a coal:next ?c }"))
    body = "GRAPH ?fromA { ?a coal:reaches ?c } FILTER EXISTS { GRAPH ?g { ?a coal:next ?c } }"
    rule_file(tmp_path, "again", 1, REACH.format(name="same", body=body))
    found = derive(line(1), NAMES, rules(folder=tmp_path))
    (graph,) = {quad.graph_name for quad in found.quads}
    used = [q.object for q in found.record if q.subject == graph and q.predicate == WAS_DERIVED_FROM]
    assert used == [NamedNode(f"{EX}g0")]


def test_a_later_stratum_sees_all_of_an_earlier_one(tmp_path: Path) -> None:
    rule_file(
        tmp_path,
        "a-last",
        2,
        """CONSTRUCT { ?c coal:isLast true } WHERE {
      GRAPH ?fromA { ?a coal:reaches ?c } FILTER NOT EXISTS { GRAPH ?g { ?c coal:reaches ?d } }
      BIND (SUBSTR(SHA256(CONCAT("last", STR(?c))), 1, 20) AS ?hash) }""",
    )
    rule_file(tmp_path, "b-step", 1, REACH.format(name="x", body="GRAPH ?fromA { ?a coal:next ?c }"))
    found = derive(line(3), NAMES, rules(folder=tmp_path))
    last = [quad.subject for quad in found.quads if quad.predicate.value == NAMES.term("isLast")]
    assert last == [NamedNode(f"{EX}3")]


def test_what_a_rule_uses_it_has_to_name(tmp_path: Path) -> None:
    rule_file(tmp_path, "step", 1, REACH.format(name="x", body="GRAPH ?fromA { ?a coal:next ?c }"))
    rule_file(tmp_path, "any", 2, REACH.format(name="y", body="GRAPH ?fromA { ?a ?p ?c }"))
    with pytest.raises(
        RuleError, match=r"any\.rq: uses what step derives, but names no class or property of it"
    ):
        derive(line(1), NAMES, rules(folder=tmp_path))


def test_a_query_that_cannot_be_evaluated_names_its_rule(tmp_path: Path) -> None:
    rule_file(tmp_path, "bad", 1, REACH.format(name="x", body="GRAPH ?fromA { ?a coal:next ?c } FILTER ("))
    with pytest.raises(RuleError, match=r"queries/rules/bad\.rq: can't be evaluated"):
        derive(line(1), NAMES, rules(folder=tmp_path))


def test_thousands_of_facts_go_through() -> None:
    """So many pairs that a rule which compares all of them would not end in an hour."""
    found = derive(generated_quads(250, NAMES), NAMES, list(RULES.values()))
    assert found.applications["dated-by-article"] == 250 * 7
    assert found.applications["member-in-sector-area"] == 250
    assert found.applications["reported-losses"] == 16


def test_the_record_of_a_rule_tells_what_it_is(derived: Derived) -> None:
    node = NamedNode(f"{NAMES.base}/id/derivation-rule/loss-rate")
    told = {(q.predicate.value.rpartition("/")[2], q.object) for q in derived.record if q.subject == node}
    assert ("source", Literal("queries/rules/loss-rate.rq")) in told
    assert ("title", Literal("Losses per thousand troops", language="en")) in told
    assert ("title", Literal("Tổn thất trên một nghìn quân", language="vi")) in told
    assert ("ontology#derives", NamedNode(NAMES.term("LossRate"))) in told
    assert all(quad.graph_name != DefaultGraph() for quad in derived.record)
