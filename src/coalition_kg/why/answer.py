"""Find the facts behind a resource or a triple, and their reasons."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode, Quad

from coalition_kg.errors import QueryError
from coalition_kg.quads import namespaces as ns
from coalition_kg.quads.provenance import WAS_DERIVED_FROM
from coalition_kg.store import Snapshot
from coalition_kg.why.proof import Proof, Proofs
from coalition_kg.why.reason import Background, Reason, Reasons
from coalition_kg.why.terms import parse_object, parse_resource

Answer = list[Reason | Background | Proof]
# At most: fact → contingent → country in a sentence's graph, fact → evidence → article in the provenance.
STEPS = 2


def why_resource(snapshot: Snapshot, name: str) -> Answer:
    """Return the reasons of a resource by CURIE or IRI, ordered by article and offset.

    A fact's is its evidence; any other resource's are the facts that mention it in the graph of a
    sentence. What follows from facts has a proof tree. What only the ontology or the reference knows has
    that graph for its reason. Raise QueryError where nothing is known of it.
    """
    node = parse_resource(name, snapshot.names.base)
    graph = _Graph(snapshot)
    quads = graph.about(node)
    if not quads:
        raise QueryError(f"{name}: no such resource in this snapshot; look for it with `coalition query`")
    facts = graph.facts_about(node, quads)
    if not facts and (conclusions := graph.conclusions(quads)):
        return [*Proofs(snapshot).of_graphs(conclusions)]
    return [*Reasons(snapshot).of_facts(facts)] or graph.backgrounds(quads)


def why_triple(snapshot: Snapshot, subject: str, predicate: str, object_: str) -> Answer:
    """Return the reasons of a triple: the facts that it belongs to in each graph where it stands.

    Where it follows from facts, its proof trees come after them. The object may be a literal in Turtle
    syntax. Raise QueryError where no graph holds the triple.
    """
    base = snapshot.names.base
    nodes = parse_resource(subject, base), parse_resource(predicate, base), parse_object(object_, base)
    graph = _Graph(snapshot)
    quads = graph.matching(*nodes, None)
    if not quads:
        raise QueryError(f"{subject} {predicate} {object_}: no graph of this snapshot holds this triple")
    conclusions = graph.conclusions(quads)
    stated = [quad for quad in quads if _value(quad.graph_name) not in conclusions]
    facts = {quad: graph.facts_of_triple(quad) for quad in stated}
    outside = [quad for quad, found in facts.items() if not found]
    return [
        *Reasons(snapshot).of_facts(set().union(*facts.values())),
        *Proofs(snapshot).of_graphs(conclusions),
        *graph.backgrounds(outside),
    ]


class _Graph:
    """Walks the graph of a snapshot, against the direction of its arrows, to the facts."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._store = snapshot.store
        self._names = names = snapshot.names
        self._evidence = NamedNode(names.term("evidence"))
        to_evidence = (names.term("sentence"), names.term("rule"), ns.OA + "hasSource", ns.OA + "hasSelector")
        self._to_fact = (self._evidence, *map(NamedNode, to_evidence))

    def about(self, node: NamedNode) -> list[Quad]:
        """Return every quad that the node is part of, as the name of its graph too."""
        patterns: list[tuple[Any, Any, Any, Any]] = [
            (node, None, None, None),
            (None, node, None, None),
            (None, None, node, None),
            (None, None, None, node),
        ]
        return [quad for pattern in patterns for quad in self.matching(*pattern)]

    def matching(self, *pattern: Any) -> list[Quad]:
        """Return the quads of named graphs that match; the default graph only repeats them."""
        found = self._store.quads_for_pattern(*pattern)
        return [quad for quad in found if isinstance(quad.graph_name, NamedNode)]

    def facts_about(self, node: NamedNode, quads: Iterable[Quad]) -> set[str]:
        """Return the IRIs of the facts that a node stands in, itself where it is one."""
        if self._is_fact(node):
            return {node.value}
        graphs = {quad.graph_name for quad in quads}
        stated: set[str] = set().union(*(self._mentioning([node], graph) for graph in graphs))
        return stated or self._evident(node)

    def conclusions(self, quads: Iterable[Quad]) -> set[str]:
        """Return the derivation graphs among the graphs of quads, and those that quads tell of."""
        nodes = {_value(node) for quad in quads for node in (quad.graph_name, quad.subject)}
        return {node for node in nodes if self._names.is_derivation(node)}

    def facts_of_triple(self, quad: Quad) -> set[str]:
        """Return the IRIs of the facts that a triple belongs to: its subject, else those that lead to it."""
        if self._is_fact(quad.subject):
            return {_value(quad.subject)}
        return self._mentioning([quad.subject, quad.object], quad.graph_name)

    def backgrounds(self, quads: Iterable[Quad]) -> Answer:
        """Return the graphs of quads, each with its source."""
        graphs = sorted({_value(quad.graph_name) for quad in quads})
        return [Background(graph, self._source(graph)) for graph in graphs]

    def _source(self, graph: str) -> str | None:
        found = self._store.quads_for_pattern(NamedNode(graph), NamedNode(ns.DCTERMS + "source"), None, None)
        return next((_value(quad.object) for quad in found), None)

    def _mentioning(self, nodes: Iterable[Any], graph: Any) -> set[str]:
        """Return the facts of a sentence's graph that lead to one of the nodes, else all of its facts."""
        quads = list(self._of_sentence(graph))
        facts = {_value(quad.subject) for quad in quads if self._is_fact(quad.subject)}
        reached = {_value(node) for node in nodes}
        for _ in range(STEPS):
            reached |= {_value(quad.subject) for quad in quads if _leads_to(quad, reached)}
        return facts & reached or facts

    def _of_sentence(self, graph: Any) -> Iterator[Quad]:
        if self._any(graph, WAS_DERIVED_FROM) and not self._names.is_derivation(_value(graph)):
            yield from self._store.quads_for_pattern(None, None, None, graph)

    def _evident(self, node: NamedNode) -> set[str]:
        """Return the facts whose evidence leads to a sentence, an article, a rule or a selector."""
        reached = {node.value}
        for _ in range(STEPS):
            reached |= {_value(quad.subject) for iri in list(reached) for quad in self._evidence_of(iri)}
        return {iri for iri in reached if self._is_fact(NamedNode(iri))}

    def _evidence_of(self, iri: str) -> Iterator[Quad]:
        for predicate in self._to_fact:
            yield from self._store.quads_for_pattern(None, predicate, NamedNode(iri), None)

    def _is_fact(self, node: Any) -> bool:
        return self._any(node, self._evidence)

    def _any(self, subject: Any, predicate: NamedNode) -> bool:
        return next(iter(self._store.quads_for_pattern(subject, predicate, None, None)), None) is not None


def _leads_to(quad: Quad, reached: set[str]) -> bool:
    return not reached.isdisjoint((_value(quad.predicate), _value(quad.object)))


def _value(node: Any) -> str:
    return str(node.value)
