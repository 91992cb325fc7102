"""The server's side of the writer: one process, one write at a time, a bound on those that wait."""

import asyncio
import os
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO

from coalition_kg.errors import CoalitionError
from coalition_kg.serve.child import MALLOC
from coalition_kg.serve.errors import BusyError, NoAnswerError
from coalition_kg.serve.limits import Limits
from coalition_kg.serve.versions import Versions
from coalition_kg.serve.write import ALLOW, Write, Written, read_written, send_write
from coalition_kg.store import Live

# Writes that wait for the one that is made; one more is told to come back later.
MOST_WAITING_WRITES = 16
STOPPING = "the server is stopping; send it again when it is back"
# How long the process may take to end by itself, in seconds; twice that with a write.
LAST_BREATH = 2.0


@dataclass(frozen=True)
class Writable:
    """That a server takes writes: the home of its live store, the token, and whether of evidence too."""

    home: Path
    token: str
    may_edit_evidence: bool = False


class Writer:
    """Gives writes to the writer process, which it starts, and starts again where it was killed.

    ``versions`` tells those who read which version they should.
    """

    def __init__(self, writable: Writable, snapshot: Path, limits: Limits) -> None:
        self._command = [
            *(sys.executable, "-P", "-m", "coalition_kg.serve.writer"),
            *(str(writable.home), str(snapshot), str(limits.memory), str(os.getpid())),
            ALLOW if writable.may_edit_evidence else "protect",
        ]
        self._seconds = limits.seconds
        self._live = Live(writable.home)
        self.versions = Versions(snapshot, self._live.prune)
        self._waiting = 0
        self._is_closing = False
        self._process: subprocess.Popen[bytes] | None = None
        # One thread, so that writes are made in their order; Linux ends a process with the thread that
        # started it, so it stays until the process ended.
        self._thread = ThreadPoolExecutor(1, "writer")

    def start(self) -> None:
        """Start the process and let queries read the live store; raise CoalitionError where it can't."""
        self._thread.submit(self._running).result()

    def close(self, patience: float = LAST_BREATH * 2) -> None:
        """Let the write that is being made end within so many seconds, and end the process."""
        self._is_closing = True
        with suppress(RuntimeError):  # it is closed already
            ended = self._thread.submit(self._stop)
            if not wait([ended], patience).done and self._process is not None:
                self._process.kill()
        self._thread.shutdown()

    def _stop(self) -> None:
        if self._process is not None:
            self._end(self._process)

    async def write(self, write: Write) -> Written:
        """Make a write; raise NoAnswerError where it takes too long or too many wait."""
        if self._waiting >= MOST_WAITING_WRITES:
            raise BusyError("too many writes wait already; send it again later")
        if self._is_closing:
            raise BusyError(STOPPING)
        asked: Future[Written] = self._thread.submit(self._made_whole, write)
        self._waiting += 1
        try:
            return await asyncio.shield(asyncio.wrap_future(asked))
        finally:
            self._waiting -= 1

    def _made_whole(self, write: Write) -> Written:
        if self._is_closing:
            raise BusyError(STOPPING)
        try:
            return self._made(write, self._running())
        except NoAnswerError:
            raise
        except CoalitionError as error:
            raise BusyError(str(error)) from error

    def _made(self, write: Write, process: subprocess.Popen[bytes]) -> Written:
        deadline = threading.Timer(self._seconds, process.kill)
        deadline.start()
        try:
            with suppress(OSError):  # it just ended; there will be no answer then
                send_write(write, _pipe(process.stdin))
            written = read_written(_pipe(process.stdout))
        finally:
            deadline.cancel()
            deadline.join()
        written = written or self._left(process)
        if written.folder:
            self.versions.publish(Path(written.folder))
        return written

    def _left(self, process: subprocess.Popen[bytes]) -> Written:
        """Return what a writer left that ended without an answer: a whole version, or all as it was."""
        process.kill()
        self._end(process)
        self._process = None
        current = self._live.current()
        if current != self.versions.current:
            return Written(HTTPStatus.NO_CONTENT, str(current))
        raise NoAnswerError(
            f"the write took longer than {self._seconds:g} seconds, or more memory than it may; nothing of "
            "it was made; send it in smaller parts"
        )

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:  # somebody killed it
            self._end(self._process)
            self._process = None
        if self._process is None:
            self._process = self._started()
        return self._process

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A signal from the terminal is for the server, which then ends its writer.
            start_new_session=True,
            env=os.environ | MALLOC,
        )
        ready = read_written(_pipe(process.stdout))
        if ready is None or not ready.folder:
            self._end(process)
            raise CoalitionError(ready.detail if ready else "the writer can't be started; see the log")
        self.versions.publish(Path(ready.folder))
        return process

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        with suppress(OSError):
            _pipe(process.stdin).close()
        try:
            process.wait(LAST_BREATH)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _pipe(process.stdout).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise NoAnswerError("the writer has no pipe; restart the server")
    return pipe
