"""What a query may cost: figures as constants, and what its text gives away before it is evaluated."""

import os
from dataclasses import dataclass, field

from coalition_kg.errors import QueryError
from coalition_kg.query import Token, tokens

MIB = 1 << 20
# More workers than this would take all threads that the server has for its requests.
MOST_WORKERS = 16
# Queries that wait for a worker; one more is told to come back later.
MOST_WAITING = 16
# Brackets within brackets; the parser recurses with each of them.
MOST_NESTED = 100
# Operators and keywords that make a pattern or an expression larger: UNION, FILTER, BIND, &&, +, /, ...
MOST_OPERATORS = 1000
# The triple patterns of all groups; optimizing a join takes time that grows faster than their number.
MOST_PATTERNS = 256
# A result is held in memory, so that it is sent whole or not at all.
LARGEST_RESULT = 128 * MIB
OPERATORS = {"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "GRAPH", "EXISTS", "SELECT", "VALUES", "IN"}


def default_workers() -> int:
    """Return the number of processors, at least 2 and at most MOST_WORKERS."""
    return min(max(os.cpu_count() or 1, 2), MOST_WORKERS)


@dataclass(frozen=True)
class Limits:
    """How many queries run at once, and what one of them may take: seconds and MiB of memory."""

    workers: int = field(default_factory=default_workers)
    seconds: float = 30.0
    memory: int = 1024


def check_query(query: str) -> None:
    """Raise QueryError for a query that is beyond the limits."""
    found = tokens(query)
    check_nesting(found)
    operators = sum(kind == "operator" or (kind == "word" and text in OPERATORS) for kind, text in found)
    _check_most(operators, MOST_OPERATORS, "the query has", "operators; split it, or list terms in VALUES")
    _check_most(_patterns(found), MOST_PATTERNS, "the query has", "triple patterns; split it")


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
