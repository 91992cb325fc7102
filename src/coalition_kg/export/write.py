"""Write a snapshot as N-Quads, TriG, Turtle, JSON-LD or flat facts."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from pyoxigraph import Quad, RdfFormat, serialize

from coalition_kg.confidence import Sieve
from coalition_kg.errors import OutputError
from coalition_kg.files import written_whole
from coalition_kg.flat import order, to_flat, to_jsonl
from coalition_kg.quads import FactReader, prefixes
from coalition_kg.store import Snapshot
from coalition_kg.store.dataset import read_quads, read_union


def export(snapshot: Snapshot, format_name: str, out: IO[bytes], sieve: Sieve | None = None) -> None:
    """Write the graph in one of ``FORMATS``, or with ``sieve`` the flat facts that it keeps.

    Raise OutputError for an unknown format, or for a sieve where the format is not of flat facts.
    """
    write = FORMATS.get(format_name)
    if write is None:
        raise OutputError(f"format {format_name!r} is unknown; use one of {', '.join(FORMATS)}")
    if sieve is None:
        write(snapshot, out)
    elif write is jsonl:
        jsonl(snapshot, out, sieve)
    else:
        raise OutputError(f"format {format_name!r} holds the whole graph; leave facts out with format jsonl")


def export_file(snapshot: Snapshot, format_name: str, path: Path, sieve: Sieve | None = None) -> None:
    """Write the graph to a file that appears whole or not at all; raise OutputError where it can't."""
    try:
        with written_whole(path) as out:
            export(snapshot, format_name, out, sieve)
    except OSError as error:
        raise OutputError(
            f"{path}: can't be written ({error.strerror}); give another file with -o"
        ) from error


def nquads(snapshot: Snapshot, out: IO[bytes]) -> None:
    """Write the dataset as it is: sorted N-Quads."""
    with snapshot.dataset.open("rb") as file:
        shutil.copyfileobj(file, out)


def trig(snapshot: Snapshot, out: IO[bytes]) -> None:
    """Write each graph after the other, with prefixes."""
    serialize(_by_graph(snapshot), out, RdfFormat.TRIG, prefixes=prefixes(snapshot.names.base))


def turtle(snapshot: Snapshot, out: IO[bytes]) -> None:
    """Write the union of all graphs as triples, with prefixes."""
    serialize(read_union(snapshot.dataset), out, RdfFormat.TURTLE, prefixes=prefixes(snapshot.names.base))


def jsonld(snapshot: Snapshot, out: IO[bytes]) -> None:
    """Write each graph after the other as JSON-LD."""
    serialize(_by_graph(snapshot), out, RdfFormat.JSON_LD)
    out.write(b"\n")


def jsonl(snapshot: Snapshot, out: IO[bytes], sieve: Sieve | None = None) -> None:
    """Write the facts, those that ``sieve`` keeps where it is given, as flat records, one a line."""
    facts = FactReader(snapshot.store, snapshot.names).facts()
    kept = facts if sieve is None else sieve.kept(facts)
    records = sorted((to_flat(fact) for fact in kept), key=order)
    out.writelines(line.encode() for line in to_jsonl(records))


def _by_graph(snapshot: Snapshot) -> Iterator[Quad]:
    """Yield all quads by graph; from the file, because the store forgets how a number was written."""
    yield from sorted(read_quads(snapshot.dataset), key=lambda quad: str(quad.graph_name))


FORMATS: dict[str, Callable[[Snapshot, IO[bytes]], None]] = {
    "nquads": nquads,
    "trig": trig,
    "turtle": turtle,
    "jsonld": jsonld,
    "jsonl": jsonl,
}
