"""``coalition evaluate``."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from coalition_kg.cli.extract import records_of
from coalition_kg.cli.options import FOLDER, Progress, quiet_option
from coalition_kg.evaluate import Figures, match, misses, read_records, scores_of
from coalition_kg.flat import Flat
from coalition_kg.model import Article
from coalition_kg.source import article_paths, read_articles

BELOW = 1
SHARE = click.FloatRange(0, 1)
FILE = click.Path(path_type=Path)


@click.command()
@click.option("--gold", type=FILE, required=True, help="Gold facts as JSON Lines.")
@click.option("--articles", type=FOLDER, required=True, help="Folder of the raw articles NAME.txt.")
@click.option("--predicted", type=FILE, help="Facts as JSON Lines  [default: extract them now]")
@click.option(
    "--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@click.option("--misses", "list_misses", is_flag=True, help="List what was missed and what was wrong.")
@click.option("--min-f1", type=SHARE, help="Exit with 1 where the F1 of all types is below.")
@click.option("--min-strict-f1", type=SHARE, help="Exit with 1 where the strict F1 of all types is below.")
@quiet_option
def evaluate(
    gold: Path, articles: Path, predicted: Path | None, format_name: str, list_misses: bool,
    min_f1: float | None, min_strict_f1: float | None, quiet: bool,
) -> None:  # fmt: skip
    """Score extracted facts against gold facts.

    \b
    Example:
      coalition evaluate --gold data/articles/gold.jsonl --articles data/articles --min-f1 0.9
    """
    wanted = read_records(gold)
    texts = {article.name: article for article in _articles(articles, wanted, Progress(quiet))}
    found = read_records(predicted) if predicted else _extracted(texts.values())
    matches = match(wanted, found, {name: article.text for name, article in texts.items()})
    figures = scores_of(matches)
    click.echo(json.dumps(figures.to_dict()) if format_name == "json" else _table(figures))
    for line in misses(matches) if list_misses else ():
        click.echo(line)
    _require("F1", figures.overall.f1, min_f1)
    _require("strict F1", figures.overall.strict_f1, min_strict_f1)


def _articles(folder: Path, gold: list[Flat], progress: Progress) -> Iterator[Article]:
    wanted = {record["article"] for record in gold}
    paths = [path for path in article_paths(folder) if path.stem in wanted]
    progress.say(f"reading {len(paths)} of {len(wanted)} articles that have gold facts")
    yield from read_articles(paths)


def _extracted(articles: Iterable[Article]) -> Iterator[Flat]:
    for article in articles:
        yield from records_of(article)


def _table(figures: Figures) -> str:
    lines = [f"{'type':<17} gold found wrong precision recall  f1     strict slots"]
    for name, row in figures.by_type.items():
        if row.gold or row.wrong:
            shares = (row.precision, row.recall, row.f1, row.strict_f1, row.slots)
            precision, recall, f1, strict, slots = map(_share, shares)
            counts = f"{name:<17} {row.gold:4} {row.found:5} {row.wrong:5}"
            lines.append(f"{counts} {precision:>9} {recall:>6}  {f1}  {strict}  {slots}")
    evidence = f"evidence that is not verbatim: {figures.bad_evidence}"
    return "\n".join([*lines, f"{evidence}; optional facts found: {figures.optional_found}"])


def _share(value: float | None) -> str:
    return "   -" if value is None else f"{value:.3f}"


def _require(name: str, value: float | None, minimum: float | None) -> None:
    if minimum is not None and (value or 0) < minimum:
        click.echo(f"{name} is {_share(value).strip()}, below {minimum}", err=True)
        raise SystemExit(BELOW)
