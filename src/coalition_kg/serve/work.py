"""What passes between the server and its workers over a socket: a job one way, an answer the other.

Both go as frames: a kind of one byte, the payload's length, the payload. A job is one frame. An answer is its
head, its data in any number of frames, and an end; a worker that fails after the head says so in place of it.

The server may lend a client's connection to a worker: SETUP once, then LEND with the loan's number and the
connection's descriptor; RECALL takes all loans back, and tells the number of the one whose query the worker
goes on with as with a job, 0 for none. The worker gives one loan BACK, with what the client has not taken yet
of an answer; or BEGUN, when the answer of one grows large and follows as that of a job. COUNTED tells what it
answered by itself.
"""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from coalition_kg.query import Dataset
from coalition_kg.serve.stream import Stream

_HEAD = struct.Struct("!cI")
_LOAN = struct.Struct("!Q")


class Kind(bytes, Enum):
    """What a frame holds."""

    READY = b"r"
    JOB = b"j"
    ANSWER = b"a"
    DATA = b"d"
    END = b"e"
    BROKEN = b"x"
    SETUP = b"s"
    LEND = b"l"
    RECALL = b"c"
    BACK = b"b"
    BEGUN = b"g"
    COUNTED = b"n"


Frame = tuple[bytes, bytes]


@dataclass(frozen=True)
class Job:
    """A query to evaluate: its graphs, the format by name, the Accept header, and whether to compress.

    ``folder`` is that of the version to read where there is another than the worker's own.
    """

    query: str
    dataset: Dataset
    format_name: str | None
    accept: str
    gzip: bool = False
    folder: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What decides the answer over one version of the graph, as plain values."""
        graphs = self.dataset
        return (
            self.query,
            graphs.default,
            graphs.named,
            graphs.is_plain,
            self.format_name,
            self.accept,
            self.gzip,
        )


@dataclass
class Answer:
    """A result with its media type; or, where the status is not 200, what was wrong.

    The result is the whole ``body``, or ``chunks`` that come while it is evaluated; ``version`` names the
    snapshot that it is of.
    """

    status: int
    media_type: str = ""
    body: bytes = b""
    detail: str = ""
    line: int | None = None
    column: int | None = None
    encoding: str = ""
    version: str = ""
    chunks: Stream | None = field(default=None, compare=False)


def frame(kind: Kind, payload: bytes = b"") -> bytes:
    """Return a frame as it is sent."""
    return _HEAD.pack(kind.value, len(payload)) + payload


class Frames:
    """Takes bytes as they come and gives the frames that are whole."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Yield the (kind, payload) of each frame that these bytes make whole."""
        self._rest += data
        start = 0
        while len(self._rest) - start >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._rest, start)
            end = start + _HEAD.size + length
            if len(self._rest) < end:
                break
            yield kind, bytes(self._rest[start + _HEAD.size : end])
            start = end
        del self._rest[:start]


def job_frame(job: Job) -> bytes:
    """Return the frame of a job."""
    members = {**vars(job), "dataset": vars(job.dataset)}
    return frame(Kind.JOB, json.dumps(members).encode("ascii"))


def read_job(payload: bytes) -> Job:
    """Return the job of a frame."""
    members = json.loads(payload)
    graphs = members.pop("dataset")
    dataset = Dataset(tuple(graphs["default"]), tuple(graphs["named"]), graphs["is_plain"])
    return Job(**members, dataset=dataset)


def loan_frame(kind: Kind, loan: int, rest: bytes = b"") -> bytes:
    """Return a frame about a loan; ``rest`` is what its client has not taken of an answer."""
    return frame(kind, _LOAN.pack(loan) + rest)


def read_loan(payload: bytes) -> tuple[int, bytes]:
    """Return the number of the loan that a frame is about, and the rest."""
    return _LOAN.unpack_from(payload)[0], payload[_LOAN.size :]


def answer_frame(answer: Answer, whole: bool) -> bytes:
    """Return the frame of an answer's head; ``whole`` says that all of the answer follows at once."""
    members = {
        name: value for name, value in vars(answer).items() if value and name not in {"body", "chunks"}
    }
    return frame(Kind.ANSWER, json.dumps({**members, "whole": whole}).encode("ascii"))


def read_answer(payload: bytes) -> tuple[Answer, bool]:
    """Return the answer of a head, still without its body, and whether all of it follows at once."""
    members: dict[str, Any] = json.loads(payload)
    whole = members.pop("whole")
    return Answer(**members), whole
