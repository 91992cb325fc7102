"""``coalition export``."""

import sys
from pathlib import Path

import click

from coalition_kg.cli.options import confidence_option, data_option, snapshot_of, tell_left_out
from coalition_kg.confidence import Sieve
from coalition_kg.export import FORMATS, export_file
from coalition_kg.export import export as write_export
from coalition_kg.quads import confidence_in
from coalition_kg.store import Snapshot


@click.command()
@click.option(
    "--format", "format_name", type=click.Choice(list(FORMATS)), default="nquads", show_default=True
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write, whole or not at all  [default: stdout]",
)
@confidence_option
@data_option
def export(format_name: str, output: Path | None, min_confidence: float, data: Path | None) -> None:
    """Write the whole graph, or its facts as flat records (jsonl).

    \b
    Example:
      coalition export --format trig -o coalition.trig
      coalition export --format jsonl --min-confidence 0.9
    """
    if min_confidence > 0 and format_name != "jsonl":
        raise click.UsageError("--min-confidence leaves out facts of --format jsonl only")
    snapshot = snapshot_of(data)
    sieve = _sieve(snapshot, min_confidence)
    if output is None:
        write_export(snapshot, format_name, sys.stdout.buffer, sieve)
    else:
        export_file(snapshot, format_name, output, sieve)
    if sieve is not None:
        tell_left_out(sieve.least, sieve.left_out, sieve.unmeasured)


def _sieve(snapshot: Snapshot, least: float) -> Sieve | None:
    """Return a sieve by the confidences that the snapshot itself holds, whatever this version ships."""
    return Sieve(least, confidence_in(snapshot.store, snapshot.names)) if least > 0 else None
