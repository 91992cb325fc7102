"""What passes between the server and its writer: a write one way, what became of it the other, over pipes.

Each message is one line of JSON; the body of a write follows its line as so many bytes.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from coalition_kg.query import Dataset

# Tells the writer that writes may change the graphs of the evidence.
ALLOW = "allow"


@dataclass(frozen=True)
class Write:
    """An update (``graph`` is None), or what a method does to the graph: its IRI, "" for the default graph.

    ``media_type`` is the whole Content-Type of the body; ``using`` are the graphs that an update's request
    names, ``using.is_plain`` says what the default graph of its patterns is.
    """

    method: str
    body: bytes
    media_type: str = ""
    graph: str | None = None
    using: Dataset = field(default_factory=Dataset)


@dataclass(frozen=True)
class Written:
    """What became of a write: its HTTP status; the version that holds it, or what was wrong with it."""

    status: int
    folder: str = ""
    detail: str = ""
    line: int | None = None
    column: int | None = None


def send_write(write: Write, out: IO[bytes]) -> None:
    """Write a write to a pipe; raise OSError where the reader is gone."""
    out.write(json.dumps(asdict(write) | {"body": len(write.body)}).encode("ascii") + b"\n" + write.body)
    out.flush()


def read_write(source: IO[bytes]) -> Write | None:
    """Return the next write, None at the end."""
    line = source.readline()
    if not line.endswith(b"\n"):
        return None
    members: dict[str, Any] = json.loads(line)
    using = members["using"]
    graphs = Dataset(tuple(using["default"]), tuple(using["named"]), using["is_plain"])
    return Write(**members | {"body": source.read(members["body"]), "using": graphs})


def send_written(written: Written, out: IO[bytes]) -> None:
    """Write what became of a write; raise OSError where the reader is gone."""
    out.write(json.dumps(asdict(written)).encode("ascii") + b"\n")
    out.flush()


def read_written(source: IO[bytes]) -> Written | None:
    """Return what became of a write, None where the writer ended before it said so."""
    line = source.readline()
    return Written(**json.loads(line)) if line.endswith(b"\n") else None
