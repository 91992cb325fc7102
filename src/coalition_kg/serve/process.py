"""The server's side of its processes: the template that forks workers, and the workers."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import cast

from coalition_kg.errors import CoalitionError
from coalition_kg.serve import forking
from coalition_kg.serve.child import MALLOC
from coalition_kg.serve.errors import BrokenError, GoneError, NoAnswerError
from coalition_kg.serve.run import Run
from coalition_kg.serve.slot import Evaluated, Slot
from coalition_kg.serve.stream import Stream
from coalition_kg.serve.work import Answer, Frames, Kind, job_frame, read_answer

# What a worker says of its loans.
LENT = {Kind.BACK, Kind.BEGUN, Kind.COUNTED}
# How much less a long query gets of a processor than others do, as a niceness.
NICER = 10


class TemplateError(CoalitionError):
    """The template does not start, or ended."""


@dataclass(frozen=True)
class WorkerEvents:
    """What a worker tells.

    It answered a query; its connection ended, whoever ended it; and a frame about loans, by kind and payload.
    """

    answered: Callable[["Worker", Run], None]
    lost: Callable[["Worker"], None]
    lent: Callable[["Worker", bytes, bytes], None]


class Worker(asyncio.Protocol):
    """The connection to a process that answers one job after the other.

    ``slot`` is what it shares with the server, None where nothing may be lent to it.
    """

    def __init__(self, template: "Template", events: "WorkerEvents", slot: Slot | None) -> None:
        self.template = template
        self.slot = slot
        self.pid = 0
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # The first is being evaluated; the others are there already, so that the process need not wait.
        self.runs: deque[Run] = deque()
        # Answers that have come from it.
        self._taken = 0
        self.is_dismissed = False
        # Whether it evaluates queries for nobody.
        self.is_worn = False
        self._events = events
        self._thread = 0
        self._frames = Frames()
        self._transport: asyncio.Transport | None = None
        self._head: Answer | None = None
        self._body: list[bytes] = []
        self._stream: Stream | None = None

    def ask(self, run: Run) -> None:
        """Send a job; its answer comes after those of the others."""
        if not self.runs:
            run.since = monotonic()
        self.runs.append(run)
        self.send(job_frame(run.job))

    def send(self, message: bytes) -> None:
        """Send frames; one that ended has its jobs done by others as soon as that is known."""
        if not self.is_gone:
            self._connected().write(message)

    def send_now(self, message: bytes, descriptor: int) -> bool:
        """Send frames with a descriptor, unless others still wait to be sent; return whether it was done."""
        if self.is_gone or self._transport is None or self._transport.get_write_buffer_size():
            return False
        try:
            own = socket.socket(fileno=os.dup(self._transport.get_extra_info("socket").fileno()))
            with own:
                sent = socket.send_fds(own, [message], [descriptor])
        except OSError:  # full, or gone
            return False
        if sent < len(message):
            self.send(message[sent:])
        return True

    @property
    def evaluated(self) -> Evaluated:
        """What it evaluates for a loan."""
        return self.slot.evaluated if self.slot is not None else Evaluated(0.0, 0, 0)

    def adopt(self, run: Run) -> None:
        """Take note of the query that it is evaluating for a loan; answers that it sent before come first."""
        self.runs.insert(self.evaluated.sent - self._taken, run)

    def lower_priority(self) -> None:
        """Let other queries go first."""
        with suppress(OSError):  # it just ended
            os.setpriority(os.PRIO_PROCESS, self._thread, NICER)

    def take_back(self) -> list[Run]:
        """Return those behind the one that is being evaluated; the process evaluates them all the same."""
        behind = list(self.runs)[1:]
        self.runs = deque(list(self.runs)[:1])
        return behind

    def fail(self, error: NoAnswerError) -> None:
        """Let whoever waits for the answer that is being evaluated know that it never comes."""
        if self._stream is not None:
            self._stream.end(error)
            self._stream = None
        if self.runs:
            self.runs[0].tell(error)

    def kill(self, error: NoAnswerError) -> None:
        """End the process now, and tell whoever waits for its answer why."""
        self.fail(error)
        if self.pid:  # not yet waited for, so the id is its own
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self.dismiss()

    def dismiss(self) -> None:
        """Close the connection; the process then ends by itself."""
        self.is_dismissed = True
        if self._transport is not None:
            self._transport.abort()

    @property
    def is_gone(self) -> bool:
        """Whether the connection is closed or about to be."""
        return self._transport is None or self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take note of the connection (asyncio)."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Take what the process sent (asyncio)."""
        for kind, payload in self._frames.feed(data):
            if self.is_dismissed:
                return
            self._take(kind, payload)

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note of the end (asyncio)."""
        if not self.ready.done():
            self.ready.set_exception(TemplateError("a worker ended before it was ready"))
        self._events.lost(self)

    def _take(self, kind: bytes, payload: bytes) -> None:
        if kind == Kind.DATA:
            if self._stream is not None:
                self._stream.put(payload)
            else:
                self._body.append(payload)
        elif kind == Kind.ANSWER:
            self._begin(payload)
        elif kind == Kind.END:
            self._end()
        elif kind == Kind.BROKEN:
            self.fail(BrokenError(payload.decode()))
            self._next()
        elif kind in LENT:
            self._events.lent(self, kind, payload)
        elif not self.ready.done():
            self._thread = int(payload)
            self.ready.set_result(None)

    def _begin(self, payload: bytes) -> None:
        self._head, whole = read_answer(payload)
        self._body = []
        if not whole:
            self._stream = Stream(self._connected(), self._leave)
            self._tell(b"", self._stream)

    def _leave(self) -> None:
        self.kill(GoneError())

    def _end(self) -> None:
        if self._stream is not None:
            self._stream.end()
            self._stream = None
        else:
            self._tell(b"".join(self._body), None)
        self._next()

    def _tell(self, body: bytes, chunks: Stream | None) -> None:
        head = self._head
        if head is not None and self.runs:
            run = self.runs[0]
            version = Path(run.job.folder).name if run.job.folder else self.template.version
            head.body, head.chunks, head.version = body, chunks, version
            run.tell(head)

    def _next(self) -> None:
        self._taken += 1
        run = self.runs.popleft()
        if self.runs:
            self.runs[0].since = monotonic()
        self._events.answered(self, run)

    def _connected(self) -> asyncio.Transport:
        if self._transport is None:
            raise TemplateError("a worker has no connection; restart the server")
        return self._transport


class Template:
    """The connection to a process that forks workers; one for each snapshot that is served."""

    def __init__(self, folder: Path, memory: int, in_memory: bool) -> None:
        if not hasattr(os, "fork"):
            raise TemplateError("this system can't fork processes; on Windows, run the server in WSL")
        self.version = folder.name
        self.network = ""
        self.ended = False
        self.workers = 0
        self._forks: deque[asyncio.Future[int]] = deque()
        self._reaps: dict[int, asyncio.Future[int]] = {}
        self._received = b""
        self._control, theirs = socket.socketpair()
        # -P: modules in the current folder are not the package's.
        command = [sys.executable, "-P", "-m", "coalition_kg.serve.template", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [*command, str(folder), str(memory), str(in_memory)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # A signal from the terminal is for the server, which then ends its workers.
                start_new_session=True,
                env=os.environ | MALLOC,
            )

    def wait(self) -> None:
        """Wait until the snapshot is open; raise TemplateError where it can't be."""
        with self._control.makefile("rb") as file:
            line = file.readline().rstrip(b"\n")
        if not line.startswith(forking.READY):
            self.close()
            status = self._process.wait()
            reason = line.removeprefix(forking.FAILED).decode() or f"it ended with {status}"
            raise TemplateError(f"no worker can be started: {reason}")
        self.network = line.removeprefix(forking.READY).decode()

    def attach(self) -> None:
        """Take its replies in the running event loop."""
        self._control.setblocking(False)
        asyncio.get_running_loop().add_reader(self._control, self._receive)

    async def fork(self, events: WorkerEvents) -> Worker:
        """Return a new worker, ready soon; raise TemplateError where there is none."""
        loop = asyncio.get_running_loop()
        slot = Slot.new()
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        pid: asyncio.Future[int] = loop.create_future()
        with theirs:
            self._request(forking.FORK, 0, theirs.fileno(), *(slot.descriptors if slot else ()))
        self._forks.append(pid)
        worker = Worker(self, events, slot)
        await loop.create_unix_connection(lambda: worker, sock=ours)
        self.workers += 1
        worker.pid = await pid
        return worker

    async def reap(self, worker: Worker) -> int | None:
        """Wait for the end of a worker's process; return its status, None where that is not known."""
        pid, worker.pid = worker.pid, 0
        self._reaps[pid] = asyncio.get_running_loop().create_future()
        try:
            self._request(forking.REAP, pid)
            return await self._reaps[pid]
        except TemplateError:
            return None
        finally:
            del self._reaps[pid]
            self.workers -= 1

    def close(self) -> None:
        """Let the process end; the workers do not end with it."""
        self.ended = True
        with suppress(RuntimeError):  # no loop runs, so none reads
            asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        self._fail_all()

    def join(self) -> None:
        """Wait until the process has ended."""
        self._process.wait()

    def _request(self, operation: bytes, pid: int, *descriptors: int) -> None:
        if self.ended:
            raise TemplateError("the template ended")
        try:
            socket.send_fds(self._control, [forking.REQUEST.pack(operation, pid)], descriptors)
        except OSError as error:
            self._end()
            raise TemplateError(f"the template ended ({error})") from error

    def _receive(self) -> None:
        try:
            data = self._control.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._end()
            return
        self._received += data
        size = forking.REPLY.size
        while len(self._received) >= size:
            reply, self._received = self._received[:size], self._received[size:]
            self._take(*forking.REPLY.unpack(reply))

    def _take(self, operation: bytes, pid: int, status: int) -> None:
        forked = operation == forking.FORK
        waiting = self._forks.popleft() if forked else self._reaps[pid]
        if not waiting.done():
            waiting.set_result(pid if forked else status)

    def _end(self) -> None:
        if not self.ended:
            self.close()
            self._process.kill()

    def _fail_all(self) -> None:
        for waiting in [*self._forks, *self._reaps.values()]:
            if not waiting.done():
                waiting.set_exception(TemplateError("the template ended"))
