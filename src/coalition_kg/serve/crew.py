"""Keeps as many workers as are wanted: starts them, and others for those that end."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coalition_kg.serve.process import Template, TemplateError, Worker, WorkerEvents
from coalition_kg.serve.run import Run

# Between two attempts to start what does not start, in seconds.
PAUSE = 0.5

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Events:
    """What the crew tells.

    A worker is there, answered a query, says something of its loans, ended with a status; or none starts.
    """

    arrived: Callable[[Worker], None]
    answered: Callable[[Worker, Run], None]
    lent: Callable[[Worker, bytes, bytes], None]
    ended: Callable[[Worker, int | None], None]
    starved: Callable[[], None]


class Crew:
    """The workers of a folder's snapshot; ``wanted`` says how many there are to be."""

    def __init__(
        self, folder: Path, memory: int, in_memory: bool, wanted: Callable[[], int], events: Events
    ) -> None:
        self.folder = folder
        self.workers: set[Worker] = set()
        self._memory = memory
        self._in_memory = in_memory
        self._wanted = wanted
        self._events = events
        self._worker_events = WorkerEvents(events.answered, self._lost, events.lent)
        self._template: Template | None = None
        self._opening = asyncio.Lock()
        self._starting = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False

    @property
    def network(self) -> str:
        """How the workers are kept from the network: namespace, seccomp or none."""
        return self._template.network if self._template else ""

    def is_current(self, worker: Worker) -> bool:
        """Return whether a worker serves the snapshot that is served now."""
        return worker.template is self._template

    async def start(self) -> None:
        """Open the snapshot and start the workers; raise TemplateError where that fails."""
        self._template = await self._opened(self.folder, self._in_memory)
        self.fill()
        await asyncio.wait(self._tasks)
        if not self.workers:
            raise TemplateError("no worker starts; the server's log tells why")

    async def change(self, folder: Path, in_memory: bool) -> None:
        """Start workers of another snapshot from now on; raise TemplateError where that fails."""
        async with self._opening:
            new = await self._opened(folder, in_memory)
            old, self._template = self._template, new
            self.folder, self._in_memory = folder, in_memory
        if old is not None:
            self._close_unused(old)

    async def close(self) -> None:
        """End all processes."""
        self._closed = True
        for worker in list(self.workers):
            worker.dismiss()
        while self._tasks or self.workers:
            await asyncio.sleep(0.01)
        if self._template is not None:
            self._template.close()
            await asyncio.to_thread(self._template.join)

    def fill(self) -> None:
        """Start as many workers as are missing."""
        present = sum(self.is_current(worker) and not worker.is_dismissed for worker in self.workers)
        for _ in range(self._wanted() - present - self._starting):
            if not self._closed:
                self._starting += 1
                self._spawn(self._hire())

    async def _hire(self) -> None:
        try:
            worker = await self._forked()
        except (TemplateError, OSError) as error:
            if not self._closed:
                log.error("%s; trying again", error)  # noqa: TRY400  # no fault of ours
                if not any(worker.ready.done() for worker in self.workers):
                    self._events.starved()
                await asyncio.sleep(PAUSE)
                self.fill()
            return
        self._events.arrived(worker)

    async def _forked(self) -> Worker:
        try:
            worker = await (await self._living()).fork(self._worker_events)
            self.workers.add(worker)
        finally:
            self._starting -= 1
        if worker.is_gone:
            self._lost(worker)
        await worker.ready
        return worker

    def _lost(self, worker: Worker) -> None:
        if worker.pid:  # else it is not known yet, and _forked sees to it
            self._spawn(self._bury(worker))

    async def _bury(self, worker: Worker) -> None:
        status = await worker.template.reap(worker)
        self.workers.discard(worker)
        self._events.ended(worker, status)
        if worker.slot is not None:
            worker.slot.close()
        if not self.is_current(worker):
            self._close_unused(worker.template)
        self.fill()

    def _close_unused(self, template: Template) -> None:
        if template.workers == 0:
            template.close()
            self._spawn(asyncio.to_thread(template.join))

    async def _living(self) -> Template:
        """Return the template; start it again where somebody ended it."""
        async with self._opening:
            if self._template is None or self._template.ended:
                self._template = await self._opened(self.folder, self._in_memory)
            return self._template

    async def _opened(self, folder: Path, in_memory: bool) -> Template:
        template = await asyncio.to_thread(_open, folder, self._memory, in_memory)
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
