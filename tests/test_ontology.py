import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import owlready2
import pytest
from pyoxigraph import NamedNode, Quad
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCAT, DCTERMS, PROV, TIME
from rdflib.term import Node

from coalition_kg.confidence import shipped_figures
from coalition_kg.flat import from_flat
from coalition_kg.identify import DEFAULT_BASE, Names, concept_name
from coalition_kg.model import Article, Fact
from coalition_kg.quads import (
    article_quads,
    evidence_quads,
    fact_quads,
    generator_quads,
    reference_quads,
    rule_quads,
)
from coalition_kg.quads.namespaces import CODES, SCHEMES
from coalition_kg.quads.schema import CLASSES
from coalition_kg.resources import root
from coalition_kg.segment import sentences
from coalition_kg.source import article_paths, read_articles

ONTOLOGY = URIRef(f"{DEFAULT_BASE}/ontology")
OWN = f"{ONTOLOGY}#"
NAMES = Names()
ALIGNED = (
    str(PROV), "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/org#", str(TIME), "https://schema.org/",
    "http://semanticweb.cs.vu.nl/2009/11/sem/", str(SKOS), str(DCAT),
)  # fmt: skip
RESERVED = (str(RDF), str(RDFS), str(OWL))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)

# Terms that quads are written with in ``term("Name")`` or ``_to_iri("name", ...)``.
WRITTEN_TERM = re.compile(r'(?:term|_to_iri|_to_literal)\("(\w+)"')


@cache
def ontology() -> Graph:
    graph = Graph()
    for name in ("alignments.ttl", "coalition.ttl", "concepts.ttl"):
        graph.parse(root() / "ontology" / name)
    return graph


@cache
def articles() -> dict[str, Article]:
    return {article.name: article for article in read_articles(article_paths(root() / "data" / "articles"))}


