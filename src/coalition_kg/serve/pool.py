"""Workers that may be killed: how queries get one, and what becomes of those that take long.

``limits.workers`` queries start together. One that runs for LONG_AFTER seconds is a long one: it goes on
beside the others with less of the processors, and the next query takes its place, so that no number of bad
queries keeps the others waiting. There is room for ``limits.long`` of them.
"""

import asyncio
import logging
import signal
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from coalition_kg.serve.errors import (
    BusyError,
    GoneError,
    LateError,
    NoAnswerError,
    StoppingError,
    WorkerEndedError,
    WorkerKilledError,
)
from coalition_kg.serve.limits import MOST_WAITING, Limits
from coalition_kg.serve.process import Template, TemplateError, Worker
from coalition_kg.serve.waiting import Waiting
from coalition_kg.serve.work import Answer, Job

# Ready to take the place of a worker that is killed or long.
SPARE = 1
# After so many seconds a query is a long one.
LONG_AFTER = 0.1
# Between two attempts to start what does not start, in seconds.
PAUSE = 0.5
# How long a query waits for a worker, in seconds.
LONGEST_WAIT = 10.0

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Run:
    """A query that a worker evaluates."""

    worker: Worker
    client: str
    seconds: float
    start: float
    is_long: bool = False
    timer: asyncio.TimerHandle | None = field(default=None, repr=False)


