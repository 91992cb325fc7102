"""What passes between the server and its workers: a job one way, an answer the other, over pipes.

Each message is one line of JSON; the body of an answer follows its line as so many bytes.
"""

import json
from dataclasses import asdict, dataclass
from typing import IO, Any

from coalition_kg.query import Dataset

READY = b"ready\n"


@dataclass(frozen=True)
class Job:
    """A query to evaluate: its graphs, the format by name and the Accept header; the snapshot's folder."""

    query: str
    dataset: Dataset
    format_name: str | None
    accept: str
    folder: str = ""


@dataclass(frozen=True)
class Answer:
    """A whole result with its media type; or, where the status is not 200, what was wrong."""

    status: int
    media_type: str = ""
    body: bytes = b""
    detail: str = ""
    line: int | None = None
    column: int | None = None


def send_job(job: Job, out: IO[bytes]) -> None:
    """Write a job; raise OSError where the reader is gone."""
    _send_line(asdict(job), out)
    out.flush()


def read_job(line: bytes) -> Job:
    """Return the job of a line."""
    members = json.loads(line)
    graphs = members.pop("dataset")
    return Job(
        **members, dataset=Dataset(tuple(graphs["default"]), tuple(graphs["named"]), graphs["is_plain"])
    )


def send_answer(answer: Answer, out: IO[bytes]) -> None:
    """Write an answer; raise OSError where the reader is gone."""
    members = asdict(answer) | {"body": len(answer.body)}
    _send_line(members, out)
    out.write(answer.body)
    out.flush()


def receive_answer(source: IO[bytes]) -> Answer | None:
    """Return the next answer, None where the writer ended before it was whole."""
    line = source.readline()
    if not line.endswith(b"\n"):
        return None
    members: dict[str, Any] = json.loads(line)
    body = source.read(members["body"])
    return Answer(**members | {"body": body}) if len(body) == members["body"] else None


def _send_line(members: dict[str, Any], out: IO[bytes]) -> None:
    out.write(json.dumps(members).encode("ascii") + b"\n")
