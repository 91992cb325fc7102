"""The formats of query results, each for the forms of query that it can hold."""

from dataclasses import dataclass
from enum import Enum
from typing import IO, Any

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from coalition_kg.errors import OutputError

Result = QuerySolutions | QueryBoolean | QueryTriples


class Form(Enum):
    """What a query gives: rows, yes or no, or triples."""

    SELECT = "SELECT"
    ASK = "ASK"
    GRAPH = "CONSTRUCT or DESCRIBE"


@dataclass(frozen=True)
class Format:
    """A result format by its name and media type."""

    name: str
    media_type: str
    forms: frozenset[Form]
    serializer: QueryResultsFormat | RdfFormat


TABULAR = frozenset({Form.SELECT, Form.ASK})
TRIPLES = frozenset({Form.GRAPH})

FORMATS = {
    format_.name: format_
    for format_ in (
        Format("json", "application/sparql-results+json", TABULAR, QueryResultsFormat.JSON),
        Format("xml", "application/sparql-results+xml", TABULAR, QueryResultsFormat.XML),
        Format("csv", "text/csv", TABULAR, QueryResultsFormat.CSV),
        Format("tsv", "text/tab-separated-values", TABULAR, QueryResultsFormat.TSV),
        Format("turtle", "text/turtle", TRIPLES, RdfFormat.TURTLE),
        Format("ntriples", "application/n-triples", TRIPLES, RdfFormat.N_TRIPLES),
        Format("nquads", "application/n-quads", TRIPLES, RdfFormat.N_QUADS),
        Format("jsonld", "application/ld+json", TRIPLES, RdfFormat.JSON_LD),
        Format("rdfxml", "application/rdf+xml", TRIPLES, RdfFormat.RDF_XML),
        Format("trig", "application/trig", TRIPLES, RdfFormat.TRIG),
        Format("n3", "text/n3", TRIPLES, RdfFormat.N3),
    )
}


def format_named(name: str, form: Form) -> Format:
    """Return a format by name; raise OutputError where it is unknown or can't hold the form."""
    format_ = FORMATS.get(name)
    if format_ is not None and form in format_.forms:
        return format_
    fitting = ", ".join(f.name for f in FORMATS.values() if form in f.forms)
    if format_ is None:
        raise OutputError(f"format {name!r} is unknown; for {form.value} use one of {fitting}")
    raise OutputError(f"format {name} can't hold the result of {form.value}; use one of {fitting}")


def form_of(result: Result) -> Form:
    """Return the form of a query's result."""
    if isinstance(result, QuerySolutions):
        return Form.SELECT
    return Form.ASK if isinstance(result, QueryBoolean) else Form.GRAPH


def write(result: Result, format_name: str, out: IO[bytes]) -> None:
    """Write a query's result; raise OutputError where the format can't hold it."""
    serializer: Any = format_named(format_name, form_of(result)).serializer  # it fits the result's form
    result.serialize(out, serializer)
