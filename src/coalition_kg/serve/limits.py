"""What a query may cost: figures as constants, and what its text gives away before it is evaluated."""

import os
from dataclasses import dataclass, field

from coalition_kg.errors import QueryError
from coalition_kg.query import Token, tokens

MIB = 1 << 20
# Queries that run at once; more would take the processors from each other.
MOST_WORKERS = 64
# Queries that wait for a worker; one more is told to come back later.
MOST_WAITING = 256
# Brackets within brackets; the parser recurses with each of them.
MOST_NESTED = 100
# Operators and keywords that make a pattern or an expression larger: UNION, FILTER, BIND, &&, +, /, ...
MOST_OPERATORS = 1000
# The triple patterns of all groups; optimizing a join takes time that grows faster than their number.
MOST_PATTERNS = 256
OPERATORS = {"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "GRAPH", "EXISTS", "SELECT", "VALUES", "IN"}


def default_workers() -> int:
    """Return the number of processors, at least 2 and at most MOST_WORKERS."""
    return min(max(os.cpu_count() or 1, 2), MOST_WORKERS)


def default_long() -> int:
    """Return how many long queries run beside the others, so that a few leave room for more."""
    return max(2 * default_workers(), 6)


@dataclass(frozen=True)
class Limits:
    """How many queries run at once, and what one of them may take: seconds and MiB of memory.

    ``workers`` queries start together; those that turn out to be long go on beside them, ``long`` at most.
    """

    workers: int = field(default_factory=default_workers)
    seconds: float = 30.0
    memory: int = 1024
    long: int = field(default_factory=default_long)


@dataclass(frozen=True)
class Connections:
    """How many connections there are at most, and how slow a client may be, in seconds.

    ``read`` is for the head of a request and for the first part of its body, ``write`` for taking any part
    of an answer, ``grace`` for queries that run when the server stops.
    """

    most: int = 1000
    read: float = 10.0
    write: float = 30.0
    grace: float = 8.0


def check_query(query: str) -> None:
    """Raise QueryError for a query that is beyond the limits."""
    if _is_small(query):
        return
    found = tokens(query)
    check_nesting(found)
    operators = sum(kind == "operator" or (kind == "word" and text in OPERATORS) for kind, text in found)
    _check_most(operators, MOST_OPERATORS, "the query has", "operators; split it, or list terms in VALUES")
    _check_most(_patterns(found), MOST_PATTERNS, "the query has", "triple patterns; split it")


def _is_small(query: str) -> bool:
    """Return whether a query is too short, and has too few marks, to be beyond any limit."""
    opening = query.count("{") + query.count("(") + query.count("[")
    separators = query.count(".") + query.count(",") + query.count(";")
    return len(query) <= MOST_OPERATORS and opening <= MOST_NESTED and opening + separators <= MOST_PATTERNS


def check_nesting(found: list[Token]) -> None:
    """Raise QueryError for tokens whose brackets nest beyond the limits."""
    _check_most(_nested(found), MOST_NESTED, "brackets nest", "levels deep; flatten the query")


def _nested(found: list[Token]) -> int:
    depth = deepest = 0
    for kind, _ in found:
        depth += (kind == "open") - (kind == "close")
        deepest = max(deepest, depth)
    return deepest


def _patterns(found: list[Token]) -> int:
    """Count what separates or ends triple patterns; within parentheses a comma separates arguments."""
    patterns = 0
    inside: list[str] = []
    for kind, text in found:
        if kind == "open":
            inside.append(text)
            patterns += text == "{"
        elif kind == "close" and inside:
            inside.pop()
        elif kind == "separator" and inside and inside[-1] != "(":
            patterns += 1
    return patterns


def _check_most(count: int, most: int, before: str, after: str) -> None:
    if count > most:
        raise QueryError(f"{before} {count} {after} (the endpoint takes at most {most})")
