"""Parameters of the queries that the package carries: typed values in the place of BIND's own.

A query declares them in its header, ``# parameters: country (country), date (date)``, and gives each a value
of its own in one line, ``BIND (country:PL AS ?country)``. That line alone is written anew, with a term that
was parsed and typed before, so that no text of a caller ever becomes a part of the query.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from coalition_kg.errors import QueryError
from coalition_kg.identify import Names
from coalition_kg.quads.terms import XSD_DATE

DECLARED = re.compile(r"(\w+) \((\w+)\)")
CODE = re.compile(r"[A-Z]{2}")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Parameter:
    """A parameter by its name, which is that of a variable, and the ``kind`` of its values."""

    name: str
    kind: str

    @property
    def line(self) -> re.Pattern[str]:
        """The line of the query that gives the parameter its value."""
        return re.compile(rf"BIND \([^()]+ AS \?{self.name}\)")


def declared(text: str) -> tuple[Parameter, ...]:
    """Return the parameters of a header's value, ``country (country), date (date)``."""
    return tuple(Parameter(name, kind) for name, kind in DECLARED.findall(text))


def with_values(query: str, known: tuple[Parameter, ...], values: Mapping[str, str], names: Names) -> str:
    """Return a query with other values of its parameters.

    Raise QueryError for a parameter that it does not have, and for a value of another kind.
    """
    by_name = {parameter.name: parameter for parameter in known}
    for name, value in values.items():
        if name not in by_name:
            told = ", ".join(f"{p.name} ({p.kind})" for p in known) or "none"
            raise QueryError(f"this query has no parameter {name!r}; its parameters: {told}")
        term = KINDS[by_name[name].kind](value, names)
        if term is None:
            raise QueryError(f"{name}={value!r}: give {EXAMPLES[by_name[name].kind]}")
        query = _bound(query, by_name[name], term)
    return query


def _bound(query: str, parameter: Parameter, term: NamedNode | Literal) -> str:
    """Return a query with another value in a parameter's line, which reading the query has made sure of."""
    found = parameter.line.search(query)
    if found is None:
        raise QueryError(f"this query gives {parameter.name} no value of its own; write its BIND line")
    return f"{query[: found.start()]}BIND ({term} AS ?{parameter.name}){query[found.end() :]}"


def _country(value: str, names: Names) -> NamedNode | None:
    return NamedNode(names.country(value)) if CODE.fullmatch(value) else None


def _theatre(value: str, names: Names) -> NamedNode | None:
    return NamedNode(names.theatre(value)) if CODE.fullmatch(value) or WORD.fullmatch(value) else None


def _date(value: str, _: Names) -> Literal | None:
    if not ISO_DATE.fullmatch(value):
        return None
    try:
        return Literal(date.fromisoformat(value).isoformat(), datatype=XSD_DATE)
    except ValueError:  # no day of the calendar
        return None


KINDS: dict[str, Callable[[str, Names], NamedNode | Literal | None]] = {
    "country": _country,
    "theatre": _theatre,
    "date": _date,
}
EXAMPLES = {
    "country": "a country's code of ISO 3166-1, such as PL",
    "theatre": "a host country's code such as IQ, or a region such as gulf",
    "date": "a day such as 2004-04-30",
}
