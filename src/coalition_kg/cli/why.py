"""``coalition why``."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text
from rich.tree import Tree

from coalition_kg.cli.options import console, data_option, snapshot_of
from coalition_kg.quads import compact, prefixes
from coalition_kg.why import Background, Proof, Reason, why_resource, why_triple

IRI = re.compile(r"<([^<>]*)>")


@click.command()
@click.argument("terms", nargs=-1, required=True, metavar="RESOURCE | SUBJECT PREDICATE OBJECT")
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@data_option
def why(terms: tuple[str, ...], format_name: str, data: Path | None) -> None:
    """Show the sentences behind a resource or a triple, with the quotes that say it.

    What follows from facts has a proof tree: each conclusion with its rule, above what it followed from.
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


def _print(reason: Reason | Background | Proof, base: str) -> None:
    out = console()
    if isinstance(reason, Proof):
        out.print(_tree(reason, base, out.is_terminal))
    elif isinstance(reason, Background):
        out.print(_background(reason, base))
    else:
        out.print(*_lines(reason, base, out.is_terminal), sep="\n")
    if not isinstance(reason, Background):
        out.print()


def _background(reason: Background, base: str) -> Text:
    return Text(f"{compact(reason.graph, prefixes(base))}: {reason.source or 'no source given'}")


def _lines(reason: Reason, base: str, in_bold: bool) -> list[Text]:
    """Return where a fact stands, in lines: article, sentence with its quote, fact and rule, context."""
    detail = (
        f"  {reason.type} {compact(reason.fact, prefixes(base))}, "
        f"quote {reason.start}-{reason.end}, sentence {reason.sentence_start}-{reason.sentence_end}, "
        f"rule {rule_of(reason)}"
    )
    return [
        Text(f"{reason.title} ({reason.article}), sentence {reason.sentence}", style="underline"),
        marked(reason, in_bold),
        Text(detail),
        *(Text(f"  with sentence {context.number}: {context.text}") for context in reason.context),
    ]


def _tree(proof: Proof, base: str, in_bold: bool) -> Tree:
    """Return a proof as a tree: each conclusion above what it followed from."""
    tree = Tree(Text("\n").join(_conclusion(proof, base)))
    for premise in proof.premises:
        if isinstance(premise, Proof):
            tree.add(_tree(premise, base, in_bold))
        elif isinstance(premise, Background):
            tree.add(_background(premise, base))
        else:
            tree.add(Text("\n").join(_lines(premise, base, in_bold)))
    return tree


def _conclusion(proof: Proof, base: str) -> list[Text]:
    known = prefixes(base)
    rule = Text(f"  by rule {proof.rule} ({proof.file}), in {compact(proof.graph, known)}")
    if proof.repeated:
        return [Text(f"{proof.title_en} (proved above)", style="underline"), rule]
    triples = (" ".join(_term(term, known) for term in triple) for triple in proof.triples)
    return [Text(proof.title_en, style="underline"), rule, *(Text(f"  {triple}") for triple in triples)]


def _term(term: str, known: dict[str, str]) -> str:
    """Return a term in N-Triples syntax with its IRI, or that of its datatype, as a CURIE."""
    return (
        IRI.sub(lambda match: _shortened(match[1], known), term)
        if not term.startswith('"')
        else _literal(term, known)
    )


def _literal(term: str, known: dict[str, str]) -> str:
    text, separator, datatype = term.rpartition("^^")
    return text + separator + IRI.sub(lambda match: _shortened(match[1], known), datatype)


def _shortened(iri: str, known: dict[str, str]) -> str:
    curie = compact(iri, known)
    return f"<{iri}>" if curie == iri else curie


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
