"""Evaluate a query over a snapshot; what is wrong with it is told by line and column."""

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import IO, Any

from pyoxigraph import NamedNode

from coalition_kg.errors import QueryError
from coalition_kg.quads import prefixes
from coalition_kg.query.formats import Result, write
from coalition_kg.query.tokens import refuse_services, tokens, words
from coalition_kg.store import Snapshot

POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# What the parser's own message gives away; else it lists every token of the grammar, which helps nobody.
HINTS = {
    "Prefix not found": "unknown prefix; declare it with PREFIX",
    "variable that is unbound": "a selected variable is neither grouped nor aggregated",
}
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
GRAPH_WORDS = ("GRAPH", "FROM")
SUSPICIOUS = ("SERVICE", *UPDATES)


class QuerySyntaxError(QueryError):
    """A syntax error by its line and column, both from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Dataset:
    """The graphs that a request names (SPARQL 1.1 Protocol, section 2.1.4): IRIs.

    Where neither the request nor the query names any, the default graph is the union of all graphs, or with
    ``is_plain`` the triples that were written to no named graph.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    is_plain: bool = False

    @property
    def names_graphs(self) -> bool:
        """Whether the default graph is another than the union of all."""
        return bool(self.default or self.named or self.is_plain)


def run(snapshot: Snapshot, text: str, format_name: str, out: IO[bytes]) -> None:
    """Evaluate a query and write its result in a format of ``FORMATS``.

    Raise QueryError for what is wrong with the query, OutputError for a format that does not fit it.
    """
    write(evaluate(snapshot, text), format_name, out)


def evaluate(snapshot: Snapshot, text: str, dataset: Dataset | None = None) -> Result:
    """Return the result of a query; the default graph is the union of all graphs unless one is named.

    The project's prefixes need no declaration. Raise QueryError for a syntax error, an update, or a
    SERVICE clause.
    """
    _check(text)
    try:
        return _result(snapshot, text, dataset or Dataset())
    except SyntaxError as error:
        raise located(text, str(error)) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"query can't be evaluated: {error}; change the query") from error


def _check(text: str) -> None:
    if _is_plain(text.upper()):
        return
    read = tokens(text)
    found = words(read)
    if not found:
        raise QueryError("empty query: write a SELECT, ASK, CONSTRUCT or DESCRIBE query")
    refuse_services(text, read)
    if found & UPDATES and not found & FORMS:
        raise QueryError("SPARQL Update: a snapshot never changes; write a query, or build another snapshot")


def _is_plain(upper: str) -> bool:
    """Return whether a query in upper case holds no word that it might be refused for, not even in a name."""
    return any(form in upper for form in FORMS) and not any(word in upper for word in SUSPICIOUS)


def _result(snapshot: Snapshot, text: str, dataset: Dataset) -> Result:
    """Evaluate; most programs declare the prefixes that they use, and looking for others takes time."""
    try:
        return _evaluated(snapshot, text, dataset, {})
    except SyntaxError:
        known = {prefix: iri for used, prefix, iri in _prefixes(snapshot.names.base) if used in text}
        if not known:
            raise
        return _evaluated(snapshot, text, dataset, known)


def _evaluated(snapshot: Snapshot, text: str, dataset: Dataset, known: dict[str, str]) -> Result:
    """Evaluate; a request's own graphs overrule FROM, and FROM overrules the default graph."""
    store = snapshot.store if dataset.names_graphs or _may_name_graphs(text) else snapshot.union
    query = partial(store.query, text, base_iri=f"{snapshot.names.base}/", prefixes=known)
    if dataset.default or dataset.named:
        default, named = map(_graphs, (dataset.default, dataset.named))
        return query(default_graph=default, named_graphs=named)
    if dataset.is_plain and not any("FROM" in word for word in words(tokens(text))):
        return query(default_graph=NamedNode(snapshot.names.own_graph))
    return query()


def _may_name_graphs(text: str) -> bool:
    """Return whether a query holds a keyword that names graphs; it may stand in a comment or a name too."""
    upper = text.upper()
    return any(word in upper for word in GRAPH_WORDS)


@cache
def _prefixes(base: str) -> tuple[tuple[str, str, str], ...]:
    """Return (how a name with it starts, prefix, IRI) for each prefix."""
    return tuple((f"{prefix}:", prefix, iri) for prefix, iri in prefixes(base).items())


def _graphs(iris: tuple[str, ...]) -> list[Any]:
    return [NamedNode(iri) for iri in iris]


def located(text: str, message: str) -> QueryError:
    """Return the error that the engine's message is, told by line and column of the text."""
    match = POSITION.fullmatch(message)
    if match is None:
        return QueryError(f"syntax error: {message}; correct the query")
    line, column = int(match[1]), int(match[2])
    lines = text.splitlines() or [""]
    source = lines[min(line, len(lines)) - 1]
    at_end = line >= len(lines) and not source[column - 1 :].strip()
    told = f"syntax error at line {line}, column {column}: {_hint(match[3], at_end)}"
    return QuerySyntaxError(f"{told}\n  {source}\n  {' ' * (column - 1)}^", line, column)


def _hint(expected: str, at_end: bool) -> str:
    for clue, hint in HINTS.items():
        if clue in expected:
            return hint
    return "something is missing here or before" if at_end else "this can't stand here"
