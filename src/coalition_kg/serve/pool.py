"""Which worker evaluates which query, and what becomes of queries that take long.

``limits.workers`` queries are evaluated together. One that runs for LONG_AFTER seconds is a long one: it goes
on beside the others, and the next query takes its place, so that no number of bad queries keeps the others
waiting. There is room for ``limits.long`` of them, and after SLOW_AFTER seconds they get less of the
processors than the others.

A busy worker is sent up to DEPTH queries, so that it finds the next one there when it has answered. Where the
one that it evaluates turns out to be long, the others are taken back and sent to other workers.
"""

import asyncio
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic

from coalition_kg.query import Dataset
from coalition_kg.serve.crew import Crew, Events
from coalition_kg.serve.errors import (
    BusyError,
    GoneError,
    LateError,
    NoAnswerError,
    StoppingError,
    WorkerEndedError,
    WorkerKilledError,
)
from coalition_kg.serve.lending import Lendable, Lending
from coalition_kg.serve.limits import MOST_WAITING, Limits
from coalition_kg.serve.process import Worker
from coalition_kg.serve.run import Done, Run
from coalition_kg.serve.versions import Versions
from coalition_kg.serve.waiting import Waiting
from coalition_kg.serve.work import Answer, Job

# Ready to take the place of a worker that is killed or long.
SPARE = 1
DEPTH = 4
LONG_AFTER = 0.1
SLOW_AFTER = 1.0
# Between two looks at the queries, in seconds.
TICK = 0.025
# Until a worker has sent what it is just sending, in seconds; and what no worker takes for that unless it
# was stopped.
MOMENT = 0.001
LONGEST_MOMENT = 1.0
# What a worker evaluates whose client is gone.
NOTHING = Job("", Dataset(), None, "")
# How long a query waits for a worker, in seconds.
LONGEST_WAIT = 10.0


