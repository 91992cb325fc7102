"""The small valid graph, and what a change of it makes the constraints find."""

from functools import cache
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from coalition_kg.identify import DEFAULT_BASE, Names
from coalition_kg.quads import ontology_quads, prefixes

GRAPHS = Path(__file__).parents[1] / "graphs"
NAMES = Names()


@cache
def valid_quads() -> tuple[Quad, ...]:
    files = (GRAPHS / "valid.trig", GRAPHS / "derived.trig")
    stated = (quad for path in files for quad in parse(path=path, format=RdfFormat.TRIG))
    return (*stated, *ontology_quads(NAMES))


def union(store: Store) -> list[Quad]:
    return [Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in store]


@cache
def valid_union() -> tuple[Quad, ...]:
    return tuple(set(union(named())))


def named(update: str = "") -> Store:
    """Return the valid graph, its named graphs changed by a SPARQL Update, and their union as the default."""
    store = Store()
    store.bulk_extend(valid_quads())
    if update:
        store.update(update, prefixes=prefixes(DEFAULT_BASE))
    store.bulk_extend(union(store))
    return store


def merged(update: str) -> Store:
    """Return the union of the valid graph's graphs, changed by a SPARQL Update."""
    store = Store()
    store.bulk_extend(valid_union())
    store.update(update, prefixes=prefixes(DEFAULT_BASE))
    return store
