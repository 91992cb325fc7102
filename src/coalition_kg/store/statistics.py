"""What a snapshot holds, told in numbers by the VoID vocabulary (W3C Interest Group Note, 3 March 2011).

The queries of ``queries/void/`` count it when a snapshot is built; the result is a file of the snapshot.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store, Triple, parse

from coalition_kg.identify import Names
from coalition_kg.quads import prefixes
from coalition_kg.resources import root
from coalition_kg.store.checksums import file_checksum
from coalition_kg.store.dataset import write_lines

FILE = "void.nt"


def write_statistics(folder: Path, store: Store, names: Names) -> str:
    """Write the statistics of a store into a folder as sorted N-Triples; return the file's SHA-256."""
    lines = {f"{triple} .".encode() for triple in _counted(store, names)}
    write_lines(folder / FILE, sorted(lines))
    return file_checksum(folder / FILE)


def read_statistics(folder: Path) -> list[Triple]:
    """Return the statistics of a snapshot's folder; raise OSError where it has none."""
    with (folder / FILE).open("rb") as file:
        return [quad.triple for quad in parse(file, RdfFormat.N_TRIPLES)]


def _counted(store: Store, names: Names) -> Iterator[Triple]:
    for path in sorted((root() / "queries" / "void").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        found: Any = store.query(text, base_iri=f"{names.base}/", prefixes=prefixes(names.base))
        yield from found
