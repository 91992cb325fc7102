"""``coalition export``."""

import sys
from pathlib import Path

import click

from coalition_kg.cli.options import data_option, snapshot_of
from coalition_kg.export import FORMATS, export_file
from coalition_kg.export import export as write_export


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
@data_option
def export(format_name: str, output: Path | None, data: Path | None) -> None:
    """Write the whole graph, or its facts as flat records (jsonl).

    \b
    Example:
      coalition export --format trig -o coalition.trig
    """
    snapshot = snapshot_of(data)
    if output is None:
        write_export(snapshot, format_name, sys.stdout.buffer)
    else:
        export_file(snapshot, format_name, output)
