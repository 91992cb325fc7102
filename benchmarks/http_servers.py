"""Compare HTTP servers by what they take from one request: ``python -m benchmarks.http_servers``.

Each runs the same ASGI application, which answers at once, in one process; the last line is the project's own
connection (uvicorn's protocol on httptools and uvloop) with an answer that is kept.
"""

import statistics
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.endpoint import Row, drive
from benchmarks.servers import Running, coalition, free_port, running
from coalition_kg.store import fresh_snapshot

BODY = b'{"head":{"vars":["n"]},"results":{"bindings":[]}}' + b" " * 400
HEADERS = [
    (b"content-type", b"application/sparql-results+json"),
    (b"content-length", str(len(BODY)).encode("ascii")),
]
APP = "benchmarks.http_servers:app"
ROUNDS, SECONDS = 3, 2.0
COMMANDS: dict[str, Callable[[int], list[str]]] = {
    "uvicorn, h11, asyncio": lambda port: [
        *("uvicorn", APP, "--port", str(port), "--http", "h11", "--loop", "asyncio", "--no-access-log")
    ],
    "uvicorn, httptools, asyncio": lambda port: [
        *("uvicorn", APP, "--port", str(port), "--http", "httptools", "--loop", "asyncio", "--no-access-log")
    ],
    "uvicorn, httptools, uvloop": lambda port: [
        *("uvicorn", APP, "--port", str(port), "--http", "httptools", "--loop", "uvloop", "--no-access-log")
    ],
    "hypercorn, uvloop": lambda port: ["hypercorn", APP, "--bind", f"127.0.0.1:{port}", "-k", "uvloop"],
    "granian, uvloop": lambda port: [
        *("granian", "--interface", "asgi", "--port", str(port), "--loop", "uvloop", "--no-ws", APP)
    ],
}


async def app(scope, receive, send) -> None:  # type: ignore[no-untyped-def]  # ASGI
    """Answer every request at once."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})


def main() -> None:
    """Print the median requests a second of each."""
    row = Row("", ["ASK {}"], 0)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        servers: list[Running] = []
        for name, command in COMMANDS.items():
            port = free_port()
            servers.append(stack.enter_context(running(name, command(port), port, "/sparql")))
        home = Path(folder) / "home"
        fresh_snapshot(home)
        servers.append(stack.enter_context(coalition(home)))
        rates: dict[str, list[float]] = {server.name: [] for server in servers}
        for _ in range(ROUNDS):
            for server in servers:
                run = drive(server, row, Path(folder), SECONDS)
                rates[server.name].append(run["requests"] / run["seconds"])
    for name, found in rates.items():
        print(f"{statistics.median(found):9.0f}  {name}")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"wrk failed: {error.stderr}") from error
