"""``coalition extract``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.table import Table

from coalition_kg.cli.options import (
    Progress,
    confidence_option,
    console,
    quiet_option,
    skip_option,
    tell_left_out,
)
from coalition_kg.confidence import Sieve
from coalition_kg.extract import Extractor
from coalition_kg.flat import Flat, to_flat, to_jsonl
from coalition_kg.identify import Names
from coalition_kg.model import Article
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import distinct

# What a row of the table shows in columns of their own; the other slots share the last one.
COLUMNS = ("article", "sentence", "type", "country", "quote")
# How a fact was found, or told by its quote.
HIDDEN = {*COLUMNS, "start", "end", "rule", "context"}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_name", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True
)
@confidence_option
@skip_option
@quiet_option
def extract(
    paths: tuple[Path, ...], format_name: str, min_confidence: float, skip_unreadable: bool, quiet: bool
) -> None:
    """Print the facts of article files, or of folders of them, as flat records.

    \b
    Example:
      coalition extract my-articles --format jsonl > facts.jsonl
      coalition extract my-articles --min-confidence 0.9
    """
    progress = Progress(quiet)
    files = [file for path in paths for file in (article_paths(path) if path.is_dir() else [path])]
    articles = read_articles(files, progress.skip if skip_unreadable else None)
    sieve = Sieve(min_confidence)
    records = (record for article in articles for record in records_of(article, sieve))
    if format_name == "jsonl":
        for line in to_jsonl(records):
            click.echo(line, nl=False)
    else:
        console().print(_table(records))
    progress.tell_skipped()
    tell_left_out(sieve.least, sieve.left_out, sieve.unmeasured)


def records_of(article: Article, sieve: Sieve) -> Iterator[Flat]:
    """Yield the flat records of the facts of an article that the sieve keeps, in their order."""
    yield from map(to_flat, sieve.kept(distinct(Extractor().facts(article), Names())))


def _table(records: Iterable[Flat]) -> Table:
    table = Table(*COLUMNS, "slots")
    for record in records:
        slots = {name: value for name, value in record.items() if name not in HIDDEN and value is not None}
        shown = " ".join(f"{name}={value}" for name, value in slots.items())
        table.add_row(*(str(record[name] if record[name] is not None else "") for name in COLUMNS), shown)
    return table
