"""Queries by name: the files of ``queries/competency/``, each with its question in its header."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from coalition_kg.errors import QueryError
from coalition_kg.identify import DEFAULT_BASE, Names
from coalition_kg.query.parameters import KINDS, Parameter, declared, with_values
from coalition_kg.resources import read_header, root


@dataclass(frozen=True)
class NamedQuery:
    """A query of the package; ``questions`` maps a language to what the query answers."""

    name: str
    title: str
    questions: dict[str, str]
    keywords: tuple[str, ...]
    text: str
    parameters: tuple[Parameter, ...] = ()

    def with_values(self, values: Mapping[str, str], names: Names) -> str:
        """Return the query's text for a graph, with values of its parameters in place of its own.

        Raise QueryError for a parameter that the query does not have, and for a value of another kind.
        """
        return with_values(self.under(names.base), self.parameters, values, names)

    def under(self, base: str) -> str:
        """Return the query's text for a graph under another base IRI."""
        return self.text.replace(DEFAULT_BASE, base)


def named_queries() -> list[NamedQuery]:
    """Return the queries of the package by name; raise QueryError where a header is incomplete."""
    folder = root() / "queries" / "competency"
    return [_read(path) for path in sorted(folder.glob("*.rq"), key=lambda path: path.name)]


def named_query(name: str) -> NamedQuery:
    """Return a query by its name; raise QueryError that lists near names where there is none."""
    known = {query.name: query for query in named_queries()}
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.4) or sorted(known)
        raise QueryError(
            f"no query is named {name!r}; near names: {', '.join(near)} (all: `coalition query --list`)"
        )
    return known[name]


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    header = read_header(text)
    questions = {key.partition("@")[2]: value for key, value in header.items() if key.startswith("question@")}
    if not header.get("title") or not {"vi", "en"} <= questions.keys():
        raise QueryError(f"{path}: header lacks `# title:`, `# question@vi:` or `# question@en:`; add it")
    keywords = tuple(word.strip() for word in header.get("keywords", "").split(",") if word.strip())
    parameters = declared(header.get("parameters", ""))
    for parameter in parameters:
        if parameter.kind not in KINDS or not parameter.line.search(text):
            raise QueryError(f"{path}: parameter {parameter.name} has no kind or no BIND line; correct it")
    return NamedQuery(path.stem, header["title"], questions, keywords, text, parameters)