def gold_facts() -> Iterator[Fact]:
    """Yield the gold facts with their sentences, each with a theatre so that every entity is written."""
    for line in (root() / "data" / "articles" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        fact = from_flat({"theatre": "IQ"} | json.loads(line))
        evidence = fact.evidence
        found = sentences(articles()[evidence.article])
        number = next(s.number for s in found if s.start <= evidence.start < s.end)
        yield replace(fact, evidence=replace(evidence, sentence=number, context=(number,)))


@cache
def written() -> tuple[Quad, ...]:
    quads = [*generator_quads({"lexicon": "0" * 64}, NAMES), *reference_quads(NAMES)]
    quads += rule_quads(next(iter(shipped_figures())), NAMES)
    for article in articles().values():
        quads += article_quads(article, sentences(article), NAMES)
    for fact in gold_facts():
        quads += fact_quads(fact, NAMES)
        quads += evidence_quads(fact, articles()[fact.evidence.article], NAMES)
    return tuple(quads)


def own_terms() -> set[URIRef]:
    found = {s for kind in KINDS for s in ontology().subjects(RDF.type, kind)}
    return {term for term in found if isinstance(term, URIRef) and term.startswith(OWN)}


def concepts() -> set[Node]:
    return set(ontology().subjects(RDF.type, SKOS.Concept))


def languages(subject: Node, predicate: URIRef) -> list[str]:
    return sorted(o.language or "" for o in ontology().objects(subject, predicate) if isinstance(o, Literal))


def local(iri: Node) -> str:
    return str(iri).rpartition("/")[2]


def own(local_name: str) -> URIRef:
    return URIRef(OWN + local_name)


def test_the_header_names_version_licence_and_title() -> None:
    header = {p: str(o) for p, o in ontology().predicate_objects(ONTOLOGY)}
    assert header[OWL.versionIRI] == f"{ONTOLOGY}/0.1.0"
    assert header[DCTERMS.license] == "https://www.apache.org/licenses/LICENSE-2.0"
    assert languages(ONTOLOGY, DCTERMS.title) == languages(ONTOLOGY, DCTERMS.description) == ["en", "vi"]


def test_every_own_term_has_one_label_and_definition_in_each_language() -> None:
    for term in own_terms():
        assert languages(term, RDFS.label) == ["en", "vi"], term
        assert languages(term, SKOS.definition) == ["en", "vi"], term
        assert (term, RDFS.isDefinedBy, ONTOLOGY) in ontology(), term


def test_every_concept_is_named_defined_and_in_one_scheme() -> None:
    for concept in concepts():
        assert languages(concept, SKOS.prefLabel) == ["en", "vi"], concept
        assert languages(concept, SKOS.definition) == ["en", "vi"], concept
        [scheme] = ontology().objects(concept, SKOS.inScheme)
        [notation] = ontology().objects(concept, SKOS.notation)
        assert str(concept) == f"{scheme}/{concept_name(str(notation))}"


def test_the_schemes_are_those_of_the_namespaces() -> None:
    schemes = set(ontology().subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes == {URIRef(f"{DEFAULT_BASE}/id/{name}") for name in (*SCHEMES, *CODES)}
    for scheme in schemes:
        assert languages(scheme, SKOS.prefLabel) == ["en", "vi"], scheme


def test_a_concept_is_a_top_concept_or_has_a_broader_one() -> None:
    for concept in concepts():
        [scheme] = ontology().objects(concept, SKOS.inScheme)
        broader = set(ontology().objects(concept, SKOS.broader))
        assert ((concept, SKOS.topConceptOf, scheme) in ontology()) != bool(broader), concept
        assert ((scheme, SKOS.hasTopConcept, concept) in ontology()) != bool(broader), concept
        for parent in broader:
            assert (parent, SKOS.narrower, concept) in ontology()
            assert (parent, SKOS.inScheme, scheme) in ontology()


def test_the_modalities_fall_into_the_four_classes() -> None:
    scheme = URIRef(f"{DEFAULT_BASE}/id/modality")
    tops = set(ontology().subjects(SKOS.topConceptOf, scheme))
    assert {str(top).rsplit("/", 1)[-1] for top in tops} == {"open", "intended", "executed", "negative"}


def test_the_classes_of_modality_have_their_order() -> None:
    order = {(local(a), local(b)) for a, b in ontology().subject_objects(own("precedes"))}
    assert order == {("open", "intended"), ("intended", "executed"), ("intended", "negative")}


def test_the_concepts_of_a_scheme_are_all_different() -> None:
    lists = set()
    for axiom in ontology().subjects(RDF.type, OWL.AllDifferent):
        [members] = ontology().objects(axiom, OWL.distinctMembers)
        lists.add(frozenset(Collection(ontology(), members)))
    schemes = [URIRef(f"{DEFAULT_BASE}/id/{name}") for name in SCHEMES]
    assert lists == {frozenset(ontology().subjects(SKOS.inScheme, scheme)) for scheme in schemes}


def test_a_sector_has_no_timeless_property_but_its_theatre() -> None:
    sectors = {q.subject for q in written() if q.object == NamedNode(OWN + "CommandSector")}
    assert len(sectors) > 1
    properties = {q.predicate.value for q in written() if q.subject in sectors}
    assert properties == {str(RDF.type), OWN + "inTheatre"}


def test_every_fact_is_dated_by_its_report() -> None:
    days = {q.subject: str(q.object) for q in written() if q.predicate.value == OWN + "reportedLatest"}
    facts = {q.subject for q in written() if q.predicate.value == OWN + "evidence"}
    assert set(days) == facts
    date = "http://www.w3.org/2001/XMLSchema#date"
    assert set(days.values()) == {f'"2005-12-31"^^<{date}>', f'"2004-04-30"^^<{date}>'}


def test_every_place_of_the_gazetteer_has_one_name_of_its_own() -> None:
    graph = NamedNode(NAMES.graph("reference"))
    reference = [quad for quad in written() if quad.graph_name == graph]
    places = {q.subject for q in reference if q.object == NamedNode(OWN + "Place")}
    vietnamese = [q for q in reference if q.subject in places and str(q.object).endswith("@vi")]
    labels = {str(q.subject): str(q.object) for q in vietnamese}
    assert len(places) > 900
    assert sorted(str(q.subject) for q in vietnamese) == sorted(map(str, places))
    assert labels[f"<{NAMES.place('Al Amarah')}>"] == '"Amara"@vi'
    assert labels[f"<{NAMES.place('tỉnh Farah')}>"] == '"tỉnh Farah"@vi'


def test_every_term_that_the_writer_uses_is_declared() -> None:
    nodes = {node for quad in written() for node in (quad.predicate, quad.object)}
    iris = {node.value for node in nodes if isinstance(node, NamedNode)}
    used = {URIRef(iri) for iri in iris if iri.startswith(OWN)}
    assert {own(name) for name in CLASSES} <= used
    assert used <= own_terms()


def test_every_term_that_the_source_names_is_declared() -> None:
    sources = (Path(__file__).parents[1] / "src" / "coalition_kg" / "quads").glob("*.py")
    named = {own(name) for path in sources for name in WRITTEN_TERM.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 30
    assert named <= own_terms()


def test_every_concept_that_the_writer_uses_is_declared() -> None:
    iris = {q.object.value for q in written() if isinstance(q.object, NamedNode)}
    schemes = tuple(f"{DEFAULT_BASE}/id/{name}/" for name in SCHEMES)
    used = {URIRef(iri) for iri in iris if iri.startswith(schemes)}
    assert len({iri.rsplit("/", 1)[0] for iri in used}) == len(SCHEMES)
    assert used <= concepts()


def test_every_property_that_the_writer_uses_is_declared_with_the_kind_of_its_values() -> None:
    annotations = {RDFS.label, *ontology().subjects(RDF.type, OWL.AnnotationProperty)}
    for quad in written():
        predicate = URIRef(quad.predicate.value)
        if predicate in annotations or predicate == RDF.type:
            continue
        kind = OWL.ObjectProperty if isinstance(quad.object, NamedNode) else OWL.DatatypeProperty
        assert (predicate, RDF.type, kind) in ontology(), predicate


def test_the_theatres_that_are_no_country_are_declared() -> None:
    iris = {q.object.value for q in written() if isinstance(q.object, NamedNode)}
    regions = {URIRef(iri) for iri in iris if iri.startswith(f"{DEFAULT_BASE}/id/theatre/")}
    assert regions
    for region in regions:
        assert (region, RDF.type, own("Theatre")) in ontology()
        assert languages(region, RDFS.label) == ["en", "vi"]


def test_every_action_and_cause_has_a_code_or_a_note_why_not() -> None:
    for scheme in ("action", "cause"):
        for concept in ontology().subjects(SKOS.inScheme, URIRef(f"{DEFAULT_BASE}/id/{scheme}")):
            codes = list(ontology().objects(concept, SKOS.closeMatch))
            assert codes or languages(concept, SKOS.note) == ["en", "vi"]


def test_a_code_that_a_concept_leads_to_is_declared() -> None:
    schemes = {URIRef(f"{DEFAULT_BASE}/id/{name}") for name in CODES}
    codes = {concept for scheme in schemes for concept in ontology().subjects(SKOS.inScheme, scheme)}
    assert codes == {o for s, o in ontology().subject_objects(SKOS.closeMatch) if s in concepts()}
    assert list(ontology().objects(URIRef(f"{DEFAULT_BASE}/id/action/withdraw"), SKOS.closeMatch)) == []


@pytest.mark.parametrize("vocabulary", ALIGNED)
def test_each_vocabulary_is_aligned(vocabulary: str) -> None:
    mapping = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
    aligned = {s for p in mapping for s, o in ontology().subject_objects(p) if str(o).startswith(vocabulary)}
    assert aligned & own_terms()


def test_the_fact_classes_are_those_of_the_schema() -> None:
    assert set(ontology().subjects(RDFS.subClassOf, own("Fact"))) == {own(name) for name in CLASSES}


def disjoint_pairs() -> set[frozenset[Node]]:
    pairs = set()
    for axiom in ontology().subjects(RDF.type, OWL.AllDisjointClasses):
        [members] = ontology().objects(axiom, OWL.members)
        pairs |= {frozenset(pair) for pair in combinations(Collection(ontology(), members), 2)}
    return pairs


def test_the_fact_classes_exclude_each_other() -> None:
    for pair in combinations(CLASSES, 2):
        assert frozenset(map(own, pair)) in disjoint_pairs()


@pytest.mark.parametrize("name", ["Country", "Theatre", "Place", "Contingent", "CommandSector", "Sentence"])
def test_an_entity_is_no_fact(name: str) -> None:
    assert frozenset({own(name), own("Fact")}) in disjoint_pairs()


def test_a_country_may_be_a_theatre_and_a_place() -> None:
    for pair in combinations(("Country", "Theatre", "Place"), 2):
        assert frozenset(map(own, pair)) not in disjoint_pairs()


def test_no_iri_has_two_kinds_and_no_term_is_undeclared() -> None:
    graph = ontology()
    for subject in set(graph.subjects()):
        kinds = [kind for kind in KINDS if (subject, RDF.type, kind) in graph]
        assert len(kinds) <= 1, (subject, kinds)
    declared = {s for kind in KINDS for s in graph.subjects(RDF.type, kind)}
    used = {p for p in graph.predicates() if not str(p).startswith(RESERVED)}
    used |= {o for o in graph.objects(None, RDF.type) if not str(o).startswith(RESERVED)}
    used |= set(graph.objects(None, OWL.onProperty))
    assert used <= declared


def test_every_range_of_a_datatype_property_is_of_the_owl_2_datatype_map_or_declared() -> None:
    known: set[Node] = {RDF.PlainLiteral, XSD.string, XSD.boolean, XSD.decimal}
    known |= {
        XSD.integer,
        XSD.nonNegativeInteger,
        XSD.positiveInteger,
        *ontology().subjects(RDF.type, RDFS.Datatype),
    }
    ranges = {
        range_
        for property_ in ontology().subjects(RDF.type, OWL.DatatypeProperty)
        for range_ in ontology().objects(property_, RDFS.range)
    }
    assert ranges <= known


def test_owlready2_reads_the_ontology() -> None:
    with owlready2.World() as world:
        ntriples = io.BytesIO(ontology().serialize(format="nt", encoding="utf-8"))
        loaded = world.get_ontology(str(ONTOLOGY)).load(fileobj=ntriples, format="ntriples")
        read = {entity.iri for entity in (*loaded.classes(), *loaded.properties())}
        assert {str(term) for term in own_terms()} <= read
        _, *restrictions = world[OWN + "Contingent"].is_a
        assert {restriction.property.name for restriction in restrictions} == {"ofCountry", "inTheatre"}
        assert owlready2.FunctionalProperty in world[OWN + "ofCountry"].is_a
