"""Listen on an address and serve an application until told to stop."""

import asyncio
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import uvicorn

from coalition_kg.errors import CoalitionError
from coalition_kg.serve.app import Server
from coalition_kg.serve.connection import Connection
from coalition_kg.serve.direct import Direct
from coalition_kg.serve.limits import Connections

# What a client that keeps its connection open may delay the end, in seconds, after running queries.
PATIENCE = 3
# Connections that the system holds for us while we are busy.
BACKLOG = 2048
# Files that the server needs beside its connections and its workers.
OTHER_FILES = 256


@dataclass(frozen=True)
class Listener:
    """A bound socket; connections queue up from now on."""

    socket: socket.socket

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        host, port = self.socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def serve(self, server: Server, connections: Connections | None = None) -> None:
        """Serve until a signal ends it; then raise what the signal's own handler raises.

        Raise CoalitionError where no worker can be started.
        """
        limits = connections or Connections()
        allow_files(limits.most + OTHER_FILES)
        direct = Direct(server.engine, server.dataset)
        protocol: Any = partial(Connection, limits, server.engine.shortcut, direct)
        config = uvicorn.Config(
            server.app,
            http=protocol,
            ws="none",
            loop="auto",
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=BACKLOG,
            timeout_graceful_shutdown=int(limits.grace + PATIENCE),
        )
        try:
            _Server(config, server, limits).run(sockets=[self.socket])
        except SystemExit:
            if server.failure is None:
                raise
            raise server.failure from None


class _Server(uvicorn.Server):
    """Sweeps slow connections, takes SIGHUP, and lets running queries end."""

    def __init__(self, config: uvicorn.Config, server: Server, limits: Connections) -> None:
        super().__init__(config)
        self._serving = server
        self._limits = limits

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, and look for another snapshot on SIGHUP."""
        await super().startup(sockets)
        with suppress(NotImplementedError, RuntimeError, AttributeError, ValueError):  # where there is none
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._serving.look)

    async def on_tick(self, counter: int) -> bool:
        """End connections of slow clients, once a second."""
        if counter % 10 == 0:
            self._sweep()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening and wait for requests; those that still wait after the grace are told."""
        asyncio.get_running_loop().call_later(self._limits.grace, self._serving.stop)
        await self._serving.pool.recall()
        await super().shutdown(sockets)

    def _sweep(self) -> None:
        now = asyncio.get_running_loop().time()
        for connection in list(self.server_state.connections):
            if isinstance(connection, Connection):
                connection.sweep(now)


def allow_files(most: int) -> None:
    """Let the process open so many files, as far as the system allows."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  # Windows has none

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, hard), hard))


def listen(host: str, port: int) -> Listener:
    """Return a listener on an address, any free port for port 0; raise CoalitionError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(BACKLOG)
    except OSError as error:
        bound.close()
        reason = error.strerror or error
        raise CoalitionError(
            f"{host} port {port}: can't listen there ({reason}); give another --port or --host"
        ) from error
    return Listener(bound)
