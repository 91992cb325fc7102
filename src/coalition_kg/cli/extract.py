"""``coalition extract``."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.table import Table

from coalition_kg.cli.explain import is_chosen, lines, to_record
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
from coalition_kg.extract.explain import explain
from coalition_kg.flat import Flat, to_flat, to_jsonl
from coalition_kg.identify import Names
from coalition_kg.model import Article
from coalition_kg.source import article_of, article_paths, read_articles
from coalition_kg.store import distinct

# What a row of the table shows in columns of their own; the other slots share the last one.
COLUMNS = ("article", "sentence", "type", "country", "quote")
# How a fact was found, or told by its quote.
HIDDEN = {*COLUMNS, "start", "end", "rule", "context"}


STDIN = "-"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH... | -]", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--text",
    help="Text to read in place of files, such as one sentence; without --title its first line is its title.",
)
@click.option("--title", help="Title of the --text, read as its sentence 1.")
@click.option(
    "--format", "format_name", type=click.Choice(["jsonl", "table", "text"]),
    help="Form of the output  [default: jsonl, with --explain text]",
)  # fmt: skip
@click.option(
    "--explain", "explaining", is_flag=True,
    help="Tell of each sentence what the rules saw in it, which of them fired, which were blocked and why.",
)  # fmt: skip
@click.option(
    "--sentences", "which", type=click.Choice(["fired", "tried", "all"]),
    help="Sentences to explain: where a rule fired, was tried, or all  [default: fired, of --text and - all]",
)  # fmt: skip
@confidence_option
@skip_option
@quiet_option
def extract(
    paths: tuple[Path, ...], text: str | None, title: str | None, format_name: str | None, explaining: bool,
    which: str | None, min_confidence: float, skip_unreadable: bool, quiet: bool,
) -> None:  # fmt: skip
    """Print the facts of article files, or of folders of them, as flat records; of standard input with -.

    \b
    Example:
      coalition extract my-articles --format jsonl > facts.jsonl
      coalition extract my-articles --min-confidence 0.9
      coalition extract --explain my-articles/a.txt --sentences tried
      coalition extract --explain --text 'Nếu Ba Lan rút quân khỏi Iraq thì Mỹ sẽ gặp khó khăn.'
    """
    format_name = format_name or ("text" if explaining else "jsonl")
    _check(paths, text, title, format_name, explaining, which)
    progress = Progress(quiet)
    articles = _articles(paths, text, title, progress, skip_unreadable)
    sieve = Sieve(min_confidence)
    if explaining:
        pasted = text is not None or paths == (Path(STDIN),)
        _explain(articles, sieve, which or ("all" if pasted else "fired"), format_name, progress)
    else:
        _print(articles, sieve, format_name)
    progress.tell_skipped()
    tell_left_out(sieve.least, sieve.left_out, sieve.unmeasured)


def _check(
    paths: tuple[Path, ...], text: str | None, title: str | None, format_name: str, explaining: bool,
    which: str | None,
) -> None:  # fmt: skip
    """Raise UsageError where the options contradict each other."""
    if (text is None) == (not paths):
        raise click.UsageError("give either files or folders, or - for standard input, or --text")
    if Path(STDIN) in paths and len(paths) > 1:
        raise click.UsageError("- stands alone: give standard input or files, not both")
    if title is not None and text is None:
        raise click.UsageError("--title is the title of a --text; give both, or neither")
    if format_name == ("table" if explaining else "text"):
        raise click.UsageError("--explain prints text or jsonl, and facts without it are jsonl or a table")
    if which is not None and not explaining:
        raise click.UsageError("--sentences chooses what --explain tells; give both, or neither")


def _articles(
    paths: tuple[Path, ...], text: str | None, title: str | None, progress: Progress, skip_unreadable: bool
) -> Iterable[Article]:
    """The articles of files, of standard input, or of a text with the title that it may have."""
    if text is not None:
        whole = text if title is None else f"{title}\n{text}"
        return [article_of("text", whole.encode("utf-8", "replace"))]
    if paths == (Path(STDIN),):
        return [article_of("stdin", sys.stdin.buffer.read())]
    files = [file for path in paths for file in (article_paths(path) if path.is_dir() else [path])]
    return read_articles(files, progress.skip if skip_unreadable else None)


def _print(articles: Iterable[Article], sieve: Sieve, format_name: str) -> None:
    records = (record for article in articles for record in records_of(article, sieve))
    if format_name == "table":
        console().print(_table(records))
        return
    for line in to_jsonl(records):
        click.echo(line, nl=False)


def _explain(
    articles: Iterable[Article], sieve: Sieve, which: str, format_name: str, progress: Progress
) -> None:
    """Print an explanation of each chosen sentence; what the sieve leaves out is told to be so."""
    told = count = 0
    for article in articles:
        explained = list(explain(article))
        facts = (fact for one in explained for fact in one.facts)
        kept = set(sieve.kept(distinct(facts, Names())))
        for one in (one for one in explained if is_chosen(one, which)):
            if format_name == "jsonl":
                click.echo(json.dumps(to_record(one, kept), ensure_ascii=False))
            else:
                click.echo("\n".join([*lines(one, kept), ""]))
            told += 1
        count += len(explained)
    progress.say(f"explained {told} of {count} sentences")


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