class Pool:
    """Answers jobs within the limits; it belongs to the event loop that starts it."""

    def __init__(
        self,
        folder: Path,
        limits: Limits,
        in_memory: bool = False,
        charge: Callable[[str, float], None] = lambda client, seconds: None,
    ) -> None:
        """Take a folder and whether its store goes into memory; ``charge`` is told what queries took."""
        self.limits = limits
        self._charge = charge
        self.ended: Counter[str] = Counter()
        self._folder = folder
        self._in_memory = in_memory
        self._loop: asyncio.AbstractEventLoop | None = None
        self._template: Template | None = None
        self._all: set[Worker] = set()
        self._idle: list[Worker] = []
        self._runs: dict[Worker, Run] = {}
        self._quick = 0
        self._starting = 0
        self._waiting: Waiting[Worker] = Waiting(MOST_WAITING)
        self._opening = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False

    @property
    def version(self) -> str:
        """The name of the snapshot that is served."""
        return self._folder.name

    @property
    def network(self) -> str:
        """How the workers are kept from the network: namespace, seccomp or none."""
        return self._template.network if self._template else ""

    @property
    def running(self) -> int:
        """How many queries are evaluated now."""
        return len(self._runs)

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker."""
        return len(self._waiting)

    def asked_by(self, client: str) -> int:
        """Return how many queries of a client run or wait."""
        return sum(run.client == client for run in self._runs.values()) + self._waiting.of(client)

    def pids(self) -> set[int]:
        """Return the ids of the workers that live."""
        return {worker.pid for worker in self._all if worker.pid}

    async def start(self) -> None:
        """Open the snapshot and start the workers; raise TemplateError where that fails."""
        self._loop = asyncio.get_running_loop()
        self._template = await self._opened(self._folder, self._in_memory)
        self._fill()
        await asyncio.wait(self._tasks)
        if not self._idle:
            raise TemplateError("no worker starts; the server's log tells why")

    async def reload(self, folder: Path, in_memory: bool) -> None:
        """Serve another snapshot from now on; queries that run go on. Raise TemplateError where it fails."""
        async with self._opening:
            new = await self._opened(folder, in_memory)
            old, self._template = self._template, new
            self._folder, self._in_memory = folder, in_memory
        for worker in self._idle:
            worker.dismiss()
        self._idle.clear()
        self._fill()
        if old is not None:
            self._close_unused(old)

    def stop(self) -> None:
        """Tell everyone who waits for an answer that the server stops."""
        self._closed = True
        self._waiting.fail_all(StoppingError())
        for run in list(self._runs.values()):
            self._kill(run, StoppingError())

    async def close(self) -> None:
        """Stop, and end all processes."""
        self.stop()
        for worker in self._all:
            worker.dismiss()
        while self._tasks or self._all:
            await asyncio.sleep(0.01)
        if self._template is not None:
            self._template.close()
            await asyncio.to_thread(self._template.join)

    def ask(self, job: Job, seconds: float, client: str = "") -> Answer:
        """Return the whole answer to a job from another thread than the event loop's; see ``answer``."""
        if self._loop is None:
            raise StoppingError
        return asyncio.run_coroutine_threadsafe(self._whole(job, seconds, client), self._loop).result()

    async def answer(self, job: Job, seconds: float, client: str = "") -> Answer:
        """Return the answer to a job within so many seconds of work; raise NoAnswerError without one."""
        for _ in range(self.limits.workers + SPARE):  # all of them may have been killed at once
            with suppress(WorkerKilledError):
                return await self._ask_one(job, seconds, client)
        return await self._ask_one(job, seconds, client)

    async def _whole(self, job: Job, seconds: float, client: str) -> Answer:
        answer = await self.answer(job, seconds, client)
        if answer.chunks is None:
            return answer
        body = b"".join([chunk async for chunk in answer.chunks])
        return replace(answer, body=body, chunks=None)

    async def _ask_one(self, job: Job, seconds: float, client: str) -> Answer:
        worker = await self._taken(client)
        loop = asyncio.get_running_loop()
        run = self._runs[worker] = Run(worker, client, seconds, loop.time())
        if seconds <= LONG_AFTER:
            run.timer = loop.call_later(seconds, self._expire, run)
        else:
            run.timer = loop.call_later(LONG_AFTER, self._lengthen, run)
        answer = worker.ask(job)
        try:
            return await answer
        except asyncio.CancelledError:
            self._kill(run, GoneError())
            raise

    async def _taken(self, client: str) -> Worker:
        """Return a worker and a right to use it, when both are there."""
        if self._closed:
            raise StoppingError
        if self._has_place and not self._waiting:
            self._quick += 1
            return self._idle.pop()
        place = self._waiting.add(client)
        try:
            return await asyncio.wait_for(place, LONGEST_WAIT)
        except TimeoutError:
            raise BusyError("no worker became free in time; ask again later") from None
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._put_back(place.result())
            raise

    @property
    def _has_place(self) -> bool:
        return bool(self._idle) and self._quick < self.limits.workers

    def _serve_waiting(self) -> None:
        while self._has_place and (place := self._waiting.next()) is not None:
            self._quick += 1
            place.set_result(self._idle.pop())

    def _put_back(self, worker: Worker) -> None:
        """Give up a right to use a worker."""
        self._quick -= 1
        self._idle.append(worker)
        self._serve_waiting()

    def _expire(self, run: Run) -> None:
        self._kill(run, LateError(run.seconds))

    def _kill(self, run: Run, reason: NoAnswerError) -> None:
        self.ended[reason.kind] += 1
        run.worker.kill(reason)

    def _lengthen(self, run: Run) -> None:
        """Let a query go on as a long one; where there are too many, end one of whoever has most of them."""
        self._quick -= 1
        run.is_long = True
        run.worker.lower_priority()
        loop = asyncio.get_running_loop()
        run.timer = loop.call_later(run.seconds - LONG_AFTER, self._expire, run)
        long = [other for other in self._runs.values() if other.is_long]
        if len(long) > self.limits.long:
            held = Counter(other.client for other in long)
            most = max(held.values())
            victim = [other for other in long if held[other.client] == most][-1]
            self._kill(victim, BusyError("too many long queries run already; ask again later"))
        self._fill()
        self._serve_waiting()

    def _end_run(self, worker: Worker) -> Run | None:
        run = self._runs.pop(worker, None)
        if run is None:
            return None
        if run.timer is not None:
            run.timer.cancel()
        self._charge(run.client, asyncio.get_running_loop().time() - run.start)
        if not run.is_long:
            self._quick -= 1
        return run

    def _freed(self, worker: Worker) -> None:
        """Take back a worker that answered; one that served a long query is worn: it has lower priority."""
        run = self._end_run(worker)
        if (run and run.is_long) or worker.template is not self._template or self._closed or worker.is_gone:
            worker.dismiss()
        else:
            self._idle.append(worker)
        self._serve_waiting()

    def _lost(self, worker: Worker) -> None:
        """Find out why a worker ended, and start another."""
        if worker.pid:
            self._spawn(self._buried(worker))

    async def _buried(self, worker: Worker) -> None:
        if worker in self._idle:
            self._idle.remove(worker)
        status = await worker.template.reap(worker)
        self._end_run(worker)
        self._all.discard(worker)
        if not worker.is_dismissed:
            reason = WorkerKilledError() if status == -signal.SIGKILL else WorkerEndedError()
            self.ended[reason.kind] += 1
            worker.fail(reason)
        if worker.template is not self._template:
            self._close_unused(worker.template)
        self._fill()
        self._serve_waiting()

    def _close_unused(self, template: Template) -> None:
        if template.workers == 0:
            template.close()
            self._spawn(asyncio.to_thread(template.join))

    def _fill(self) -> None:
        """Start as many workers as are missing."""
        long = sum(run.is_long for run in self._runs.values())
        wanted = self.limits.workers + SPARE + long
        for _ in range(wanted - len(self._all) - self._starting):
            if not self._closed:
                self._starting += 1
                self._spawn(self._hire())

    async def _hire(self) -> None:
        try:
            worker = await self._forked()
        except (TemplateError, OSError) as error:
            log.error("%s; trying again", error)  # noqa: TRY400  # no fault of ours
            if not self._all:
                self._waiting.fail_all(BusyError("no worker starts; the server's log tells why"))
            await asyncio.sleep(PAUSE)
            self._fill()
            return
        self._freed(worker)

    async def _forked(self) -> Worker:
        try:
            worker = await (await self._living()).fork(self._freed, self._lost)
            self._all.add(worker)
        finally:
            self._starting -= 1
        if worker.is_gone:
            self._lost(worker)
        await worker.ready
        return worker

    async def _living(self) -> Template:
        """Return the template; start it again where somebody ended it."""
        async with self._opening:
            if self._template is None or self._template.ended:
                self._template = await self._opened(self._folder, self._in_memory)
            return self._template

    async def _opened(self, folder: Path, in_memory: bool) -> Template:
        template = await asyncio.to_thread(_open, folder, self.limits.memory, in_memory)
        template.attach()
        return template

    def _spawn(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _open(folder: Path, memory: int, in_memory: bool) -> Template:
    template = Template(folder, memory, in_memory)
    template.wait()
    return template
