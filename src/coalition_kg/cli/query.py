"""``coalition query``."""

from pathlib import Path

import click
from pyoxigraph import QuerySolutions, QueryTriples
from rich.table import Table

from coalition_kg.cli.options import binary_stdout, console, data_option, snapshot_of
from coalition_kg.errors import QueryError
from coalition_kg.quads import compact, prefixes
from coalition_kg.query import FORMATS, Result, evaluate, named_queries, named_query, write
from coalition_kg.store import Snapshot


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--text", help="The query itself.")
@click.option("--name", help="One of the queries that the package carries.")
@click.option(
    "--set", "settings", multiple=True, metavar="PARAMETER=VALUE", help="A value for the named query."
)
@click.option("--list", "list_names", is_flag=True, help="List the queries that the package carries.")
@click.option(
    "--format", "format_name", type=click.Choice(["table", *FORMATS]), default="table", show_default=True,
    help="table is for people; SELECT and ASK: json, xml, csv, tsv; CONSTRUCT and DESCRIBE: the others.",
)  # fmt: skip
@data_option
def query(
    file: Path | None,
    text: str | None,
    name: str | None,
    settings: tuple[str, ...],
    list_names: bool,
    format_name: str,
    data: Path | None,
) -> None:
    """Ask the graph in SPARQL: from a file, as text, or a query of the package by its name.

    \b
    Example:
      coalition query --text 'SELECT ?f ?n { ?f a coal:StrengthReport ; coal:statedValue ?n }'
      coalition query --name strength-by-country --format csv
      coalition query --name strength-at-date --set country=PL --set date=2004-04-30
    """
    if list_names:
        console().print(_listing())
        return
    if [file, text, name].count(None) != 2:
        raise click.UsageError("give one of FILE.rq, --text, --name or --list")
    if settings and name is None:
        raise click.UsageError("--set gives a value to a query of --name; write values into your own query")
    snapshot = snapshot_of(data)
    result = evaluate(snapshot, _text(snapshot, file, text, name, _values(settings)))
    if format_name == "table":
        _print(result, snapshot.names.base)
    else:
        with binary_stdout() as out:
            write(result, format_name, out)


def _values(settings: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or name in values:
            raise click.UsageError(f"--set {setting}: give PARAMETER=VALUE, each parameter once")
        values[name] = value
    return values


def _text(
    snapshot: Snapshot, file: Path | None, text: str | None, name: str | None, values: dict[str, str]
) -> str:
    if name is not None:
        return named_query(name).with_values(values, snapshot.names)
    return _read(file) if file is not None else text or ""


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: can't be read ({error}); give a file of SPARQL in UTF-8") from error


def _listing() -> Table:
    table = Table("name", "parameters", "vi", "en")
    for named in named_queries():
        parameters = ", ".join(f"{p.name} ({p.kind})" for p in named.parameters)
        table.add_row(named.name, parameters, named.questions["vi"], named.questions["en"])
    return table


def _print(result: Result, base: str) -> None:
    if isinstance(result, QuerySolutions):
        table = Table(*(variable.value for variable in result.variables))
        for solution in result:
            table.add_row(*(_cell(term, base) for term in solution))
    elif isinstance(result, QueryTriples):
        table = Table("subject", "predicate", "object")
        for triple in result:
            table.add_row(*(_cell(term, base) for term in triple))
    else:
        click.echo("yes" if result else "no")
        return
    console().print(table)


def _cell(term: object, base: str) -> str:
    return "" if term is None else compact(str(getattr(term, "value", term)), prefixes(base))
