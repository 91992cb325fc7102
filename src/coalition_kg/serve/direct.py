"""Plain queries over GET, from connection to worker and back without the layers of the application.

Whatever is not plain, or has no small and right answer, goes on to the application with what is known of it.
"""

from dataclasses import dataclass
from functools import partial
from time import perf_counter
from urllib.parse import unquote_to_bytes

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from coalition_kg.query import Dataset
from coalition_kg.serve.cache import Kept, may_keep, stem
from coalition_kg.serve.clients import TooManyError
from coalition_kg.serve.connection import Connection
from coalition_kg.serve.engine import OUTCOME, Engine
from coalition_kg.serve.errors import NoAnswerError
from coalition_kg.serve.negotiate import accepts_gzip
from coalition_kg.serve.work import Answer, Job

PATH = "/sparql"
# The query string of a plain query has this parameter only.
QUERY = b"query="
# Longer ones are none that many ask.
LONGEST = 1 << 13


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
        query = _only_query(scope["query_string"])
        if query is None:
            return False
        headers = dict(reversed(list(scope["headers"])))
        if b"if-none-match" in headers or engine.clients.fairness.behind_proxy:
            return False
        gzip = accepts_gzip(headers.get(b"accept-encoding", b"").decode("latin-1"))
        job = Job(query, self._dataset, None, headers.get(b"accept", b"").decode("latin-1"), gzip)
        client = engine.clients.fairness.client(connection.client[0] if connection.client else "", {})
        if engine.kept(job) is not None or not self._may_ask(client):
            return False
        of = stem(job, engine.pool.version) if may_keep(query) else ""
        self._ask(_Request(connection, cycle, job, of, perf_counter()), client)
        return True

    def _may_ask(self, client: str) -> bool:
        try:
            self._engine.clients.check(client, self._engine.pool.asked_by(client) if client else 0)
        except TooManyError:
            return False
        return True

    def _ask(self, request: _Request, client: str) -> None:
        pool = self._engine.pool
        stays: list[object] = []

        def done(answer: Answer | NoAnswerError) -> None:
            for stay in stays:
                stay()  # type: ignore[operator]
            self._finish(request, answer)

        run = pool.submit(request.job, pool.limits.seconds, client, done)
        stays.append(request.connection.on_lost(partial(pool.leave, run)))

    def _finish(self, request: _Request, answer: Answer | NoAnswerError) -> None:
        connection, cycle, engine = request.connection, request.cycle, self._engine
        if isinstance(answer, NoAnswerError) or answer.status != 200 or answer.chunks is not None:
            cycle.scope[OUTCOME] = answer  # type: ignore[literal-required]  # between us
            connection.give_back(cycle)
            return
        engine.metrics.count(200, perf_counter() - request.start, len(answer.body))
        kept = Kept(engine.lines(answer, request.stem), answer.body, request.stem)
        if request.stem:
            engine.cache.misses += 1
            engine.cache.put(request.job, kept, answer.version)
            engine.keep_bytes(dict(cycle.scope), kept, answer.version)
        connection.answer(cycle, kept.lines, kept.body)


def _only_query(query_string: bytes) -> str | None:
    """Return the query of a query string that holds nothing else and is in order, else None."""
    if not query_string.startswith(QUERY) or b"&" in query_string or len(query_string) > LONGEST:
        return None
    raw = unquote_to_bytes(query_string[len(QUERY) :].replace(b"+", b" "))
    if not raw or b"\0" in raw:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
