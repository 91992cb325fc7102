"""The access log: a line of JSON for each request."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import IO, Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coalition_kg.serve.clients import peer_of

# Where a request's scope keeps what the log is to say beside the rest.
NOTES = "coalition.notes"

Write = Callable[[dict[str, Any]], None]


def writer(out: IO[str]) -> Write:
    """Return a function that writes an entry to a log."""

    def write(entry: dict[str, Any]) -> None:
        stamp = datetime.now(UTC).isoformat(timespec="milliseconds")
        out.write(json.dumps({"time": stamp, **entry}, ensure_ascii=False) + "\n")
        out.flush()

    return write


def note(scope: Scope, **members: Any) -> None:
    """Let the log say more of a request: members of its entry."""
    if NOTES in scope:
        scope[NOTES].update(members)


class AccessLog:
    """Middleware that logs each request when its response has ended, however it ended."""

    def __init__(self, app: ASGIApp, write: Write) -> None:
        self._app = app
        self._write = write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and log it (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        notes = scope[NOTES] = {}
        found: dict[str, Any] = {"status": 0, "bytes": 0, "whole": False}

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                found["status"] = message["status"]
            else:
                found["bytes"] += len(message.get("body", b""))
                found["whole"] = not message.get("more_body", False)
            await send(message)

        start = time.perf_counter()
        try:
            await self._app(scope, receive, counted)
        finally:
            request = {"client": peer_of(scope), "method": scope["method"], "path": scope["path"]}
            self._write({**request, **found, "seconds": round(time.perf_counter() - start, 6), **notes})
