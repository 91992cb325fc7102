"""``coalition serve``."""

import shlex
import signal
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from coalition_kg.cli.build import summary
from coalition_kg.cli.options import Progress, data_option, quiet_option
from coalition_kg.serve import (
    CACHE_MIB,
    MOST_WORKERS,
    Connections,
    Fairness,
    Limits,
    Memory,
    Server,
    Service,
    listen,
)
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
@click.option(
    "--long-queries",
    default=Limits().long,
    show_default="twice the processors, at least 6",
    type=click.IntRange(1),
    help="Queries of more than a tenth of a second that go on beside the others.",
)
@click.option(
    "--memory",
    default=Memory.AUTO.value,
    show_default=True,
    type=click.Choice([choice.value for choice in Memory]),
    help="Whether the graph is held in memory, which is faster; auto does so where it fits.",
)
@click.option(
    "--cache-size",
    default=CACHE_MIB,
    show_default=True,
    type=click.IntRange(0),
    help="MiB of answers that are kept; 0 keeps none.",
)
@click.option(
    "--client-queries",
    default=Fairness.parallel,
    show_default=True,
    type=click.IntRange(0),
    help="Queries that a client may ask at once; 0 sets no bound.",
)
@click.option(
    "--client-seconds",
    default=Fairness.seconds,
    show_default=True,
    type=click.FloatRange(0),
    help="Seconds of query time that a client may use a minute; 0 sets no bound.",
)
@click.option("--limit-loopback", is_flag=True, help="Hold clients on this machine to the bounds too.")
@click.option(
    "--behind-proxy",
    is_flag=True,
    help="Know clients by X-Forwarded-For; only where a proxy adds to it.",
)
@click.option(
    "--connections",
    default=Connections.most,
    show_default=True,
    type=click.IntRange(1),
    help="Connections at once.",
)
@click.option(
    "--read-timeout",
    default=Connections.read,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    help="Seconds within which a request has to come.",
)
@click.option(
    "--grace",
    default=Connections.grace,
    show_default=True,
    type=click.FloatRange(0),
    help="Seconds for queries that run when the server is stopped.",
)
@click.option("--access-log", is_flag=True, help="Log each request on stderr as a line of JSON.")
@data_option
@quiet_option
def serve(
    host: str,
    port: int,
    workers: int,
    timeout: float,
    memory_limit: int,
    long_queries: int,
    memory: str,
    cache_size: int,
    client_queries: int,
    client_seconds: float,
    limit_loopback: bool,
    behind_proxy: bool,
    connections: int,
    read_timeout: float,
    grace: float,
    access_log: bool,
    data: Path | None,
    quiet: bool,
) -> None:
    """Serve the graph over HTTP: SPARQL at /sparql, a page to start from at /.

    Each query runs in a process that ends when it takes too much time or memory; the client is told so.

    A new snapshot is served as soon as it is built, at once on SIGHUP.

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
    fairness = Fairness(client_queries, client_seconds, limit_loopback, behind_proxy)
    service = Service(Memory(memory), cache_size, fairness, access_log, data or home())
    server = Server(snapshot, Limits(workers, timeout, memory_limit, long_queries), service)
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt):
        listener.serve(server, Connections(most=connections, read=read_timeout, grace=grace))
    click.echo("stopped")


def example_call(address: str) -> str:
    """Return a command line to paste that asks the endpoint one query."""
    return f"curl -H 'Accept: text/csv' {address}/sparql --data-urlencode {shlex.quote(f'query={EXAMPLE}')}"


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
