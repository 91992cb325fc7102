"""Proof trees: a conclusion, the rule that gave it, and what it followed from, down to the sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode

from coalition_kg.quads import namespaces as ns
from coalition_kg.quads.provenance import WAS_DERIVED_FROM
from coalition_kg.store import Snapshot
from coalition_kg.why.reason import Background, Reason, Reasons

# The graphs that no sentence asserts, and that a rule may use.
BACKGROUND = ("ontology", "reference")


@dataclass(frozen=True)
class Proof:
    """A derivation graph: its triples in N-Triples syntax, its rule, and what it followed from.

    ``title_vi`` and ``title_en`` are the rule's, ``file`` is where it stands in the project. Where the same
    graph has been proved before in the tree, ``repeated`` is true and ``premises`` is empty.
    """

    graph: str
    rule: str
    title_vi: str
    title_en: str
    file: str
    triples: tuple[tuple[str, str, str], ...]
    premises: tuple["Proof | Reason | Background", ...] = ()
    repeated: bool = False


class Proofs:
    """Reads proof trees from a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._store = snapshot.store
        self._names = snapshot.names
        self._reasons = Reasons(snapshot)

    def of_graphs(self, graphs: Iterable[str]) -> list[Proof]:
        """Return the proofs of derivation graphs, ordered by rule and graph."""
        seen: set[str] = set()
        ordered = sorted(set(graphs), key=lambda graph: (self._rule(graph).value, graph))
        return [self._of_graph(graph, seen) for graph in ordered]

    def _of_graph(self, graph: str, seen: set[str]) -> Proof:
        rule = self._rule(graph)
        repeated = graph in seen
        seen.add(graph)
        titles = {title.language: title.value for title in self._objects(rule, ns.DCTERMS + "title")}
        return Proof(
            graph=graph,
            rule=self._one(rule, ns.DCTERMS + "identifier"),
            title_vi=titles.get("vi", ""),
            title_en=titles.get("en", ""),
            file=self._one(rule, ns.DCTERMS + "source"),
            triples=tuple(self._triples(graph)),
            premises=() if repeated else tuple(self._premises(graph, seen)),
            repeated=repeated,
        )

    def _rule(self, graph: str) -> NamedNode:
        found = self._objects(NamedNode(graph), self._names.term("derivedBy"))
        return next(iter(found), NamedNode(graph))

    def _triples(self, graph: str) -> Iterator[tuple[str, str, str]]:
        quads = self._store.quads_for_pattern(None, None, None, NamedNode(graph))
        yield from sorted((str(q.subject), str(q.predicate), str(q.object)) for q in quads)

    def _premises(self, graph: str, seen: set[str]) -> Iterator[Proof | Reason | Background]:
        """Yield what a graph followed from: sentences, then other conclusions, then what no article says."""
        used = sorted(node.value for node in self._objects(NamedNode(graph), WAS_DERIVED_FROM.value))
        premises = {node.value for node in self._objects(NamedNode(graph), self._names.term("premise"))}
        derived = [other for other in used if self._names.is_derivation(other)]
        stated = {other: self._facts(other, premises) for other in used if other not in derived}
        yield from self._reasons.of_facts(set().union(*stated.values()))
        for other in sorted(derived, key=lambda other: (self._rule(other).value, other)):
            yield self._of_graph(other, seen)
        for other, facts in stated.items():
            if not facts:
                yield Background(other, self._source(other, premises))

    def _source(self, graph: str, premises: set[str]) -> str | None:
        """Return where what no article says comes from: of an article's date, what a curator took it from."""
        dates = [self._publication(premise) for premise in sorted(premises)]
        told = "; ".join(date for date in dates if date)
        return told or self._one(NamedNode(graph), ns.DCTERMS + "source") or None

    def _publication(self, article: str) -> str:
        node = NamedNode(article)
        published = self._one(node, self._names.term("published"))
        name, basis = (
            self._one(node, ns.DCTERMS + "identifier"),
            self._one(node, self._names.term("publishedBasis")),
        )
        return f"{name} published {published}, {basis or 'no basis given'}" if published else ""

    def _facts(self, graph: str, premises: set[str]) -> set[str]:
        """Return the premises that stand in the graph of a sentence as facts with evidence."""
        if graph in {self._names.graph(name) for name in BACKGROUND}:
            return set()
        evidence = NamedNode(self._names.term("evidence"))
        found = set()
        for premise in premises:
            node = NamedNode(premise)
            stands = any(self._store.quads_for_pattern(node, None, None, NamedNode(graph)))
            if stands and any(self._store.quads_for_pattern(node, evidence, None, DefaultGraph())):
                found.add(premise)
        return found

    def _objects(self, subject: NamedNode, predicate: str) -> list[Any]:
        found = self._store.quads_for_pattern(subject, NamedNode(predicate), None, DefaultGraph())
        return [quad.object for quad in found]

    def _one(self, subject: NamedNode, predicate: str) -> str:
        return next((str(node.value) for node in self._objects(subject, predicate)), "")
