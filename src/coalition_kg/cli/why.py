"""``coalition why``."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text

from coalition_kg.cli.options import console, data_option, snapshot_of
from coalition_kg.quads import compact, prefixes
from coalition_kg.why import Background, Reason, why_resource, why_triple


@click.command()
@click.argument("terms", nargs=-1, required=True, metavar="RESOURCE | SUBJECT PREDICATE OBJECT")
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@data_option
def why(terms: tuple[str, ...], format_name: str, data: Path | None) -> None:
    """Show the sentences behind a resource or a triple, with the quotes that say it.

    Resources are IRIs or names such as country:PL; an object may be a literal in Turtle syntax.

    \b
    Example:
      coalition why country:PL
      coalition why contingent:PL-IQ coal:ofCountry country:PL
    """
    if len(terms) not in {1, 3}:
        raise click.UsageError("give one resource, or the subject, predicate and object of a triple")
    snapshot = snapshot_of(data)
    answer = why_resource(snapshot, terms[0]) if len(terms) == 1 else why_triple(snapshot, *terms)
    if format_name == "json":
        click.echo(json.dumps([asdict(reason) for reason in answer], ensure_ascii=False, indent=2))
        return
    for reason in answer:
        _print(reason, snapshot.names.base)


def _print(reason: Reason | Background, base: str) -> None:
    out = console()
    if isinstance(reason, Background):
        out.print(f"{compact(reason.graph, prefixes(base))}: {reason.source or 'no source given'}")
        return
    out.print(Text(f"{reason.title} ({reason.article}), sentence {reason.sentence}", style="underline"))
    out.print(marked(reason, out.is_terminal))
    out.print(
        f"  {reason.type} {compact(reason.fact, prefixes(base))}, "
        f"quote {reason.start}-{reason.end}, sentence {reason.sentence_start}-{reason.sentence_end}, "
        f"rule {rule_of(reason)}"
    )
    for context in reason.context:
        out.print(f"  with sentence {context.number}: {context.text}")
    out.print()


def rule_of(reason: Reason) -> str:
    """Return the rule that found a fact, with its confidence where it has one."""
    known = reason.confidence is not None
    return f"{reason.rule} (confidence {reason.confidence:.3f})" if known else reason.rule


def marked(reason: Reason, in_bold: bool) -> Text:
    """Return the sentence with its quote in bold, or between «»."""
    start, end = reason.start - reason.sentence_start, reason.end - reason.sentence_start
    text = reason.sentence_text
    if in_bold:
        shown = Text(text)
        shown.stylize("bold", start, end)
        return shown
    return Text(f"{text[:start]}«{text[start:end]}»{text[end:]}")
