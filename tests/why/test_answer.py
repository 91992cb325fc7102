import pytest

from coalition_kg.errors import QueryError
from coalition_kg.store import Snapshot
from coalition_kg.why import Answer, Background, Reason, why_resource, why_triple
from tests.support import MASKED, OPEN, gold_records


def reasons(answer: Answer) -> list[Reason]:
    assert all(isinstance(reason, Reason) for reason in answer)
    return [reason for reason in answer if isinstance(reason, Reason)]


def only(answer: Answer) -> Reason:
    (reason,) = reasons(answer)
    return reason


def test_a_fact_s_reason_is_its_evidence(snapshot: Snapshot) -> None:
    found = only(why_resource(snapshot, "contingent:PL-IQ"))
    assert only(why_resource(snapshot, found.fact)) == found
    assert only(why_resource(snapshot, f"<{found.fact}>")) == found
    assert found.type == "Strength"
    assert (found.article, found.title) == (OPEN, "Lực lượng các nước ở Iraq")
    assert found.quote == "Ba Lan góp 2.400 quân cho lực lượng này"
    assert found.sentence_text == "Ba Lan góp 2.400 quân cho lực lượng này."
    assert found.rule == "gold/given"
    raw = snapshot.article_text(OPEN)
    assert raw[found.start : found.end] == found.quote
    assert raw[found.sentence_start : found.sentence_end] == found.sentence_text
    assert found.graph == snapshot.names.sentence_graph(OPEN, found.sentence)
    assert found.context == ()


def test_a_fact_names_the_other_sentences_that_it_needs(snapshot: Snapshot) -> None:
    (found,) = (
        reason for reason in reasons(why_resource(snapshot, "country:IN")) if reason.type == "Commitment"
    )
    assert [context.number for context in found.context] == [found.sentence - 1]
    assert found.context[0].text.startswith("Pakistan: Có khả năng góp quân")


def test_a_country_s_reasons_are_the_facts_about_it_in_order(snapshot: Snapshot) -> None:
    found = reasons(why_resource(snapshot, "country:PL"))
    stated = [r for r in gold_records() if "PL" in (r["country"], r.get("lead"))]
    assert len(found) == len(stated)
    assert [reason.place for reason in found] == sorted(reason.place for reason in found)
    assert {reason.article for reason in found} == {MASKED, OPEN}


def test_other_countries_of_the_same_sentence_are_left_out(snapshot: Snapshot) -> None:
    types = {reason.type for reason in reasons(why_resource(snapshot, "country:EE"))}
    quotes = [reason.quote for reason in reasons(why_resource(snapshot, "country:EE"))]
    assert types == {"Casualty"}
    assert len(quotes) == 1


def test_a_place(snapshot: Snapshot) -> None:
    found = reasons(why_resource(snapshot, "place:karbala"))
    assert {reason.type for reason in found} == {"Deployment"}
    assert all("Karbala" in reason.quote for reason in found)


def test_a_sentence_and_its_graph_have_its_facts(snapshot: Snapshot) -> None:
    by_sentence = reasons(why_resource(snapshot, f"article:{MASKED}/s2"))
    by_graph = reasons(why_resource(snapshot, f"graph:{MASKED}/s2"))
    assert by_sentence == by_graph
    assert {reason.sentence for reason in by_sentence} == {2}


def test_a_context_sentence_has_only_its_own_facts(snapshot: Snapshot) -> None:
    found = reasons(why_resource(snapshot, f"article:{OPEN}/s68"))
    assert {reason.sentence for reason in found} == {68}


def test_an_article_has_all_of_its_facts(snapshot: Snapshot) -> None:
    found = reasons(why_resource(snapshot, f"article:{MASKED}"))
    facts = snapshot.store.query(
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?f <{snapshot.names.term('evidence')}> ?e }} "
        f'GRAPH ?g {{ ?e <{snapshot.names.term("sentence")}> ?s }} FILTER(CONTAINS(STR(?s), "{MASKED}")) }}'
    )
    (row,) = facts  # type: ignore[misc]
    assert len(found) == int(row["n"].value)
    assert {reason.article for reason in found} == {MASKED}


def test_a_rule_a_concept_and_a_class(snapshot: Snapshot) -> None:
    total = sum(snapshot.manifest.counts.facts.values())
    assert len(why_resource(snapshot, "rule:gold/given")) == total
    assert {r.type for r in reasons(why_resource(snapshot, "role:combat"))} == {"Role"}
    assert len(why_resource(snapshot, "coal:SectorMembership")) == 9


def test_what_only_the_reference_knows_names_its_source(snapshot: Snapshot) -> None:
    (found,) = why_resource(snapshot, "country:AD")
    assert found == Background(
        snapshot.names.graph("reference"), "data/reference/ and data/lexicon/places.tsv"
    )


def test_a_triple_that_a_sentence_asserts(snapshot: Snapshot) -> None:
    found = only(why_triple(snapshot, "contingent:PL-IQ", "coal:ofCountry", "country:PL"))
    assert found.quote == "Ba Lan góp 2.400 quân cho lực lượng này"


def test_a_triple_of_a_fact_with_each_kind_of_object(snapshot: Snapshot) -> None:
    fact = only(why_resource(snapshot, "contingent:PL-IQ"))
    for predicate, object_ in (
        ("coal:statedValue", "2400"),
        ("coal:redacted", "false"),
        ("coal:country", "country:PL"),
        ("coal:statedValue", '"2400"^^xsd:integer'),
    ):
        assert only(why_triple(snapshot, fact.fact, predicate, object_)) == fact


def test_the_name_of_a_known_place_comes_from_the_sentence_and_from_the_reference(snapshot: Snapshot) -> None:
    karbala, reference = why_triple(snapshot, "place:karbala", "rdfs:label", '"Karbala"@vi')
    assert isinstance(karbala, Reason)
    assert karbala.type == "Deployment"
    assert isinstance(reference, Background)
    assert reference.graph == snapshot.names.graph("reference")


def test_a_triple_in_two_sentences_has_both_reasons(snapshot: Snapshot) -> None:
    found = reasons(why_triple(snapshot, "contingent:GB-IQ", "coal:ofCountry", "country:GB"))
    assert len({(reason.article, reason.sentence) for reason in found}) > 1


def test_a_triple_of_the_ontology_names_its_source(snapshot: Snapshot) -> None:
    assert why_triple(snapshot, "coal:Country", "rdf:type", "owl:Class") == [
        Background(snapshot.names.graph("ontology"), "ontology/ of coalition-kg")
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("country:ZZ", "country:ZZ: no such resource in this snapshot"),
        ("nope:PL", "'nope:PL' names no resource: 'nope:PL': neither an IRI nor a CURIE"),
        ("Poland", "'Poland' names no resource"),
        ("http://[", "names no resource"),
    ],
)
def test_an_unknown_resource_is_an_error(snapshot: Snapshot, name: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        why_resource(snapshot, name)
    assert message in str(caught.value)


def test_an_unknown_triple_is_an_error(snapshot: Snapshot) -> None:
    with pytest.raises(
        QueryError, match="country:PL coal:nope 1: no graph of this snapshot holds this triple"
    ):
        why_triple(snapshot, "country:PL", "coal:nope", "1")
