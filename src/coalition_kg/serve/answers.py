"""Responses that carry the answer of a worker, whole or while it is evaluated."""

from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from coalition_kg.serve.connection import EXTENSION
from coalition_kg.serve.errors import NoAnswerError
from coalition_kg.serve.stream import Stream

Headers = list[tuple[bytes, bytes]]


class Whole(Response):
    """A response whose headers are ready to be sent."""

    def __init__(self, status: int, headers: Headers, body: bytes) -> None:
        self.status_code = status
        self.background = None
        self.body = body
        self.raw_headers = headers


class Streamed(Response):
    """A response whose body comes while it is evaluated.

    It ends regularly only where the answer is whole; else the connection is broken, so that no client takes
    a part for all of it. ``whole`` is given the body then, where it is not larger than ``most`` bytes.
    """

    def __init__(
        self, headers: Headers, chunks: Stream, most: int = 0, whole: Callable[[bytes], None] | None = None
    ) -> None:
        self.status_code = 200
        self.background = None
        self.raw_headers = headers
        self._chunks = chunks
        self._most = most
        self._whole = whole
        self._taken: list[bytes] = []
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response (ASGI)."""
        connection = scope.get("extensions", {}).get(EXTENSION)
        stay = connection.on_lost(self._chunks.leave) if connection else None
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            if scope["method"] != "HEAD":
                await self._send_body(send)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except NoAnswerError:
            if connection is None:
                raise
            connection.abort()
        finally:
            self._chunks.leave()
            if stay is not None:
                stay()

    async def _send_body(self, send: Send) -> None:
        async for chunk in self._chunks:
            self._size += len(chunk)
            if self._size <= self._most:
                self._taken.append(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if self._whole is not None and self._size <= self._most:
            self._whole(b"".join(self._taken))
