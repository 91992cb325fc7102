"""Whether every sentence stands where it claims to, every graph leads to one, and IRIs have their form."""

import re
from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode

from coalition_kg.identify import HASH_LENGTH
from coalition_kg.quads.namespaces import CODES, RESOURCES, SCHEMES
from coalition_kg.quads.provenance import WAS_DERIVED_FROM
from coalition_kg.verify.case import Case
from coalition_kg.verify.problem import Finding, Problem

# The graphs that no sentence asserts.
BACKGROUND = ("ontology", "reference", "provenance", "derivations")
# What a sentence has exactly one of.
WHOLE = ("article", "number", "start", "end", "text")
# One path segment of a name made by coalition_kg.identify.
SEGMENT = r"[\w.~%-]+"


def sentences(case: Case) -> Iterator[Finding]:
    """Check that every sentence's text stands at its offsets in the raw article."""
    for node in case.instances("Sentence"):
        wrong = _wrong_sentence(case, node)
        yield Problem("sentence", node.value, wrong) if wrong else None


def _wrong_sentence(case: Case, node: NamedNode) -> str | None:
    missing = _missing(case, node)
    if missing:
        return missing
    article = case.article_of(node)
    start, end, text = case.number(node, "start"), case.number(node, "end"), case.value(node, "text")
    if article is None or case.names.sentence(article, case.number(node, "number") or 0) != node.value:
        return "its article and number give another name"
    raw = case.text(article)
    if raw is not None and raw[start:end] != text:
        return f"{article} has {raw[start:end]!r} at {start}-{end}, the sentence is {text!r}"
    return None


def _missing(case: Case, node: NamedNode) -> str | None:
    lacking = [term for term in WHOLE if case.value(node, term) is None]
    return f"has not exactly one {' and one '.join(lacking)}" if lacking else None


def graphs(case: Case) -> Iterator[Finding]:
    """Check that every graph that a sentence asserts is derived from exactly one whole sentence."""
    background = {case.names.graph(name) for name in BACKGROUND}
    for graph in sorted(case.snapshot.store.named_graphs(), key=lambda node: str(node.value)):
        if graph.value not in background and not case.names.is_derivation(str(graph.value)):
            wrong = _wrong_graph(case, graph)
            yield Problem("graph", str(graph.value), wrong) if wrong else None


def _wrong_graph(case: Case, graph: Any) -> str | None:
    sources = [quad.object for quad in case.quads(graph, WAS_DERIVED_FROM)]
    if len(sources) != 1:
        return f"derived from {len(sources)} sentences, not one"
    source = sources[0]
    if not isinstance(source, NamedNode):
        return f"derived from {source}, which is no sentence"
    missing = _missing(case, source)
    return f"derived from {source.value}, which {missing}" if missing else None


def iris(case: Case) -> Iterator[Finding]:
    """Check that every IRI of the project's own namespace has the form of one of its kinds."""
    own = f"{case.names.base}/"
    form = re.compile(re.escape(own) + _forms())
    seen = {node.value for quad in case.snapshot.store for node in quad if isinstance(node, NamedNode)}
    for iri in sorted(iri for iri in seen if iri.startswith(own)):
        yield None if form.fullmatch(iri) else Problem("iri", iri, "no form of the project's names")


def _forms() -> str:
    kinds = "|".join((*RESOURCES, *SCHEMES, *CODES, "software"))
    hashed = rf"[0-9a-f]{{{HASH_LENGTH}}}"
    forms = (
        rf"ontology(?:/{SEGMENT}|#{SEGMENT})?",
        rf"graph/{SEGMENT}(?:/s[1-9]\d*)?",
        rf"graph/derivation/{hashed}",
        rf"id/derived/{hashed}",
        r"id/country/[A-Z]{2}",
        rf"id/fact/{hashed}",
        rf"id/evidence/{hashed}(?:#position|#quote)?",
        rf"id/article/{SEGMENT}(?:/s[1-9]\d*|#extraction)?",
        rf"id/(?!country/|fact/|evidence/|article/|derived/)(?:{kinds})(?:/{SEGMENT})?(?:/{SEGMENT}|#{SEGMENT})?",
        rf"\.well-known/genid/{SEGMENT}",
    )
    return f"(?:{'|'.join(forms)})"
