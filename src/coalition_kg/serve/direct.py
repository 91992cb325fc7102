"""Plain queries over GET, from connection to worker and back without the layers of the application.

Whatever is not plain, or has no small and right answer, goes on to the application with what is known of it.
"""

from dataclasses import dataclass
from functools import partial
from time import perf_counter

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from coalition_kg.query import Dataset
from coalition_kg.serve.cache import Kept, may_keep, stem
from coalition_kg.serve.clients import TooManyError
from coalition_kg.serve.connection import Connection
from coalition_kg.serve.engine import OUTCOME, Engine
from coalition_kg.serve.errors import NoAnswerError
from coalition_kg.serve.negotiate import accepts_gzip
from coalition_kg.serve.plain import PATH, only_query
from coalition_kg.serve.process import Worker
from coalition_kg.serve.work import Answer, Job

# After so many answers at once a client is one that keeps asking.
OFTEN = 2


@dataclass(eq=False)
class _Request:
    connection: Connection
    cycle: RequestResponseCycle
    job: Job
    stem: str
    start: float


class Direct:
    """Takes plain queries over; ``dataset`` is what they read."""

    def __init__(self, engine: Engine, dataset: Dataset) -> None:
        self._engine = engine
        self._dataset = dataset

    def __call__(self, connection: Connection, cycle: RequestResponseCycle) -> bool:
        """Take a request over where it is plain; return whether it is."""
        scope, engine = cycle.scope, self._engine
        if scope["method"] != "GET" or scope["path"] != PATH or engine.log is not None:
            return False
        query = only_query(scope["query_string"])
        if query is None:
            return False
        headers = dict(reversed(list(scope["headers"])))
        worker, connection.evaluated_by = connection.evaluated_by, None
        if (b"if-none-match" in headers and worker is None) or engine.clients.fairness.behind_proxy:
            return False
        gzip = accepts_gzip(headers.get(b"accept-encoding", b"").decode("latin-1"))
        job = Job(query, self._dataset, None, headers.get(b"accept", b"").decode("latin-1"), gzip)
        client = engine.clients.fairness.client(connection.client[0] if connection.client else "", {})
        if worker is None and (engine.kept(job) is not None or not self._may_ask(client)):
            return False
        of = stem(job.key, engine.pool.version) if may_keep(query) else ""
        self._ask(_Request(connection, cycle, job, of, perf_counter()), client, worker)
        return True

    def _may_ask(self, client: str) -> bool:
        try:
            self._engine.clients.check(client, self._engine.pool.asked_by(client) if client else 0)
        except TooManyError:
            return False
        return True

    def _ask(self, request: _Request, client: str, worker: Worker | None) -> None:
        """Have a query answered, by a worker that evaluates it already where there is one."""
        pool = self._engine.pool
        request.connection.asks = client
        stays: list[object] = []

        def done(answer: Answer | NoAnswerError) -> None:
            for stay in stays:
                stay()  # type: ignore[operator]
            self._finish(request, answer)

        submit = pool.submit if worker is None else partial(pool.adopt, worker)
        run = submit(request.job, pool.limits.seconds, client, done)
        stays.append(request.connection.on_lost(partial(pool.leave, run)))

    def _finish(self, request: _Request, answer: Answer | NoAnswerError) -> None:
        connection, cycle, engine = request.connection, request.cycle, self._engine
        if isinstance(answer, NoAnswerError) or answer.status != 200 or answer.chunks is not None:
            cycle.scope[OUTCOME] = answer  # type: ignore[literal-required]  # between us
            connection.give_back(cycle)
            return
        engine.metrics.count(200, perf_counter() - request.start, len(answer.body))
        kept = Kept(engine.lines_of(answer, request.stem), answer.body, request.stem)
        if request.stem:
            engine.cache.misses += 1
            engine.cache.put(request.job, kept, answer.version)
            engine.keep_bytes(dict(cycle.scope), kept, answer.version)
        connection.answer(cycle, kept.lines, kept.body)
        connection.answered += 1
        if connection.answered >= OFTEN:
            connection.loop.call_soon(self._lend, connection)  # when this answer is out

    def _lend(self, connection: Connection) -> None:
        if connection.is_lendable:
            self._engine.pool.lend(connection)
