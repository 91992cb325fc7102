"""Change the graphs of a live store, and keep its default graph the union of them.

A store of this package holds the union of all named graphs as its default graph, each triple once
(``store/dataset.py`` says why). Queries, and the WHERE part of updates, read that union. So a change must
never write to it directly, and the union must be true again before the next operation reads it:

- What an update writes without naming a graph goes to a named graph of its own, ``own``. It is a part of the
  union like any other, can be asked for by its name, and is what DEFAULT means in an update. Every triple
  keeps a graph that it stands in, and to remove one from ``own`` does not touch a graph that says it too.
- Each operation is reduced to the quads that it really adds to and removes from named graphs. Of the added,
  the triples are added to the union; of the removed, those that no named graph holds any more are removed
  from it. So an operation costs what it touches, and not what the store holds.
- Of an operation with a pattern, the engine tells which quads it wrote only by what the graphs hold
  afterwards. So each graph that it may write is copied before: those that its templates name, and those that
  their variables take, which a function tells that is called with each solution of the pattern.

Nothing is undone here when an operation fails: whoever calls starts again from the last whole version.
"""

from collections.abc import Callable, Iterable
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from coalition_kg.errors import CoalitionError

UNION = DefaultGraph()
# Names the function that is told the graphs; no query of others can call it.
TOUCH = NamedNode("urn:x-coalition-kg:touch")


class ProtectedGraphError(CoalitionError):
    """A change would add to a protected graph or remove from it."""


class Changes:
    """Changes the named graphs of a store; ``is_protected`` tells the graphs that nothing may change."""

    def __init__(self, store: Store, own: NamedNode, is_protected: Callable[[str], bool]) -> None:
        self._store = store
        self._is_protected = is_protected
        self.own = own

    def insert(self, quads: Iterable[Quad]) -> None:
        """Add quads, those of the default graph to ``own``; raise ProtectedGraphError."""
        placed = [self._placed(quad) for quad in quads]
        new = [quad for quad in placed if quad not in self._store]
        self._permit(new)
        self._store.extend(new)
        self._grow(new)

    def delete(self, quads: Iterable[Quad]) -> None:
        """Remove quads, those of the default graph from ``own``; raise ProtectedGraphError."""
        placed = {self._placed(quad) for quad in quads}
        gone = [quad for quad in placed if quad in self._store]
        self._permit(gone)
        self._remove(gone)

    def clear(self, graph: Any) -> None:
        """Remove all triples of a graph; raise ProtectedGraphError."""
        gone = self._content(graph)
        self._permit(gone)
        self._remove(gone)

    def drop(self, graph: Any) -> None:
        """Remove a graph; raise ProtectedGraphError."""
        self._permit_graph(graph)
        self.clear(graph)
        self._store.remove_graph(graph)

    def create(self, graph: NamedNode) -> None:
        """Add an empty graph; raise ProtectedGraphError."""
        self._permit_graph(graph)
        self._store.add_graph(graph)

    def run(self, update: str, named: Iterable[NamedNode], base: str, prefixes: dict[str, str]) -> None:
        """Run an update that writes to the named graphs, and to those with which it calls TOUCH.

        Raise ProtectedGraphError, and whatever the engine raises.
        """
        before: dict[Any, set[Quad]] = {graph: self._content(graph) for graph in named}
        failed: list[Exception] = []

        def touch(graph: Any) -> Literal:
            try:
                # It still is as before: the engine writes when it has all solutions.
                if graph not in before and isinstance(graph, NamedNode | BlankNode):
                    before[graph] = self._content(graph)
            except Exception as error:  # the engine would go on without a word
                failed.append(error)
            return Literal(True)

        self._store.update(update, base_iri=base, prefixes=prefixes, custom_functions={TOUCH: touch})
        if failed:
            raise failed[0]
        for graph, old in before.items():
            self._settle(old, self._content(graph))

    def _settle(self, old: set[Quad], new: set[Quad]) -> None:
        added, gone = new - old, old - new
        self._permit([*added, *gone])
        self._grow(added)
        self._shrink(gone)

    def tidy(self) -> None:
        """Forget ``own`` where it is empty, so that it is no graph that anybody finds."""
        if next(self._store.quads_for_pattern(None, None, None, self.own), None) is None:
            self._store.remove_graph(self.own)

    def _content(self, graph: Any) -> set[Quad]:
        return set(self._store.quads_for_pattern(None, None, None, graph))

    def _placed(self, quad: Quad) -> Quad:
        if quad.graph_name != UNION:
            return quad
        return Quad(quad.subject, quad.predicate, quad.object, self.own)

    def _remove(self, gone: Iterable[Quad]) -> None:
        for quad in gone:  # which is faster than one large transaction
            self._store.remove(quad)
        self._shrink(gone)

    def _grow(self, added: Iterable[Quad]) -> None:
        self._store.extend(_in_union(quad) for quad in added)

    def _shrink(self, gone: Iterable[Quad]) -> None:
        for quad in gone:
            held = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(other.graph_name == UNION for other in held):
                self._store.remove(_in_union(quad))

    def _permit(self, changed: Iterable[Quad]) -> None:
        for graph in {quad.graph_name for quad in changed}:
            self._permit_graph(graph)

    def _permit_graph(self, graph: Any) -> None:
        if self._is_protected(graph.value):
            raise ProtectedGraphError(
                f"graph {graph.value} is evidence and stays as it was built; write to another graph, or "
                "start the server with --allow-evidence-edits"
            )


def _in_union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, UNION)
