"""Listen on an address and serve an application until told to stop."""

import socket
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from coalition_kg.errors import CoalitionError

# What a client that keeps its connection open may delay the end, in seconds.
PATIENCE = 3


@dataclass(frozen=True)
class Listener:
    """A bound socket; connections queue up from now on."""

    socket: socket.socket

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        host, port = self.socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def serve(self, app: ASGIApp) -> None:
        """Serve until a signal ends it; then raise what the signal's own handler raises."""
        config = uvicorn.Config(
            app, log_level="warning", timeout_graceful_shutdown=PATIENCE, server_header=False
        )
        uvicorn.Server(config).run(sockets=[self.socket])


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
