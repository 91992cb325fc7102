"""``coalition validate``."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from coalition_kg.cli.options import data_option, snapshot_of
from coalition_kg.quads import compact, prefixes
from coalition_kg.validate import Finding, Report, check

INVALID = 1


@click.command()
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--reasoner", is_flag=True, help="Look for contradictions too, with HermiT (extra `reasoner`).")
@data_option
def validate(format_name: str, reasoner: bool, data: Path | None) -> None:
    """Check the form of the graph by the ontology's shapes and hygiene queries; exit with 1 if not valid.

    Warnings are told, and leave the graph valid.

    \b
    Example:
      coalition validate --format json
      coalition validate --reasoner
    """
    snapshot = snapshot_of(data)
    report = check(snapshot.store, snapshot.names, reasoner)
    if format_name == "json":
        click.echo(json.dumps(as_record(report), ensure_ascii=False, indent=2))
    else:
        _print(report, prefixes(snapshot.names.base))
    if not report.is_valid:
        raise SystemExit(INVALID)


def as_record(report: Report) -> dict[str, object]:
    """Return the report as JSON values, its findings with their messages in both languages."""
    return {"valid": report.is_valid} | asdict(report)


def _print(report: Report, known: dict[str, str]) -> None:
    for finding in report.findings:
        _print_finding(finding, known)
    found = len(report.findings)
    verdict = "valid" if report.is_valid else "not valid"
    checked = f"{report.shapes} shapes and {report.queries} hygiene queries"
    checked += " and the reasoner" if report.reasoner else ""
    click.echo(f"{verdict}: {checked}, {found} finding{'s' * (found != 1)}")


def _print_finding(finding: Finding, known: dict[str, str]) -> None:
    where, name = finding.location, f"{finding.constraint} {finding.component}".strip()
    resource = compact(finding.resource, known)
    fact = compact(where.fact, known) if where.fact else None
    click.echo(resource if fact in {None, resource} else f"{resource} (of {fact})")
    if where.sentence:
        click.echo(f"  sentence    {compact(where.sentence, known)}: {where.text}")
    value = f" Found: {compact(finding.value, known)}" if finding.value is not None else ""
    click.echo(f"  {finding.severity.lower():<11} {name}: {finding.message['en']}{value}")
    click.echo(f"  what to do  {finding.fix['en']}\n")
