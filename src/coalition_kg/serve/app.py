"""The application: its routes, its parts, and the headers that every response has."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from coalition_kg.errors import CoalitionError
from coalition_kg.query import Dataset
from coalition_kg.serve.access import AccessLog, writer
from coalition_kg.serve.cache import Cache
from coalition_kg.serve.clients import Clients, Fairness
from coalition_kg.serve.compress import Compressed
from coalition_kg.serve.description import Description
from coalition_kg.serve.engine import Engine
from coalition_kg.serve.graph_store import GraphStore
from coalition_kg.serve.headers import StandardHeaders, standard_headers
from coalition_kg.serve.limits import Limits
from coalition_kg.serve.local import setup
from coalition_kg.serve.memory import Memory, is_in_memory
from coalition_kg.serve.metrics import MEDIA_TYPE, Metrics
from coalition_kg.serve.ontology import ontology_routes, with_page_style
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.pool import SPARE, Pool
from coalition_kg.serve.problem import problem
from coalition_kg.serve.process import TemplateError
from coalition_kg.serve.reload import Follower
from coalition_kg.serve.sparql import Endpoint
from coalition_kg.serve.update import Updates
from coalition_kg.serve.writes import Writes
from coalition_kg.serve.writing import Writable, Writer
from coalition_kg.store import Snapshot

READ = ["GET", "HEAD"]
WRITE = ["PUT", "POST", "DELETE"]
# What a write that is being made may delay the end once other requests are cut off, in seconds.
RELEASE = 0.5
# A smaller body fits into one packet anyway.
WORTH_COMPRESSING = 1024
CACHE_MIB = 64


@dataclass(frozen=True)
class Service:
    """How a snapshot is served.

    ``memory`` says where its store is, ``cache`` how many MiB of answers are kept, ``fairness`` what one
    client may take. With ``log`` each request is logged on stderr. With ``home`` a new snapshot there is
    served as soon as it is the current one.
    """

    memory: Memory = Memory.AUTO
    cache: int = CACHE_MIB
    fairness: Fairness = field(default_factory=Fairness)
    log: bool = False
    home: Path | None = None


def application(
    snapshot: Snapshot,
    limits: Limits | None = None,
    writable: Writable | None = None,
    *,
    is_plain: bool = False,
    service: Service | None = None,
) -> Starlette:
    """Return the ASGI application that serves a snapshot; its parts are ``app.state.server``; see Server."""
    return Server(snapshot, limits, writable, is_plain=is_plain, service=service).app


class Server:
    """A snapshot that is served, or with ``writable`` a home's live store: the application and its parts.

    With ``is_plain`` the default graph is no union. The writer, or None, is ``app.state.writer``, and starts
    with the application, or before.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        limits: Limits | None = None,
        writable: Writable | None = None,
        *,
        is_plain: bool = False,
        service: Service | None = None,
    ) -> None:
        limits, service = limits or Limits(), service or Service()
        self.dataset = Dataset(is_plain=is_plain)
        self._writable = writable
        self._service = service
        self._snapshot = snapshot
        self._pages = Pages(snapshot)
        cache, clients = Cache(service.cache, snapshot.path.name), Clients(service.fairness)
        self.pool = Pool(snapshot.path, limits, self._in_memory(snapshot, limits), clients.charge)
        self.metrics = Metrics(self.pool, cache, clients)
        self._policy = with_page_style(self._pages.policy)
        standard = standard_headers(self._policy)
        self.engine = Engine(self.pool, cache, clients, self.metrics, standard)
        self.pool.lending.setup = setup(
            self.engine.lines.standard, service.cache / (2 * limits.workers), is_plain
        )
        self.pool.lending.report = self.engine.add
        self.writer = Writer(writable, snapshot.path, limits) if writable else None
        self.pool.versions = self.writer.versions if self.writer else None
        self._endpoint = Endpoint(self.engine, self._pages, self._description(), is_plain=is_plain)
        home = service.home if writable is None else None
        self.follower = Follower(home, snapshot.path, self.take) if home else None
        # Why the application did not start, where it did not.
        self.failure: CoalitionError | None = None
        self.app = self._application()

    async def take(self, snapshot: Snapshot) -> None:
        """Serve another snapshot from now on; queries that run go on."""
        in_memory = self._in_memory(snapshot, self.pool.limits)
        await self.pool.reload(snapshot.path, in_memory)
        self._snapshot = snapshot
        self._pages = self._endpoint.pages = Pages(snapshot)
        self._endpoint.description = self._description()
        self.engine.cache.begin(snapshot.path.name)
        self.metrics.reloads.inc()

    def stop(self) -> None:
        """End the work on which requests still wait."""
        if self.writer is not None:
            asyncio.get_running_loop().run_in_executor(None, self.writer.close, RELEASE)
        self.pool.stop()

    def look(self) -> None:
        """Look for another snapshot at once."""
        if self.follower is not None:
            self.follower.look()

    def _in_memory(self, snapshot: Snapshot, limits: Limits) -> bool:
        if self._writable is not None:  # each write makes a new version, and loading one takes seconds
            return False
        processes = 1 + limits.workers + SPARE + limits.long
        return is_in_memory(self._service.memory, snapshot.manifest.counts.quads, processes)

    def _description(self) -> Description:
        return Description(
            self._snapshot, is_writable=self._writable is not None, is_plain=self.dataset.is_plain
        )

    def _application(self) -> Starlette:
        writes = Writes(self.writer, self._writable.token if self._writable else "")
        is_plain = self.dataset.is_plain
        graphs = GraphStore(self._endpoint, writes, self._snapshot.names, is_plain=is_plain)
        routes = [
            Route("/", self._home, methods=READ),
            Route("/health", self._health, methods=READ),
            Route("/metrics", self._metrics, methods=READ),
            Route("/sparql", self._endpoint.answer, methods=[*READ, "POST"]),
            Route("/update", Updates(writes, is_plain=is_plain).answer, methods=["POST"]),
            Route("/store", graphs.answer, methods=[*READ, *WRITE]),
            Route("/store/{name:path}", graphs.answer, methods=[*READ, *WRITE]),
            Route("/graph/{name:path}", graphs.answer, methods=[*READ, *WRITE]),
            Route("/.well-known/void", self._void, methods=READ),
            *ontology_routes(self._snapshot.names),
        ]
        handlers = {HTTPException: _http_problem, Exception: _fault}
        app = Starlette(routes=routes, exception_handlers=handlers, lifespan=self._lifespan)
        app.state.server = self
        app.state.pool = self.pool
        app.state.writer = self.writer
        app.add_middleware(Compressed, minimum_size=WORTH_COMPRESSING)
        app.add_middleware(StandardHeaders, policy=self._policy)
        if self._service.log:
            self.engine.log = writer(sys.stderr)
            app.add_middleware(AccessLog, write=self.engine.log)
        return app

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        try:
            await self.pool.start()
        except TemplateError as error:
            self.failure = error
            raise
        if self.writer is not None:
            await asyncio.to_thread(self.writer.start)
        following = asyncio.create_task(self.follower.follow()) if self.follower else None
        try:
            yield
        finally:
            if following is not None:
                following.cancel()
                with suppress(asyncio.CancelledError):
                    await following
            if self.writer is not None:
                await asyncio.to_thread(self.writer.close)
            await self.pool.close()

    # These need no worker, so they answer even when queries take them all.

    async def _home(self, request: Request) -> Response:
        return HTMLResponse(self._pages.home())

    async def _health(self, request: Request) -> Response:
        return JSONResponse(health_of(self._snapshot))

    async def _void(self, request: Request) -> Response:
        return self._endpoint.description.void(request)

    async def _metrics(self, request: Request) -> Response:
        return Response(self.metrics.text(), headers={"Content-Type": MEDIA_TYPE})


def health_of(snapshot: Snapshot) -> dict[str, object]:
    """Return what a monitor wants to know."""
    manifest = snapshot.manifest
    return {
        "status": "ok",
        "snapshot": snapshot.path.name,
        "base": manifest.base,
        "software": manifest.software,
        "articles": manifest.counts.articles,
        "quads": manifest.counts.quads,
    }


async def _http_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = f"{request.method} {request.url.path}: {getattr(error, 'detail', error)}"
    headers = getattr(error, "headers", None)
    return problem(status, detail, headers=headers)


async def _fault(request: Request, error: Exception) -> Response:
    """Nothing of the fault itself is shown to the world; the server logs it."""
    return problem(500, "the server failed; its log tells why")
