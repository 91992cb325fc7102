"""Facts as RDF quads and back: one named graph for each source sentence."""

from coalition_kg.quads.namespaces import RDF, RDFS, compact, expand, prefixes
from coalition_kg.quads.provenance import article_quads, evidence_quads, generator_quads
from coalition_kg.quads.read import FactReader
from coalition_kg.quads.reference import ontology_quads, ontology_triples, reference_quads
from coalition_kg.quads.rules import confidence_in, rule_quads
from coalition_kg.quads.write import fact_quads

__all__ = [
    "RDF",
    "RDFS",
    "FactReader",
    "article_quads",
    "compact",
    "confidence_in",
    "evidence_quads",
    "expand",
    "fact_quads",
    "generator_quads",
    "ontology_quads",
    "ontology_triples",
    "prefixes",
    "reference_quads",
    "rule_quads",
]
