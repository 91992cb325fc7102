"""The SHACL shapes of ``ontology/shapes.ttl`` over the union of a store's graphs.

The engine is pyshacl, which works on graphs in memory.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from pyoxigraph import DefaultGraph, RdfFormat, Store, serialize
from pyshacl import validate
from rdflib import RDF, SH, Graph
from rdflib.term import Literal, Node

from coalition_kg.errors import SnapshotError
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.resources import shapes_file
from coalition_kg.validate.findings import Finding

COMPONENT = "ConstraintComponent"


class Shapes:
    """The shapes for a graph under a base IRI; their number is that of the constraints with a message."""

    def __init__(self, base: str) -> None:
        text = shapes_file().read_text(encoding="utf-8").replace(DEFAULT_BASE, base)
        self.graph = Graph().parse(data=text, format="turtle")

    def __len__(self) -> int:
        """Return how many shapes tell what has to hold."""
        return len(set(self.graph.subjects(SH.message)))

    def findings(self, store: Store) -> Iterator[Finding]:
        """Yield what breaks the shapes in a store whose default graph is the union of the others.

        Raise SnapshotError where the graph has values that the engine can't compare.
        """
        results = self._results(_union(store))
        for result in results.subjects(RDF.type, SH.ValidationResult):
            if next(results.subjects(SH.detail, result), None) is None:  # a part of another result
                yield self._finding(results, result)

    def _results(self, data: Graph) -> Graph:
        try:
            _, results, _ = validate(data, shacl_graph=self.graph, inference="none")
        except TypeError as error:
            raise SnapshotError(
                f"the shapes compare values of types that have no order ({error}); "
                "build the snapshot again with `coalition build`"
            ) from error
        return cast(Graph, results)

    def _finding(self, results: Graph, result: Node) -> Finding:
        def of(property_: Any) -> Any:
            return results.value(result, property_)

        shape, value = of(SH.sourceShape), of(SH.value)
        return Finding(
            source="shape",
            constraint=_local(shape),
            component=_local(of(SH.sourceConstraintComponent)).removesuffix(COMPONENT),
            severity=_local(of(SH.resultSeverity)),
            resource=str(of(SH.focusNode)),
            value=None if value is None else str(value),
            message=_by_language(self.graph, shape, SH.message),
            fix=_by_language(self.graph, self._described(shape), SH.description),
        )

    def _described(self, shape: Node) -> Node:
        """Return the node shape around a property shape, itself for a node shape."""
        return next(self.graph.subjects(SH.property, shape), shape)


def _union(store: Store) -> Graph:
    quads = store.quads_for_pattern(None, None, None, DefaultGraph())
    written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    with _without_complaints():
        graph = Graph().parse(data=written, format="nt")
    _untype(graph)
    return graph


@contextmanager
def _without_complaints() -> Iterator[None]:
    """Keep rdflib quiet about literals that it can't read: the shapes report them."""
    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)


def _untype(graph: Graph) -> None:
    """Make a string of each literal that its datatype can't read: the engine can't compare it otherwise."""
    for subject, property_, value in list(graph):
        if isinstance(value, Literal) and value.ill_typed:
            graph.remove((subject, property_, value))
            graph.add((subject, property_, Literal(str(value))))


def _by_language(graph: Graph, subject: Node, property_: Node) -> dict[str, str]:
    texts = (text for text in graph.objects(subject, property_) if isinstance(text, Literal))
    return {text.language or "": str(text) for text in sorted(texts, key=str)}


def _local(iri: Node) -> str:
    return str(iri).rsplit("#", 1)[-1]
