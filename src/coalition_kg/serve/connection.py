"""The server's HTTP connections: deadlines for slow clients, and kept answers without a detour.

A protocol of uvicorn's on httptools. Requests go to the application; where the answer to one is kept, it is
written at once.
"""

import asyncio
import os
import socket
import struct
from collections.abc import Callable
from typing import Any

from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from coalition_kg.serve.cache import header_lines
from coalition_kg.serve.limits import Connections
from coalition_kg.serve.plain import BLOCK
from coalition_kg.serve.process import Worker

# In the extensions of a request's scope: the connection that it came by.
EXTENSION = "coalition.connection"
# A body has to come at least this fast after its first moments, in bytes a second.
SLOWEST = 1 << 14
# A client whose request takes longer to come has to leave where there is no room, in seconds.
BRISK = 1.0
READ = {b"GET", b"HEAD"}
# struct linger: on, for no time.
LINGER_NOT = struct.pack("ii", 1, 0)


Headers = list[tuple[bytes, bytes]]
# Answers a GET or HEAD request for a target without the application, as status, header lines and body; None
# where it can't. The last argument is the client's address.
Shortcut = Callable[[bytes, bytes, Headers, str], tuple[int, bytes, bytes] | None]


# Takes a request over from the application where it can, and says whether it does.
Takeover = Callable[["Connection", RequestResponseCycle], bool]


