"""``coalition serve``."""

import shlex
import signal
from contextlib import closing, suppress
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
    Writable,
    listen,
    read_token,
)
from coalition_kg.store import Live, Snapshot, fresh_snapshot, home, open_folder

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
    help="MiB of answers that are kept, and half as much in the workers; 0 keeps none.",
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
@click.option(
    "--default-graph",
    type=click.Choice(["union", "plain"]),
    default="union",
    show_default=True,
    help="What queries read that name no graph: all graphs, or only what an update wrote to none.",
)
@click.option("--writable", is_flag=True, help="Take updates, with the token of --token-file.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file that holds the token that writes need, and that others may not read.",
)
@click.option(
    "--allow-evidence-edits",
    is_flag=True,
    help="Let updates change the graphs of sentences and of their provenance too.",
)
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
    default_graph: str,
    writable: bool,
    token_file: Path | None,
    allow_evidence_edits: bool,
    data: Path | None,
    quiet: bool,
) -> None:
    """Serve the graph over HTTP: SPARQL at /sparql, a page to start from at /.

    Each query runs in a process that ends when it takes too much time or memory; the client is told so.

    A new snapshot is served as soon as it is built, at once on SIGHUP.

    With --writable, /update takes SPARQL updates and /store writes of the Graph Store Protocol. The snapshot
    stays as it was built: what is written is kept beside it, in the folder `live`, and served whenever
    --writable is given.

    Builds from the shipped articles first where the home holds no snapshot, or an outdated one of them.

    \b
    Example:
      coalition serve --port 8080
    """
    folder = data or home()
    writing = _writable(folder, writable, token_file, allow_evidence_edits)
    listener = listen(host, port)
    fairness = Fairness(client_queries, client_seconds, limit_loopback, behind_proxy)
    service = Service(Memory(memory), cache_size, fairness, access_log, folder)
    limits = Limits(workers, timeout, memory_limit, long_queries)
    with closing(listener.socket):
        snapshot = _snapshot(folder, writing, Progress(quiet))
        server = Server(snapshot, limits, writing, is_plain=default_graph == "plain", service=service)
        if server.writer is not None:
            server.writer.start()
        Progress(quiet).say(f"serving {summary(snapshot.manifest)}")
        click.echo(f"{listener.address}/")
        click.echo(example_call(listener.address))
        signal.signal(signal.SIGTERM, _stop)
        with suppress(KeyboardInterrupt):
            listener.serve(server, Connections(most=connections, read=read_timeout, grace=grace))
    click.echo("stopped")


def example_call(address: str) -> str:
    """Return a command line to paste that asks the endpoint one query."""
    return f"curl -H 'Accept: text/csv' {address}/sparql --data-urlencode {shlex.quote(f'query={EXAMPLE}')}"


def _snapshot(folder: Path, writing: Writable | None, progress: Progress) -> Snapshot:
    """Return the snapshot to serve: where there is a live store to write to, the one that it began with."""
    base = Live(folder).base() if writing else None
    if base is None:
        return fresh_snapshot(folder)
    snapshot = open_folder(base)
    current = fresh_snapshot(folder)
    if current.path != snapshot.path:
        live = Live(folder).folder
        progress.say(
            f"{live} began with snapshot {base.name}, and {current.path.name} is not in it; "
            f"to write to that one, move {live} away"
        )
    return snapshot


def _writable(folder: Path, writable: bool, token_file: Path | None, evidence: bool) -> Writable | None:
    """Return what the server needs to write, None where it only reads."""
    if writable and token_file is None:
        raise click.UsageError("--writable needs --token-file FILE, so that not everybody can write")
    if not writable and (token_file is not None or evidence):
        raise click.UsageError("--token-file and --allow-evidence-edits go with --writable")
    return None if token_file is None else Writable(folder, read_token(token_file), evidence)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
