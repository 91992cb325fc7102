"""Listen on an address and serve an application until told to stop."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from coalition_kg.errors import CoalitionError

# What a client that keeps its connection open may delay the end, in seconds.
PATIENCE = 3
# What a running query may delay it, in seconds.
GRACE = 2


@dataclass(frozen=True)
class Listener:
    """A bound socket; connections queue up from now on."""

    socket: socket.socket

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        host, port = self.socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def serve(self, app: ASGIApp, release: Callable[[], None]) -> None:
        """Serve until a signal ends it; then raise what the signal's own handler raises.

        ``release`` ends the work on which requests still wait, soon after the signal.
        """
        config = uvicorn.Config(
            app, log_level="warning", timeout_graceful_shutdown=PATIENCE, server_header=False
        )
        _Server(config, release).run(sockets=[self.socket])


class _Server(uvicorn.Server):
    """Lets running queries end, and those that do not be told so before their connections are cut."""

    def __init__(self, config: uvicorn.Config, release: Callable[[], None]) -> None:
        super().__init__(config)
        self._release = release

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening and wait for requests; those that still wait after GRACE are released."""
        asyncio.get_running_loop().call_later(GRACE, self._release)
        await super().shutdown(sockets)


def listen(host: str, port: int) -> Listener:
    """Return a listener on an address, any free port for port 0; raise CoalitionError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen()
    except OSError as error:
        bound.close()
        reason = error.strerror or error
        raise CoalitionError(
            f"{host} port {port}: can't listen there ({reason}); give another --port or --host"
        ) from error
    return Listener(bound)
