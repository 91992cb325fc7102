"""The pool of workers with what stands before it: kept answers, bounds for each client, and metrics."""

import asyncio
from collections.abc import Hashable
from time import perf_counter

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from coalition_kg.serve.access import Write, note
from coalition_kg.serve.answers import Streamed, Whole
from coalition_kg.serve.cache import (
    Cache,
    Headers,
    Kept,
    header_lines,
    headers_without_body,
    matches,
    may_keep,
    stem,
)
from coalition_kg.serve.clients import Clients, peer_of
from coalition_kg.serve.connection import EXTENSION
from coalition_kg.serve.errors import GoneError, NoAnswerError
from coalition_kg.serve.lines import Lines, raw
from coalition_kg.serve.metrics import Metrics
from coalition_kg.serve.pool import Pool
from coalition_kg.serve.tally import News
from coalition_kg.serve.work import Answer, Job

ENDPOINT = b"/sparql?"
# In a request's scope: what a worker answered already, or why it did not.
OUTCOME = "coalition.outcome"


class Engine:
    """Answers jobs of requests; ``standard`` are the headers that every response has."""

    def __init__(
        self, pool: Pool, cache: Cache, clients: Clients, metrics: Metrics, standard: dict[str, str]
    ) -> None:
        self.pool = pool
        self.cache = cache
        self.clients = clients
        self.metrics = metrics
        self.log: Write | None = None
        self.lines = Lines(header_lines(raw(standard)))

    async def respond(self, request: Request, job: Job, seconds: float) -> Response | Answer:
        """Return the response to a request that asks a job; or the answer where it is a refusal.

        Raise NoAnswerError where there is no answer, and TooManyError where the client has to wait.
        """
        version = self.pool.version
        of = stem(job.key, version) if may_keep(job.query) else ""
        if of and (found := self._known(request, job, of)):
            return found
        answer = await self._evaluated(request, job, seconds)
        if answer.status != 200:
            return answer
        lines = self.lines_of(answer, of)
        if answer.chunks is not None:

            def whole(body: bytes) -> None:
                length = f"content-length: {len(body)}\r\n".encode("ascii")
                self._keep(request, job, Kept(lines + length, body, of), answer.version)

            headers = Kept(lines, b"", of).headers
            return Streamed(headers, answer.chunks, self.cache.largest if of else 0, whole if of else None)
        kept = Kept(lines, answer.body, of)
        if of:
            self._keep(request, job, kept, answer.version)
        return Whole(200, kept.headers, kept.body)

    def kept(self, key: Hashable) -> Kept | None:
        """Return the answer to a request, where it is kept and of the version that is served now."""
        self.cache.begin(self.pool.version)
        return self.cache.get(key)

    def shortcut(
        self, method: bytes, target: bytes, headers: Headers, client: str
    ) -> tuple[int, bytes, bytes] | None:
        """Answer a request that was answered before, to the byte the same: status, header lines, body."""
        if not target.startswith(ENDPOINT):
            return None
        start = perf_counter()
        found = dict(reversed(headers))
        kept = self.kept((target, found.get(b"accept", b""), found.get(b"accept-encoding", b"")))
        if kept is None:
            return None
        shown = found.get(b"if-none-match")
        if shown is not None and matches(shown.decode("latin-1"), kept.stem):
            self.cache.not_modified += 1
            answer = 304, kept.lines_without_body, b""
        else:
            self.cache.hits += 1
            answer = 200, kept.lines, kept.body
        if self.log is not None:
            self._log(answer[0], len(answer[2]), method, client, perf_counter() - start)
        return answer

    def _log(self, status: int, size: int, method: bytes, client: str, seconds: float) -> None:
        if self.log is not None:
            request = {"client": client, "method": method.decode(), "path": "/sparql"}
            found = {"status": status, "bytes": size, "whole": True, "seconds": round(seconds, 6)}
            self.log({**request, **found, "cache": "hit"})

    def _known(self, request: Request, job: Job, of: str) -> Response | None:
        """Return the response that needs no evaluation, None where it does."""
        kept = self.kept(job)
        if matches(request.headers.get("if-none-match", ""), of):
            self.cache.not_modified += 1
            headers = kept.headers if kept else self.lines.not_modified(of)
            return Whole(304, headers_without_body(headers), b"")
        note(request.scope, cache="hit" if kept else "miss")
        if kept is None:
            self.cache.misses += 1
            return None
        self.cache.hits += 1
        self._keep(request, job, kept, self.pool.version)
        return Whole(200, kept.headers, kept.body)

    def _keep(self, request: Request, job: Job, kept: Kept, version: str) -> None:
        """Keep an answer, for the same query and, of a GET request, for the same bytes of a request."""
        self.cache.put(job, kept, version)
        if request.method == "GET" and EXTENSION in request.scope.get("extensions", {}):
            self.keep_bytes(request.scope, kept, version)

    def keep_bytes(self, scope: Scope, kept: Kept, version: str) -> None:
        """Keep the answer to a GET request of the same bytes."""
        found = dict(reversed(scope["headers"]))
        target: bytes = scope["raw_path"] + b"?" + scope["query_string"]
        key = (target, found.get(b"accept", b""), found.get(b"accept-encoding", b""))
        self.cache.put(key, kept, version)

    async def _evaluated(self, request: Request, job: Job, seconds: float) -> Answer:
        note(request.scope, query=job.query)
        start = perf_counter()
        answer = request.scope.get(OUTCOME) or await self.asked(request, job, seconds)
        if isinstance(answer, NoAnswerError):
            raise answer
        self.metrics.count(answer.status, perf_counter() - start, len(answer.body))
        return answer

    async def asked(self, request: Request, job: Job, seconds: float) -> Answer:
        """Return the answer to a job of a request; raise NoAnswerError or TooManyError without one."""
        client = self.clients.fairness.client(peer_of(request.scope), request.headers)
        self.clients.check(client, self.pool.asked_by(client))
        connection = request.scope.get("extensions", {}).get(EXTENSION)
        task = asyncio.current_task()
        stay = connection.on_lost(task.cancel) if connection and task else None
        try:
            return await self.pool.answer(job, seconds, client)
        except asyncio.CancelledError:
            if task is None or connection is None or not connection.transport.is_closing():
                raise
            task.uncancel()
            raise GoneError from None
        finally:
            if stay is not None:
                stay()

    def lines_of(self, answer: Answer, of: str) -> bytes:
        """Return the header lines of an answer; ``of`` is the stem of its entity tag, "" for none."""
        length = None if answer.chunks is not None else len(answer.body)
        return self.lines.of(answer.media_type, answer.encoding, of, length)

    def add(self, news: News) -> None:
        """Count what a worker answered by itself."""
        self.metrics.add(news.tally)
        self.cache.hits += news.hits
        self.cache.misses += news.misses
        self.cache.not_modified += news.not_modified
