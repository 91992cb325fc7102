"""Where the files that the package carries are: ontology, data and queries, and how they are read."""

import re
from importlib.resources import files
from pathlib import Path

from coalition_kg.errors import LexiconError

HEADER = re.compile(r"#\s*([\w@-]+)\s*:\s*(.*)")


def root() -> Path:
    """Return the folder that holds ``ontology/``, ``data/`` and ``queries/``.

    An installed wheel carries them inside the package; a checkout has them at its top.
    """
    package = Path(str(files("coalition_kg")))
    packed = package / "resources"
    return packed if packed.is_dir() else package.parents[1]


def ontology_files() -> list[Path]:
    """Return the files of ``ontology/`` that become part of a graph: all but its shapes."""
    return sorted(path for path in (root() / "ontology").glob("*.ttl") if path != shapes_file())


def shapes_file() -> Path:
    """Return the file of the SHACL shapes."""
    return root() / "ontology" / "shapes.ttl"


def read_table(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Read a TSV file with a header line; return one dict a row.

    Lines that start with ``#`` are comments. Raise LexiconError where the header or a row does not
    have exactly ``columns``, naming file and line.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise LexiconError(f"{path}: line 1: expected the columns {', '.join(columns)}, tab-separated")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(f"{path}: line {number}: {len(cells)} cells, expected {len(columns)}")
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows


def read_header(text: str) -> dict[str, str]:
    """Return what the comment lines at the top of a query say, by key."""
    header = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := HEADER.fullmatch(line):
            header[match[1]] = match[2].strip()
    return header
