"""All quads of a build as canonical lines: sorted, each once, and no blank node among them."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Quad, RdfFormat, Store, Triple, parse, serialize

from coalition_kg.errors import OutputError

FILE = "dataset.nq"


class Lines:
    """Collects quads as N-Quads lines.

    This holds all lines in memory; a sort on the disk can take its place behind the same two methods.
    """

    def __init__(self) -> None:
        self._lines: set[bytes] = set()

    def add(self, quads: Iterable[Quad]) -> int:
        """Add quads, return how many of them are new.

        Raise OutputError where one has a blank node, whose name no two machines share.
        """
        checked = (_without_blank(quad) for quad in quads)
        written = serialize(checked, format=RdfFormat.N_QUADS) or b""
        before = len(self._lines)
        self._lines.update(line for line in written.split(b"\n") if line)
        return len(self._lines) - before

    def ordered(self) -> list[bytes]:
        """Return the lines without line end, sorted as bytes."""
        return sorted(self._lines)


def _without_blank(quad: Quad) -> Quad:
    if any(isinstance(node, BlankNode) for node in quad):
        raise OutputError(f"blank node in {quad}: give the resource an IRI, so that builds stay identical")
    return quad


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines, each with its line end."""
    with path.open("xb") as file:
        file.writelines(line + b"\n" for line in lines)


def parse_lines(lines: Iterable[bytes]) -> Iterator[Quad]:
    """Yield the quads of lines without line end."""
    yield from parse(b"\n".join(lines), RdfFormat.N_QUADS)


def read_quads(path: Path) -> Iterator[Quad]:
    """Yield the quads of a dataset file in its order."""
    with path.open("rb") as file:
        yield from parse(file, RdfFormat.N_QUADS)


def read_union(path: Path) -> Iterator[Triple]:
    """Yield each triple of a dataset file once; its lines in several graphs are neighbours, as sorted."""
    for triple, _ in groupby(quad.triple for quad in read_quads(path)):
        yield triple


def union_quads(path: Path) -> Iterator[Quad]:
    """Yield the union of all graphs of a dataset file as quads of the default graph."""
    for triple in read_union(path):
        yield Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())


def load(folder: Path, dataset: Path) -> None:
    """Write a store into a new folder from a dataset file; it is closed and compact afterwards.

    Its default graph holds the union of all graphs. The store's own way to query the union counts a
    triple once for each graph that it stands in, so that sums over it would be wrong.
    """
    store = Store(str(folder))
    store.bulk_load(path=str(dataset), format=RdfFormat.N_QUADS)
    store.bulk_extend(union_quads(dataset))
    store.optimize()
    store.flush()
    del store
    for log in folder.glob("LOG*"):
        log.unlink()  # it tells machine, folder and time


def in_memory(dataset: Path) -> tuple[Store, Store]:
    """Return two stores in memory: one that holds the same as what ``load`` writes, one its union alone."""
    store, union = Store(), Store()
    union.bulk_extend(union_quads(dataset))
    store.bulk_load(path=str(dataset), format=RdfFormat.N_QUADS)
    store.bulk_extend(union)
    return store, union


def opened(folder: Path) -> Store:
    """Return a store to read; raise OSError or RuntimeError where it is damaged."""
    return Store.read_only(str(folder))


def size(folder: Path) -> int | None:
    """Return the number of quads in a store, None where it can't be opened."""
    try:
        return len(opened(folder))
    except (OSError, RuntimeError):  # damaged files raise either
        return None