class Connection(HttpToolsProtocol):
    """One client's connection; ``sweep`` has to be called about once a second."""

    def __init__(
        self,
        limits: Connections,
        shortcut: Shortcut,
        take_over: Takeover,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits = limits
        self._shortcut = shortcut
        self._take_over = take_over
        self._extensions: Any = {EXTENSION: self}
        self._answered = False
        # Since when the client owes us bytes of a request; None where it owes none.
        self._owes_since: float | None = None
        self._stuck_since: float | None = None
        self._when_lost: set[Callable[[], None]] = set()
        self._is_lent = False
        # Plain queries that were answered, since the connection was lent last.
        self.answered = 0
        self.asks = ""
        # The worker that evaluates the query that is about to be read, where one does already.
        self.evaluated_by: Worker | None = None

    # What lending uses.

    @property
    def descriptor(self) -> int:
        """The descriptor of the socket."""
        return int(self.transport.get_extra_info("socket").fileno())

    @property
    def is_lendable(self) -> bool:
        """Whether the client keeps the connection, and nothing is on its way in either direction."""
        kept = not self.transport.is_closing() and self.cycle is not None and self.cycle.keep_alive
        return kept and self.is_idle and not self.pipeline and not self.transport.get_write_buffer_size()

    def stand_back(self) -> None:
        """Read nothing from now on."""
        self._unset_keepalive_if_required()
        self._is_lent = True
        self.flow.pause_reading()

    def take_over(self, rest: bytes, evaluated_by: Worker | None) -> bool:
        """Send the rest of an answer and read again; see Lendable."""
        self._is_lent = False
        self.answered = 0
        if self.transport.is_closing():
            return False
        self.transport.write(rest)
        self.flow.resume_reading()
        self.evaluated_by = evaluated_by
        try:
            data = os.read(self.descriptor, BLOCK)
        except OSError:  # nothing has come; or it broke, which asyncio tells
            data = b""
        if data:
            self.data_received(data)
        else:
            self._await_request()
        goes_on = evaluated_by is not None and self.evaluated_by is None
        self.evaluated_by = None
        return goes_on

    # What the application uses.

    def on_lost(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when the connection is lost; return a function that takes that back."""
        self._when_lost.add(callback)
        return lambda: self._when_lost.discard(callback)

    def abort(self) -> None:
        """Break the connection, so that the client sees that its answer is not whole.

        By a reset: for a client of HTTP/1.0 an end would be that of the answer.
        """
        if self.transport.is_closing():
            return
        sock = self.transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
        self.transport.abort()

    def answer(self, cycle: RequestResponseCycle, lines: bytes, body: bytes) -> None:
        """Answer a request that was taken over: header lines, and body."""
        if not self.transport.is_closing():
            cycle.response_started = cycle.response_complete = True
            self._write(200, lines, body, cycle.keep_alive, is_head=False)
            self.on_response_complete()

    def give_back(self, cycle: RequestResponseCycle) -> None:
        """Let the application answer a request that was taken over."""
        if not self.transport.is_closing():
            super()._start_asgi_task(cycle, self.app)

    # What the server uses.

    def sweep(self, now: float) -> None:
        """End the connection where the client is too slow."""
        if self._stuck_since is not None and now - self._stuck_since > self._limits.write:
            self.transport.abort()
        elif self._owes_since is not None and now - self._owes_since > self._limits.read:
            self._owes_since = None
            if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
                self._refuse(408, "the request took too long to come")
            else:
                self.transport.close()

    @property
    def is_idle(self) -> bool:
        """Whether no request is being read or answered."""
        done = self.cycle is None or self.cycle.response_complete
        return self._owes_since is None and done and not self._is_lent

    # What asyncio and the parser call.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, unless there are too many."""
        super().connection_made(transport)
        self._owes_since = self.loop.time()
        if len(self.connections) > self._limits.most and not self._make_room():
            self._refuse(503, "too many connections; ask again later")

    def connection_lost(self, exc: Exception | None) -> None:
        """Let those know who work for the client."""
        super().connection_lost(exc)
        for callback in list(self._when_lost):
            callback()

    def pause_writing(self) -> None:
        """Take note that the client does not read."""
        self._stuck_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        """Take note that the client reads again."""
        self._stuck_since = None
        super().resume_writing()

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions
        self._owes_since = self.loop.time()

    def on_headers_complete(self) -> None:
        """Answer a request from what is kept, or let the application answer."""
        self._answered = self._answer_at_once()
        if not self._answered:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        if self._owes_since is not None:
            self._owes_since += len(body) / SLOWEST
        if not self._answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._owes_since = None
        if not self._answered:
            super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        if app is not self.app or not self._take_over(self, cycle):
            super()._start_asgi_task(cycle, app)

    def _answer_at_once(self) -> bool:
        waits = self.cycle is not None and not self.cycle.response_complete
        method = self.parser.get_method()
        if method not in READ or waits or self.expect_100_continue or self.evaluated_by is not None:
            return False
        client = self.client[0] if self.client else ""
        answer = self._shortcut(method, self.url, self.headers, client)
        if answer is None:
            return False
        keeps = self.parser.get_http_version() != "1.0" and self.parser.should_keep_alive()
        self._write(*answer, keeps, is_head=method == b"HEAD")
        self.server_state.total_requests += 1
        if keeps:
            self._await_request()
        return True

    def _await_request(self) -> None:
        """Close the connection where no request comes for a while."""
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def _write(self, status: int, lines: bytes, body: bytes, keeps: bool, is_head: bool) -> None:
        start = STATUS_LINE[status] + header_lines(self.server_state.default_headers)
        end = b"\r\n" if keeps else b"connection: close\r\n\r\n"
        self.transport.write(start + lines + end + (b"" if is_head else body))
        if not keeps:
            self.transport.close()

    def _refuse(self, status: int, told: str) -> None:
        """Answer without the application, and close the connection."""
        body = told.encode()
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
        ]
        self._write(status, header_lines(headers), body, keeps=False, is_head=False)

    def _make_room(self) -> bool:
        """Close a connection that nobody uses, or the one whose request is the slowest to come."""
        others = [other for other in self.connections if isinstance(other, Connection) and other is not self]
        for other in others:
            if other.is_idle:
                other.transport.close()
                return True
        slow = [(other._owes_since, id(other), other) for other in others if other._owes_since is not None]
        if slow and self.loop.time() - slow[0][0] > BRISK:
            min(slow)[2]._refuse(408, "the request took too long to come, while others wait")
            return True
        return False
