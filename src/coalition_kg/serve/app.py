"""The application: its routes, and the headers that every response has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from coalition_kg.serve.headers import StandardHeaders
from coalition_kg.serve.limits import Limits
from coalition_kg.serve.ontology import ontology_routes, with_page_style
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.pool import Pool
from coalition_kg.serve.problem import problem
from coalition_kg.serve.sparql import Endpoint
from coalition_kg.store import Snapshot

READ = ["GET", "HEAD"]


def application(snapshot: Snapshot, limits: Limits | None = None) -> Starlette:
    """Return the ASGI application that serves a snapshot; its pool of workers is ``app.state.pool``."""
    pages = Pages(snapshot)
    pool = Pool(snapshot.path, limits or Limits())
    endpoint = Endpoint(pool, pages)

    # These need no thread, so they answer even when queries take them all.
    async def home(request: Request) -> Response:
        return HTMLResponse(pages.home())

    async def health(request: Request) -> Response:
        return JSONResponse(health_of(snapshot))

    @asynccontextmanager
    async def workers(app: Starlette) -> AsyncIterator[None]:
        pool.start()
        try:
            yield
        finally:
            pool.close()

    routes = [
        Route("/", home, methods=READ),
        Route("/health", health, methods=READ),
        Route("/sparql", endpoint.answer, methods=[*READ, "POST"]),
        *ontology_routes(snapshot.names),
    ]
    handlers = {HTTPException: _http_problem, Exception: _fault}
    app = Starlette(routes=routes, exception_handlers=handlers, lifespan=workers)
    app.state.pool = pool
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
