"""Workers that may be killed: a process each, a bound on those who wait, and a spare for one that ended."""

import atexit
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from coalition_kg.errors import CoalitionError
from coalition_kg.serve.limits import MOST_WAITING, Limits
from coalition_kg.serve.versions import Versions
from coalition_kg.serve.work import READY, Answer, Job, receive_answer, send_job

# Ready to take the place of a worker that is killed.
SPARE = 1
# Between two attempts to start a worker where none starts, in seconds.
PAUSE = 0.5
# How long a query waits for a worker, in seconds.
LONGEST_WAIT = 10.0
# How long a worker that closed its output takes to end, in seconds; and how it ends by SIGKILL.
LAST_BREATH = 1.0
KILLED = -9
# What a client that came at a bad time should wait, in seconds.
RETRY_AFTER = 5


class NoAnswerError(CoalitionError):
    """A query got no answer: it took too long, its worker ended, or there was no worker for it."""

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class WorkerKilledError(NoAnswerError):
    """Somebody killed the worker; the query is not to blame."""


class Worker:
    """One process that answers one job at a time."""

    def __init__(self, folder: Path, memory: int) -> None:
        self._late = False
        # -P: modules in the current folder are not the package's.
        command = [sys.executable, "-P", "-m", "coalition_kg.serve.worker"]
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [*command, str(folder), str(memory), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A signal from the terminal is for the server, which then ends its workers.
            start_new_session=True,
            # A few arenas are enough, and each counts as memory that is taken.
            env=os.environ | {"MALLOC_ARENA_MAX": "2"},
        )

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def lives(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def started(self) -> bool:
        """Wait until the worker takes jobs; return whether it does."""
        return self._pipe(self._process.stdout).readline() == READY

    def ask(self, job: Job, seconds: float) -> Answer:
        """Return the answer to a job; raise NoAnswerError where it takes longer or the worker ends."""
        deadline = threading.Timer(seconds, self._end_late)
        deadline.start()
        try:
            with suppress(OSError):  # a worker that just ended; there will be no answer then
                send_job(job, self._pipe(self._process.stdin))
            answer = receive_answer(self._pipe(self._process.stdout))
        finally:
            deadline.cancel()
            deadline.join()
        if answer is None:
            raise self._failure(seconds)
        return answer

    def end(self) -> None:
        """Kill the process and wait for its end."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                self._pipe(pipe).close()

    def kill(self) -> None:
        """Kill the process; whoever waits for its answer sees the end."""
        self._process.kill()

    def _end_late(self) -> None:
        self._late = True
        self._process.kill()

    def _failure(self, seconds: float) -> NoAnswerError:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(LAST_BREATH)
        status = self._process.poll()
        self.end()
        if self._late:
            return NoAnswerError(
                f"the query took longer than {seconds:g} seconds; ask for less, or in smaller parts"
            )
        if status == KILLED:
            return WorkerKilledError("the worker was killed; ask again", RETRY_AFTER)
        return NoAnswerError(
            "the query ended the process that evaluated it, most likely for lack of memory or stack; "
            "ask for less: add LIMIT, nest less, drop ORDER BY or DISTINCT"
        )

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise NoAnswerError("a worker has no pipe; restart the server")
        return pipe


class Pool:
    """As many workers as the limits say, and a spare; they start with the first query, or with ``start``."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.limits = limits
        self.versions = Versions(folder)
        self._folder = folder
        self._changed = threading.Condition()
        self._all: set[Worker] = set()
        self._idle: list[Worker] = []
        self._busy = 0
        self._asked = 0
        self._keeper: threading.Thread | None = None
        self._closed = False

    def start(self) -> None:
        """Start the workers, unless they are."""
        with self._changed:
            if self._keeper is None and not self._closed:
                # One thread starts them all and stays: Linux ends a worker with the thread that started it.
                self._keeper = threading.Thread(target=self._keep, name="workers", daemon=True)
                self._keeper.start()
                atexit.register(self.close)

    def close(self) -> None:
        """End all workers; a query that one of them evaluates gets no answer."""
        with self._changed:
            self._closed = True
            for worker in self._all:
                worker.kill()
            self._changed.notify_all()
        if self._keeper is not None:
            self._keeper.join()
        with self._changed:
            for worker in self._all:
                worker.end()
        atexit.unregister(self.close)

    def pids(self) -> set[int]:
        """Return the ids of the processes that live."""
        with self._changed:
            return {worker.pid for worker in self._all if worker.lives}

    @property
    def is_busy(self) -> bool:
        """Whether a worker evaluates a query now."""
        with self._changed:
            return self._busy > 0

    def ask(self, job: Job, seconds: float) -> Answer:
        """Return the answer to a job within so many seconds of work; raise NoAnswerError without one."""
        self.start()
        with self._admitted(), self.versions.leased() as folder:
            job = replace(job, folder=str(folder))
            for _ in range(self.limits.workers + SPARE):  # all of them may have been killed at once
                with suppress(WorkerKilledError):
                    return self._ask_one(job, seconds)
            return self._ask_one(job, seconds)

    def _ask_one(self, job: Job, seconds: float) -> Answer:
        with self._worker() as worker:
            return worker.ask(job, seconds)

    @contextmanager
    def _admitted(self) -> Iterator[None]:
        with self._changed:
            if self._asked >= self.limits.workers + MOST_WAITING:
                raise NoAnswerError("too many queries wait already; ask again later", RETRY_AFTER)
            self._asked += 1
        try:
            yield
        finally:
            with self._changed:
                self._asked -= 1

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        worker = self._take(time.monotonic() + LONGEST_WAIT)
        try:
            yield worker
        finally:
            self._give_back(worker)

    def _take(self, deadline: float) -> Worker:
        with self._changed:
            while not self._closed:
                self._drop_ended()
                if self._idle and self._busy < self.limits.workers:
                    self._busy += 1
                    return self._idle.pop()
                if not self._changed.wait(deadline - time.monotonic()):
                    raise NoAnswerError("no worker became free in time; ask again later", RETRY_AFTER)
        raise NoAnswerError("the server is stopping; ask again when it is back", RETRY_AFTER)

    def _give_back(self, worker: Worker) -> None:
        with self._changed:
            self._busy -= 1
            self._idle.append(worker)
            self._drop_ended()
            self._changed.notify_all()

    def _drop_ended(self) -> None:
        """Forget the idle workers that ended, whoever killed them; the keeper starts others."""
        ended = [worker for worker in self._idle if not worker.lives]
        for worker in ended:
            worker.end()
            self._idle.remove(worker)
            self._all.remove(worker)
        if ended:
            self._changed.notify_all()

    def _keep(self) -> None:
        """Start workers whenever some are missing, until the pool is closed."""
        while (missing := self._missing()) is not None:
            for worker in [self._new() for _ in range(missing)]:
                self._welcome(worker, worker.started())

    def _missing(self) -> int | None:
        """Wait until workers are missing and return how many, None where the pool is closed."""
        with self._changed:
            wanted = self.limits.workers + SPARE
            self._changed.wait_for(lambda: self._closed or len(self._all) < wanted)
            return None if self._closed else wanted - len(self._all)

    def _new(self) -> Worker:
        worker = Worker(self._folder, self.limits.memory)
        with self._changed:
            self._all.add(worker)
            if self._closed:
                worker.kill()
        return worker

    def _welcome(self, worker: Worker, takes_jobs: bool) -> None:
        with self._changed:
            if takes_jobs:
                self._idle.append(worker)
                self._changed.notify_all()
                return
            worker.end()
            self._all.remove(worker)
            self._changed.wait_for(lambda: self._closed, PAUSE)
