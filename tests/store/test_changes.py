"""Whatever is written, the default graph stays the union of all graphs."""

import random
from collections.abc import Iterable
from functools import partial

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from coalition_kg.store import TOUCH, Changes, ProtectedGraphError

OWN = NamedNode("http://example.org/own")
KEPT = "http://example.org/kept"


def node(name: str) -> NamedNode:
    return NamedNode(f"http://example.org/{name}")


def quad(name: str, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(node(name), node("p"), Literal("1"), graph)


def union(store: Store) -> set[Triple]:
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}


def said(store: Store, graph: NamedNode) -> set[str]:
    found: Iterable[Quad] = store.quads_for_pattern(None, None, None, graph)
    return {str(quad.subject)[20:-1] for quad in found}


def is_true(store: Store) -> bool:
    return union(store) == {quad.triple for quad in store if quad.graph_name != DefaultGraph()}


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def changes(store: Store) -> Changes:
    changes = Changes(store, OWN, lambda graph: graph == KEPT)
    store.extend([quad("a", NamedNode(KEPT)), quad("a", DefaultGraph())])
    return changes


def test_what_names_no_graph_goes_to_the_own_graph(store: Store, changes: Changes) -> None:
    changes.insert([quad("a", DefaultGraph()), quad("b", DefaultGraph())])
    assert said(store, OWN) == {"a", "b"}
    assert {triple.subject for triple in union(store)} == {node("a"), node("b")}
    changes.delete([quad("a", DefaultGraph())])
    assert said(store, OWN) == {"b"}
    # Another graph still says it.
    assert {triple.subject for triple in union(store)} == {node("a"), node("b")}


def test_a_triple_leaves_the_union_with_its_last_graph(store: Store, changes: Changes) -> None:
    changes.insert([quad("b", node("g")), quad("b", node("h"))])
    changes.delete([quad("b", node("g"))])
    assert node("b") in {triple.subject for triple in union(store)}
    changes.drop(node("h"))
    assert {triple.subject for triple in union(store)} == {node("a")}
    assert list(store.named_graphs()) != []
    assert not store.contains_named_graph(node("h"))


def test_an_update_tells_its_graphs(store: Store, changes: Changes) -> None:
    changes.insert([quad("b", node("g")), quad("c", node("h"))])
    update = f"""DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} INSERT {{ GRAPH <{OWN.value}> {{ ?s ?p 2 }} }}
      WHERE {{ {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{KEPT}>) }} FILTER(COALESCE({TOUCH}(?g), true)) }}"""
    changes.run(update, [OWN], "http://example.org/", {})
    assert (said(store, OWN), said(store, node("g"))) == ({"b", "c"}, set())
    assert is_true(store)
    assert len(union(store)) == 3


def test_a_graph_that_can_not_be_copied_ends_the_update(
    changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Changes, "_content", full)
    update = f"INSERT {{ GRAPH ?g {{ <n:n> <n:n> 1 }} }} WHERE {{ BIND(<n:g> AS ?g) FILTER({TOUCH}(?g)) }}"
    with pytest.raises(MemoryError):
        changes.run(update, [], "http://example.org/", {})


@pytest.mark.parametrize("graph", ["'a literal'", "BNODE()", "1"])
def test_a_graph_that_has_no_iri(store: Store, changes: Changes, graph: str) -> None:
    update = f"INSERT {{ GRAPH ?g {{ <n:n> <n:n> 1 }} }} WHERE {{ BIND({graph} AS ?g) FILTER({TOUCH}(?g)) }}"
    changes.run(update, [], "http://example.org/", {})
    assert is_true(store)
    assert len(union(store)) == (2 if graph == "BNODE()" else 1)


def test_a_protected_graph_takes_no_change(store: Store, changes: Changes) -> None:
    kept = NamedNode(KEPT)
    # To say once more what a protected graph says, or to remove what it does not say, changes nothing.
    changes.insert([quad("a", kept)])
    changes.delete([quad("z", kept)])
    new = f"INSERT {{ GRAPH <{KEPT}> {{ <n:n> <n:n> ?g }} }} WHERE {{ VALUES ?g {{ 1 }} }}"
    gone = f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({TOUCH}(?g)) }}"
    with pytest.raises(ProtectedGraphError, match="kept is evidence and stays as it was built"):
        changes.insert([quad("b", kept)])
    with pytest.raises(ProtectedGraphError):
        changes.delete([quad("a", kept)])
    for act in (changes.clear, changes.drop, changes.create):
        with pytest.raises(ProtectedGraphError):
            act(kept)
    for update in (new, gone):
        with pytest.raises(ProtectedGraphError):
            changes.run(update, [kept] if update == new else [], "http://example.org/", {})


def test_an_empty_own_graph_is_forgotten(store: Store, changes: Changes) -> None:
    changes.insert([quad("b", DefaultGraph())])
    changes.tidy()
    assert store.contains_named_graph(OWN)
    changes.delete([quad("b", DefaultGraph())])
    changes.tidy()
    assert not store.contains_named_graph(OWN)


@pytest.mark.parametrize("seed", range(20))
def test_the_union_is_true_after_any_changes(seed: int) -> None:
    store, chance = Store(), random.Random(seed)
    changes = Changes(store, OWN, lambda _: False)
    named = [node("g"), node("h"), node("i")]
    graphs: list[NamedNode | DefaultGraph] = [DefaultGraph(), *named]
    for _ in range(60):
        some = [quad(chance.choice("abcdef"), chance.choice(graphs)) for _ in range(chance.randint(1, 5))]
        one, other = (node(chance.choice("abcdef")) for _ in range(2))
        update = (
            f"DELETE {{ GRAPH ?g {{ {one} ?p ?o }} }} INSERT {{ GRAPH ?g {{ {other} ?p ?o }} }} "
            f"WHERE {{ GRAPH ?g {{ {one} ?p ?o }} FILTER({TOUCH}(?g)) }}"
        )
        acts = [
            partial(changes.insert, some),
            partial(changes.delete, some),
            partial(changes.clear, chance.choice(named)),
            partial(changes.drop, chance.choice(named)),
            partial(changes.run, update, [], "http://example.org/", {}),
        ]
        chance.choice(acts)()
        assert is_true(store)