class Pool:
    """Answers jobs within the limits; it belongs to the event loop that starts it."""

    def __init__(
        self,
        folder: Path,
        limits: Limits,
        in_memory: bool = False,
        charge: Callable[[str, float], bool] = lambda client, seconds: True,
    ) -> None:
        """Take a folder and whether its store goes into memory.

        ``charge`` is told what queries of a client took, and says whether it may ask more.
        """
        self.limits = limits
        self.ended: Counter[str] = Counter()
        # Where writes make versions of the graph: which one to read.
        self.versions: Versions | None = None
        self._charge = charge
        self.lending = Lending(charge, self._abandon)
        events = Events(self._arrived, self._answered, self.lending.take, self._lost, self._starved)
        self._crew = Crew(folder, limits.memory, in_memory, self._wanted, events)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._idle: list[Worker] = []
        self._active: list[Worker] = []
        self._long: list[Worker] = []
        self._waiting: Waiting[Run] = Waiting()
        self._ticking: asyncio.TimerHandle | None = None
        self._closed = False

    @property
    def version(self) -> str:
        """The name of the snapshot that is served."""
        return (self.versions.current if self.versions else self._crew.folder).name

    @property
    def network(self) -> str:
        """How the workers are kept from the network: namespace, seccomp or none."""
        return self._crew.network

    @property
    def running(self) -> int:
        """How many queries are evaluated now."""
        return len(self._active) + len(self._long)

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker."""
        return len(self._waiting) + sum(len(worker.runs) - 1 for worker in self._active)

    def asked_by(self, client: str) -> int:
        """Return how many queries of a client are evaluated or wait."""
        runs = (run for worker in (*self._active, *self._long) for run in worker.runs)
        evaluated = sum(run.client == client for run in runs) + self.lending.asked_by(client)
        return evaluated + self._waiting.of(client)

    def pids(self) -> set[int]:
        """Return the ids of the workers that live."""
        return {worker.pid for worker in self._crew.workers if worker.pid}

    async def start(self) -> None:
        """Open the snapshot and start the workers; raise TemplateError where that fails."""
        self._loop = asyncio.get_running_loop()
        await self._crew.start()

    async def reload(self, folder: Path, in_memory: bool) -> None:
        """Serve another snapshot from now on; queries that run go on. Raise TemplateError where it fails."""
        await self._crew.change(folder, in_memory)
        idle, self._idle = self._idle, []
        for worker in idle:
            self._retire(worker)
        self._crew.fill()

    async def recall(self) -> None:
        """Take all connections back from the workers, and lend none any more."""
        self.lending.close()
        deadline = monotonic() + LONGEST_MOMENT
        while monotonic() < deadline and not all(map(self.lending.recall, self.lending.borrowers)):
            await asyncio.sleep(MOMENT)

    def stop(self) -> None:
        """Tell everyone who waits for an answer that the server stops."""
        self._closed = True
        self.lending.close()
        self._fail_waiting(StoppingError())
        for worker in [*self._active, *self._long]:
            for run in worker.take_back():
                run.tell(StoppingError())
            self._kill(worker, StoppingError())

    async def close(self) -> None:
        """Stop, and end all processes."""
        self.stop()
        await self._crew.close()

    def ask(self, job: Job, seconds: float, client: str = "") -> Answer:
        """Return the whole answer to a job from another thread than the event loop's; see ``answer``."""
        if self._loop is None:
            raise StoppingError
        return asyncio.run_coroutine_threadsafe(self._whole(job, seconds, client), self._loop).result()

    async def _whole(self, job: Job, seconds: float, client: str) -> Answer:
        answer = await self.answer(job, seconds, client)
        if answer.chunks is None:
            return answer
        body = b"".join([chunk async for chunk in answer.chunks])
        return replace(answer, body=body, chunks=None)

    async def answer(self, job: Job, seconds: float, client: str = "") -> Answer:
        """Return the answer to a job within so many seconds of work; raise NoAnswerError without one."""
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        run = self.submit(job, seconds, client, partial(_settle, answered))
        try:
            return await answered
        except asyncio.CancelledError:
            self.leave(run)
            raise

    def submit(self, job: Job, seconds: float, client: str, done: Done) -> Run:
        """Have a job answered; ``done`` is called with its answer, or with why there is none."""
        run = self._run(job, seconds, client, done)
        if self._closed:
            run.tell(StoppingError())
        elif len(self._waiting) >= MOST_WAITING and self._place() is None:
            run.tell(BusyError("too many queries wait already; ask again later"))
        else:
            self._enter(run)
        return run

    def _run(self, job: Job, seconds: float, client: str, done: Done) -> Run:
        if self.versions is None:
            return Run(job, seconds, client, done)
        folder = self.versions.lease()
        job = replace(job, folder=str(folder))
        return Run(job, seconds, client, done, ended=partial(self.versions.release, folder))

    def adopt(self, worker: Worker, job: Job, seconds: float, client: str, done: Done) -> Run:
        """Have a worker go on with a query of a connection that was lent to it, as with any other."""
        run = self._run(job, seconds, client, done)
        run.since = worker.evaluated.since
        worker.adopt(run)
        if worker not in self._active and worker not in self._long:
            self._forget(worker)
            self._active.append(worker)
        self._keep_time()
        return run

    def lend(self, lent: Lendable) -> None:
        """Lend a client's connection to a worker, where one can take it."""
        worker = self._borrower() if self.versions is None and not self._closed else None
        if worker is not None:
            self.lending.lend(worker, lent)
            self._keep_time()

    def _borrower(self) -> Worker | None:
        """Return the worker with the fewest loans; a spare one is kept free of them."""
        able = [worker for worker in (*self._active, *self._idle) if self._is_able(worker)]
        borrowers = [worker for worker in able if self.lending.loans(worker)]
        free = [worker for worker in able if worker not in borrowers]
        room = self.limits.workers - len(borrowers)
        return min([*free[:1], *borrowers] if room > 0 else borrowers, key=self.lending.loans, default=None)

    def _is_able(self, worker: Worker) -> bool:
        return self._crew.is_current(worker) and not (worker.is_worn or worker.is_gone)

    def leave(self, run: Run) -> None:
        """Give a query up whose client is gone."""
        run.is_told = True
        run.end()
        for worker in (*self._active, *self._long):
            if run in worker.runs:
                self.lending.recall(worker)  # it may be evaluating the query of a loan first
            if worker.runs and worker.runs[0] is run:
                self._kill(worker, GoneError())
        list(self._waiting.remove(lambda other: other is run))

    def _enter(self, run: Run) -> None:
        run.since = monotonic()
        self._waiting.add(run.client, run)
        self._serve_waiting()
        self._keep_time()

    def _serve_waiting(self) -> None:
        while self._waiting and (worker := self._place()) is not None:
            run = self._waiting.next()
            if not worker.runs:
                self._idle.remove(worker)
                self._active.append(worker)
            if run is not None:
                worker.ask(run)

    def _place(self) -> Worker | None:
        """Return the worker that is to be sent the next query, None where all have enough."""
        idle = [worker for worker in self._idle if not worker.is_gone]
        if idle and len(self._active) < self.limits.workers:
            return min(idle, key=self.lending.loans)
        least = min((worker for worker in self._active if not worker.is_gone), key=_load, default=None)
        return least if least is not None and _load(least) < DEPTH else None

    def _fail_waiting(self, error: NoAnswerError) -> None:
        for run in self._waiting.remove(lambda run: True):
            run.tell(error)

    # How long queries take.

    def _keep_time(self) -> None:
        if self._ticking is None:
            self._tick()

    def _tick(self) -> None:
        """See how long each query runs or waits, as long as there is one."""
        now = monotonic()
        for worker in self.lending.borrowers:
            evaluated = worker.evaluated
            if evaluated.loan and now - evaluated.since > min(LONG_AFTER, self.limits.seconds):
                self.lending.recall(worker)
        for worker in [*self._active, *self._long]:
            self._look_at(worker, now)
        for run in self._waiting.remove(lambda run: now - run.since > LONGEST_WAIT):
            run.tell(BusyError("no worker became free in time; ask again later"))
        busy = self._active or self._long or self._waiting or self.lending.borrowers
        self._ticking = asyncio.get_running_loop().call_later(TICK, self._tick) if busy else None

    def _look_at(self, worker: Worker, now: float) -> None:
        run = worker.runs[0]
        age = now - run.since
        if worker.is_dismissed:  # by what was just done to another
            return
        if age > run.seconds:
            self._kill(worker, LateError(run.seconds))
        elif age > LONG_AFTER and worker in self._active and self.lending.recall(worker):
            self._lengthen(worker)
        elif age > SLOW_AFTER and not run.is_slow:
            run.is_slow = True
            worker.lower_priority()

    def _lengthen(self, worker: Worker) -> None:
        """Let a query go on as a long one; where there are too many, end one of whoever has most of them."""
        self._active.remove(worker)
        self._long.append(worker)
        self._send_elsewhere(worker)
        if len(self._long) > self.limits.long:
            held = Counter(other.runs[0].client for other in self._long)
            most = max(held.values())
            victim = [other for other in self._long if held[other.runs[0].client] == most][-1]
            self._kill(victim, BusyError("too many long queries run already; ask again later"))
        self._crew.fill()
        self._serve_waiting()

    def _send_elsewhere(self, worker: Worker) -> None:
        """Send those that wait behind a worker's first query to others; it then evaluates them for nobody."""
        behind = worker.take_back()
        if behind:
            worker.is_worn = True
        for run in behind:
            if not run.is_told:
                self._enter(run)

    def _kill(self, worker: Worker, reason: NoAnswerError) -> None:
        if not worker.is_dismissed:
            self.ended[reason.kind] += 1
            self.lending.recall(worker)  # what it is just answering comes back when it has ended
            worker.kill(reason)
            self._forget(worker)
            self._send_elsewhere(worker)

    def _abandon(self, worker: Worker) -> None:
        """End a worker that evaluates a query for nobody."""
        worker.runs.appendleft(Run(NOTHING, 0.0, "", lambda answer: None, is_told=True))
        self._kill(worker, GoneError())

    def _retire(self, worker: Worker, patience: float = LONGEST_MOMENT) -> None:
        """Let an idle worker end, once it has given back what was lent to it, and answered that."""
        if self.lending.recall(worker) or patience <= 0:
            if not worker.runs:
                worker.dismiss()
        else:
            asyncio.get_running_loop().call_later(MOMENT, self._retire, worker, patience - MOMENT)

    def _forget(self, worker: Worker) -> None:
        for workers in (self._idle, self._active, self._long):
            if worker in workers:
                workers.remove(worker)

    # What the crew tells.

    def _wanted(self) -> int:
        return self.limits.workers + SPARE + len(self._long)

    def _arrived(self, worker: Worker) -> None:
        if self._closed or not self._crew.is_current(worker):
            self._retire(worker)
        else:
            self._idle.append(worker)
        self._serve_waiting()

    def _answered(self, worker: Worker, run: Run) -> None:
        """Take back a worker that answered, unless its priority is low now or it is of no more use."""
        self._charge(run.client, monotonic() - run.since)
        run.end()
        if worker.runs:
            self._serve_waiting()
            return
        (self._active if worker in self._active else self._long).remove(worker)
        if run.is_slow or worker.is_worn or worker.is_gone:
            self._retire(worker)
            self._serve_waiting()
        else:
            self._arrived(worker)

    def _lost(self, worker: Worker, status: int | None) -> None:
        """Tell why a worker ended; a query that is not to blame and has no answer yet is asked again."""
        self._forget(worker)
        self.lending.lost(worker)
        if worker.runs:
            run = worker.runs[0]
            self._charge(run.client, monotonic() - run.since)
        self._send_elsewhere(worker)
        if not worker.is_dismissed:
            self._tell_why(worker, WorkerKilledError() if status == -signal.SIGKILL else WorkerEndedError())

    def _tell_why(self, worker: Worker, reason: NoAnswerError) -> None:
        self.ended[reason.kind] += 1
        run = worker.runs[0] if worker.runs else None
        innocent = isinstance(reason, WorkerKilledError) and run is not None and not run.is_told
        # All workers may have been killed at once.
        if run is not None and innocent and run.attempts <= self.limits.workers + SPARE and not self._closed:
            run.attempts += 1
            self._enter(run)
        else:
            worker.fail(reason)
            if run is not None:
                run.end()

    def _starved(self) -> None:
        self._fail_waiting(BusyError("no worker starts; the server's log tells why"))


def _load(worker: Worker) -> int:
    return len(worker.runs)


def _settle(answered: "asyncio.Future[Answer]", answer: Answer | NoAnswerError) -> None:
    if answered.done():
        return
    if isinstance(answer, NoAnswerError):
        answered.set_exception(answer)
    else:
        answered.set_result(answer)
