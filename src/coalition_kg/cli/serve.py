"""``coalition serve``."""

import shlex
import signal
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from coalition_kg.cli.build import summary
from coalition_kg.cli.options import Progress, data_option, quiet_option
from coalition_kg.serve import MOST_WORKERS, Limits, Server, Service, listen
from coalition_kg.store import fresh_snapshot, home

EXAMPLE = "SELECT ?country ?value { ?report coal:country ?country ; coal:statedValue ?value }"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=7878, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port."
)
@click.option(
    "--workers",
    default=Limits().workers,
    show_default="the processors, at least 2",
    type=click.IntRange(1, MOST_WORKERS),
    help="Queries that run at once, each in a process of its own.",
)
@click.option(
    "--timeout",
    default=Limits.seconds,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    help="Seconds that a query may take; a request may ask for less with timeout=.",
)
@click.option(
    "--memory-limit",
    default=Limits.memory,
    show_default=True,
    type=click.IntRange(16),
    help="MiB of memory that a query may take; held on Linux only.",
)
@data_option
@quiet_option
def serve(
    host: str,
    port: int,
    workers: int,
    timeout: float,
    memory_limit: int,
    data: Path | None,
    quiet: bool,
) -> None:
    """Serve the graph over HTTP: SPARQL at /sparql, a page to start from at /.

    Each query runs in a process that ends when it takes too much time or memory; the client is told so.

    Builds from the shipped articles first where the home holds no snapshot, or an outdated one of them.

    \b
    Example:
      coalition serve --port 8080
    """
    listener = listen(host, port)
    snapshot = fresh_snapshot(data or home())
    Progress(quiet).say(f"serving {summary(snapshot.manifest)}")
    click.echo(f"{listener.address}/")
    click.echo(example_call(listener.address))
    limits = Limits(workers, timeout, memory_limit)
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt):
        listener.serve(Server(snapshot, limits, Service(home=data or home())))
    click.echo("stopped")


def example_call(address: str) -> str:
    """Return a command line to paste that asks the endpoint one query."""
    return f"curl -H 'Accept: text/csv' {address}/sparql --data-urlencode {shlex.quote(f'query={EXAMPLE}')}"


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
