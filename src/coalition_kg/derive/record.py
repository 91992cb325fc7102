"""Where a conclusion comes from, in PROV-O: its derivation graph, the rule, and the graphs that it used."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from coalition_kg.derive.rule import Rule
from coalition_kg.identify import Names
from coalition_kg.quads import namespaces as ns
from coalition_kg.quads.provenance import WAS_DERIVED_FROM
from coalition_kg.quads.terms import RDF_TYPE


def rule_iri(rule: str, names: Names) -> str:
    """Return the IRI of a derivation rule by its name."""
    return f"{names.base}/id/derivation-rule/{rule}"


def application_quads(
    rule: Rule, graph: NamedNode, used: Iterable[NamedNode], premises: Iterable[NamedNode], names: Names
) -> Iterator[Quad]:
    """Yield the record of one derivation graph: ``prov:wasDerivedFrom+`` leads from it to the sentences."""
    record = NamedNode(names.graph("derivations"))
    yield Quad(graph, RDF_TYPE, NamedNode(names.term("Derivation")), record)
    yield Quad(graph, NamedNode(names.term("derivedBy")), NamedNode(rule_iri(rule.name, names)), record)
    for other in used:
        yield Quad(graph, WAS_DERIVED_FROM, other, record)
    for premise in premises:
        yield Quad(graph, NamedNode(names.term("premise")), premise, record)


def rule_quads(rule: Rule, names: Names) -> Iterator[Quad]:
    """Yield what a rule is: its name, title, what it derives, its file, and the terms that it brings in."""
    record, node = NamedNode(names.graph("derivations")), NamedNode(rule_iri(rule.name, names))
    for predicate, value in _description(rule, names):
        yield Quad(node, NamedNode(predicate), value, record)


def _description(rule: Rule, names: Names) -> Iterator[tuple[str, Any]]:
    yield RDF_TYPE.value, NamedNode(names.term("DerivationRule"))
    yield ns.DCTERMS + "identifier", Literal(rule.name)
    yield ns.DCTERMS + "source", Literal(rule.path)
    yield names.term("stratum"), Literal(rule.stratum)
    for language, title in rule.title.items():
        yield ns.DCTERMS + "title", Literal(title, language=language)
        yield ns.DCTERMS + "description", Literal(rule.derives[language], language=language)
    for term in rule.terms:
        yield names.term("derives"), NamedNode(term)
