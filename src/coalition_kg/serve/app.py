"""The application: its routes, its parts, and the headers that every response has."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from coalition_kg.serve.access import AccessLog, writer
from coalition_kg.serve.cache import Cache
from coalition_kg.serve.clients import Clients, Fairness
from coalition_kg.serve.engine import Engine
from coalition_kg.serve.headers import StandardHeaders, standard_headers
from coalition_kg.serve.limits import Limits
from coalition_kg.serve.memory import Memory, is_in_memory
from coalition_kg.serve.metrics import MEDIA_TYPE, Metrics
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.pool import SPARE, Pool
from coalition_kg.serve.problem import problem
from coalition_kg.serve.reload import Follower
from coalition_kg.serve.sparql import Endpoint
from coalition_kg.store import Snapshot

READ = ["GET", "HEAD"]
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
    snapshot: Snapshot, limits: Limits | None = None, service: Service | None = None
) -> Starlette:
    """Return the ASGI application that serves a snapshot; its parts are ``app.state.server``."""
    return Server(snapshot, limits or Limits(), service or Service()).app


class Server:
    """A snapshot that is served: the application and its parts."""

    def __init__(self, snapshot: Snapshot, limits: Limits, service: Service) -> None:
        self._service = service
        self._snapshot = snapshot
        self._pages = Pages(snapshot)
        cache, clients = Cache(service.cache, snapshot.path.name), Clients(service.fairness)
        self.pool = Pool(snapshot.path, limits, self._in_memory(snapshot, limits), clients.charge)
        self.metrics = Metrics(self.pool, cache, clients)
        standard = standard_headers(self._pages.policy)
        self.engine = Engine(self.pool, cache, clients, self.metrics, standard)
        self._endpoint = Endpoint(self.engine, self._pages)
        self.follower = Follower(service.home, snapshot.path, self.take) if service.home else None
        self.app = self._application()

    async def take(self, snapshot: Snapshot) -> None:
        """Serve another snapshot from now on; queries that run go on."""
        in_memory = self._in_memory(snapshot, self.pool.limits)
        await self.pool.reload(snapshot.path, in_memory)
        self._snapshot = snapshot
        self._pages = self._endpoint.pages = Pages(snapshot)
        self.engine.cache.begin(snapshot.path.name)
        self.metrics.reloads.inc()

    def look(self) -> None:
        """Look for another snapshot at once."""
        if self.follower is not None:
            self.follower.look()

    def _in_memory(self, snapshot: Snapshot, limits: Limits) -> bool:
        processes = 1 + limits.workers + SPARE + limits.long
        return is_in_memory(self._service.memory, snapshot.manifest.counts.quads, processes)

    def _application(self) -> Starlette:
        routes = [
            Route("/", self._home, methods=READ),
            Route("/health", self._health, methods=READ),
            Route("/metrics", self._metrics, methods=READ),
            Route("/sparql", self._endpoint.answer, methods=[*READ, "POST"]),
        ]
        handlers = {HTTPException: _http_problem, Exception: _fault}
        app = Starlette(routes=routes, exception_handlers=handlers, lifespan=self._lifespan)
        app.state.server = self
        app.state.pool = self.pool
        app.add_middleware(GZipMiddleware, minimum_size=WORTH_COMPRESSING)
        app.add_middleware(StandardHeaders, policy=self._pages.policy)
        if self._service.log:
            self.engine.log = writer(sys.stderr)
            app.add_middleware(AccessLog, write=self.engine.log)
        return app

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        await self.pool.start()
        following = asyncio.create_task(self.follower.follow()) if self.follower else None
        try:
            yield
        finally:
            if following is not None:
                following.cancel()
                with suppress(asyncio.CancelledError):
                    await following
            await self.pool.close()

    # These need no worker, so they answer even when queries take them all.

    async def _home(self, request: Request) -> Response:
        return HTMLResponse(self._pages.home())

    async def _health(self, request: Request) -> Response:
        return JSONResponse(health_of(self._snapshot))

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
