"""``coalition serve``."""

import shlex
import signal
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from coalition_kg.cli.build import summary
from coalition_kg.cli.options import Progress, data_option, quiet_option
from coalition_kg.serve import application, listen
from coalition_kg.store import fresh_snapshot, home

EXAMPLE = "SELECT ?country ?value { ?report coal:country ?country ; coal:statedValue ?value }"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=7878, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port."
)
@data_option
@quiet_option
def serve(host: str, port: int, data: Path | None, quiet: bool) -> None:
    """Serve the graph over HTTP: SPARQL at /sparql, a page to start from at /.

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
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt):
        listener.serve(application(snapshot))
    click.echo("stopped")


def example_call(address: str) -> str:
    """Return a command line to paste that asks the endpoint one query."""
    return f"curl -H 'Accept: text/csv' {address}/sparql --data-urlencode {shlex.quote(f'query={EXAMPLE}')}"


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
