"""Compress what the workers did not: pages, descriptions, metrics."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from coalition_kg.serve.negotiate import accepts_gzip


class Compressed(GZipMiddleware):
    """Middleware that compresses for clients that accept it; the library's own takes no heed of ``q=0``."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on (ASGI)."""
        if scope["type"] == "http" and accepts_gzip(Request(scope).headers.get("accept-encoding", "")):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)
