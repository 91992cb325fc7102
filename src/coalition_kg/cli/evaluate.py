"""``coalition evaluate``."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from coalition_kg.cli.extract import records_of
from coalition_kg.cli.options import FOLDER, Progress, Share, quiet_option, write_file
from coalition_kg.confidence import RuleFigures, Sieve
from coalition_kg.evaluate import (
    Figures,
    match,
    misses,
    page,
    read_gold,
    read_records,
    rule_figures,
    scores_of,
    to_table,
)
from coalition_kg.flat import Flat
from coalition_kg.model import Article

BELOW = 1
SHARE = Share()
FILE = click.Path(path_type=Path)


@click.command()
@click.option(
    "--gold", "golds", type=FILE, required=True, multiple=True,
    help="Gold facts as JSON Lines; several times, each with its --articles.",
)  # fmt: skip
@click.option(
    "--articles", "folders", type=FOLDER, required=True, multiple=True,
    help="Folder of the raw articles NAME.txt of the --gold in the same place.",
)  # fmt: skip
@click.option("--predicted", type=FILE, help="Facts as JSON Lines  [default: extract them now]")
@click.option(
    "--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@click.option("--by-rule", is_flag=True, help="Tell too how many facts of each rule are right.")
@click.option("--misses", "list_misses", is_flag=True, help="List what was missed and what was wrong.")
@click.option(
    "--report", type=FILE, help="HTML file to write: the figures, and all that was missed or wrong."
)
@click.option("--write-rules", type=FILE, help="Table to write: precision and confidence of each rule.")
@click.option("--min-f1", type=SHARE, help="Exit with 1 where the F1 of all types is below.")
@click.option("--min-strict-f1", type=SHARE, help="Exit with 1 where the strict F1 of all types is below.")
@quiet_option
def evaluate(
    golds: tuple[Path, ...], folders: tuple[Path, ...], predicted: Path | None, format_name: str,
    by_rule: bool, list_misses: bool, report: Path | None, write_rules: Path | None,
    min_f1: float | None, min_strict_f1: float | None, quiet: bool,
) -> None:  # fmt: skip
    """Score extracted facts against gold facts.

    \b
    Example:
      coalition evaluate --gold data/articles/gold.jsonl --articles data/articles --min-f1 0.9
      coalition evaluate --gold a.jsonl --articles a --gold b.jsonl --articles b --report report.html
    """
    if len(golds) != len(folders):
        raise click.UsageError("give as many --articles as --gold: each gold file with its own folder")
    gold = read_gold(zip(golds, folders, strict=True))
    Progress(quiet).say(f"comparing the facts of {len(gold.articles)} articles")
    found = read_records(predicted) if predicted else _extracted(gold.articles.values())
    matches = match(gold.records, found, gold.texts)
    figures = scores_of(matches)
    rules = rule_figures(matches) if by_rule or write_rules else []
    click.echo(_shown(format_name, figures, rules if by_rule else None))
    for line in misses(matches) if list_misses else ():
        click.echo(line)
    if report:
        write_file(report, page(gold, matches), "--report")
    if write_rules:
        write_file(write_rules, to_table(rules), "--write-rules")
    _require("F1", figures.overall.f1, min_f1)
    _require("strict F1", figures.overall.strict_f1, min_strict_f1)


def _extracted(articles: Iterable[Article]) -> Iterator[Flat]:
    for article in articles:
        yield from records_of(article, Sieve())


def _shown(format_name: str, figures: Figures, rules: list[RuleFigures] | None) -> str:
    if format_name == "json":
        of_rules = {} if rules is None else {"rules": {rule.rule: _plain(rule) for rule in rules}}
        return json.dumps(figures.to_dict() | of_rules)
    return _table(figures) if rules is None else f"{_table(figures)}\n\n{_rule_table(rules)}"


def _plain(rule: RuleFigures) -> dict[str, int | float]:
    counts = {"asserted": rule.asserted, "right": rule.right, "wrong": rule.wrong}
    return counts | {"precision": float(rule.precision), "confidence": float(rule.confidence)}


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


def _rule_table(rules: list[RuleFigures]) -> str:
    width = max((len(rule.rule) for rule in rules), default=0)
    lines = [f"{'rule':<{width}} asserted right wrong precision confidence"]
    for rule in rules:
        counts = f"{rule.rule:<{width}} {rule.asserted:8} {rule.right:5} {rule.wrong:5}"
        lines.append(f"{counts} {rule.precision:9} {rule.confidence:10}")
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "   -" if value is None else f"{value:.3f}"


def _require(name: str, value: float | None, minimum: float | None) -> None:
    if minimum is not None and (value or 0) < minimum:
        click.echo(f"{name} is {_share(value).strip()}, below {minimum}", err=True)
        raise SystemExit(BELOW)
