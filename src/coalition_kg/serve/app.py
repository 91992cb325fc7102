"""The application: its routes, and the headers that every response has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from coalition_kg.serve.description import Description
from coalition_kg.serve.graph_store import GraphStore
from coalition_kg.serve.headers import StandardHeaders
from coalition_kg.serve.limits import Limits
from coalition_kg.serve.ontology import ontology_routes, with_page_style
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.pool import Pool
from coalition_kg.serve.problem import problem
from coalition_kg.serve.sparql import Endpoint
from coalition_kg.serve.update import Updates
from coalition_kg.serve.writes import Writes
from coalition_kg.serve.writing import Writable, Writer
from coalition_kg.store import Snapshot

READ = ["GET", "HEAD"]
WRITE = ["PUT", "POST", "DELETE"]
# What a write that is being made may delay the end once other requests are cut off, in seconds.
RELEASE = 0.5


def application(
    snapshot: Snapshot,
    limits: Limits | None = None,
    writable: Writable | None = None,
    *,
    is_plain: bool = False,
) -> Starlette:
    """Return the ASGI application that serves a snapshot, or with ``writable`` the live store of a home.

    With ``is_plain`` the default graph is no union. The pool of workers is ``app.state.pool``; the writer,
    or None, is ``app.state.writer``, and starts with the application, or before; ``app.state.release`` ends
    the work on which requests still wait.
    """
    pages = Pages(snapshot)
    pool = Pool(snapshot.path, limits or Limits())
    writer = Writer(writable, snapshot.path, pool.limits) if writable else None
    if writer is not None:
        pool.versions = writer.versions
    writes = Writes(writer, writable.token if writable else "")
    description = Description(snapshot, is_writable=writer is not None, is_plain=is_plain)
    endpoint = Endpoint(pool, pages, description, is_plain=is_plain)
    graphs = GraphStore(endpoint, writes, snapshot.names, is_plain=is_plain)

    # These need no thread, so they answer even when queries take them all.
    async def home(request: Request) -> Response:
        return HTMLResponse(pages.home())

    async def health(request: Request) -> Response:
        return JSONResponse(health_of(snapshot))

    async def void(request: Request) -> Response:
        return description.void(request)

    @asynccontextmanager
    async def workers(app: Starlette) -> AsyncIterator[None]:
        pool.start()
        if writer is not None:
            writer.start()
        try:
            yield
        finally:
            if writer is not None:
                writer.close()
            pool.close()

    def release() -> None:
        if writer is not None:
            writer.close(RELEASE)
        pool.close()

    routes = [
        Route("/", home, methods=READ),
        Route("/health", health, methods=READ),
        Route("/sparql", endpoint.answer, methods=[*READ, "POST"]),
        Route("/update", Updates(writes, is_plain=is_plain).answer, methods=["POST"]),
        Route("/store", graphs.answer, methods=[*READ, *WRITE]),
        Route("/store/{name:path}", graphs.answer, methods=[*READ, *WRITE]),
        Route("/graph/{name:path}", graphs.answer, methods=[*READ, *WRITE]),
        Route("/.well-known/void", void, methods=READ),
        *ontology_routes(snapshot.names),
    ]
    handlers = {HTTPException: _http_problem, Exception: _fault}
    app = Starlette(routes=routes, exception_handlers=handlers, lifespan=workers)
    app.state.pool = pool
    app.state.writer = writer
    app.state.release = release
    app.add_middleware(StandardHeaders, policy=pages.policy)
    app.add_middleware(StandardHeaders, policy=with_page_style(pages.policy))
    return app


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
