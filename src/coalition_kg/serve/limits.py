"""What a query may cost: figures as constants, and what its text gives away before it is evaluated."""

import os
import re
from dataclasses import dataclass, field
from itertools import pairwise

from coalition_kg.errors import QueryError

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


def default_workers() -> int:
    """Return the number of processors, at least 2 and at most MOST_WORKERS."""
    return min(max(os.cpu_count() or 1, 2), MOST_WORKERS)


@dataclass(frozen=True)
class Limits:
    """How many queries run at once, and what one of them may take: seconds and MiB of memory."""

    workers: int = field(default_factory=default_workers)
    seconds: float = 30.0
    memory: int = 1024


# SPARQL 1.1 Query Language, section 19.8; the first that fits takes the text, as in the grammar.
TOKEN = re.compile(
    r"""
      (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string> \"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?'''
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<unclosed> ["'].* )
    | (?P<comment> \#[^\n\r]* | \s+ )
    | (?P<variable> [?$]\w[\w·]* )
    | (?P<tag> @[a-zA-Z-]+ )
    | (?P<number> [+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)? )
    # A local name does not start with a dot: in `ex:.SERVICE` a keyword follows.
    | (?P<name> (?:\w[\w.-]*+)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)? )
    | (?P<word> [A-Za-z_]\w* )
    | (?P<open> [({\[] )
    | (?P<close> [)}\]] )
    | (?P<separator> [.;,] )
    | (?P<operator> && | \|\| | . )
    """,
    re.VERBOSE | re.DOTALL,
)
NO_CONTENT = {"comment", "tag"}
OPERATORS = {"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "GRAPH", "EXISTS", "SELECT", "VALUES", "IN"}
# What looks like an IRI may be a comparison (`?a<?b#>`), and hide where a comment, string or keyword starts;
# not so after a scheme and two slashes.
HIDING = re.compile(r"[#']|service", re.IGNORECASE)
ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
OTHER_HOSTS = "this endpoint asks no other hosts"
Token = tuple[str, str]


def tokens(query: str) -> list[Token]:
    """Return the (kind, text) of the tokens of a query; a keyword in upper case.

    >>> tokens("ASK{?s a ex:b}")[:3]
    [('word', 'ASK'), ('open', '{'), ('variable', '?s')]
    """
    found = ((str(match.lastgroup), match.group()) for match in TOKEN.finditer(query))
    return [
        (kind, text.upper() if kind == "word" else text) for kind, text in found if kind not in NO_CONTENT
    ]


def check_query(query: str) -> None:
    """Raise QueryError for a query that asks other hosts or is beyond the limits."""
    found = tokens(query)
    _check_hosts(query, found)
    _check_most(_nested(found), MOST_NESTED, "brackets nest", "levels deep; flatten the query")
    operators = sum(kind == "operator" or (kind == "word" and text in OPERATORS) for kind, text in found)
    _check_most(operators, MOST_OPERATORS, "the query has", "operators; split it, or list terms in VALUES")
    _check_most(_patterns(found), MOST_PATTERNS, "the query has", "triple patterns; split it")


def _check_hosts(query: str, found: list[Token]) -> None:
    """The parser needs no space around a keyword: `trueSERVICE<x>` and `SERVICEex:a{` call a service too."""
    if "LOAD" in (text for kind, text in found if kind == "word"):
        raise QueryError(f"LOAD: {OTHER_HOSTS}; load a file of your own with `coalition build`")
    if "service" not in query.lower():
        return
    for (kind, text), (_, following) in pairwise([*found, ("", "")]):
        if kind == "word" and "SERVICE" in text:
            raise QueryError(f"SERVICE: {OTHER_HOSTS}; ask the other endpoint by itself")
        if kind == "name" and following == "{" and "SERVICE" in text.partition(":")[0].upper():
            raise QueryError(f"SERVICE: {OTHER_HOSTS}; if {text} is a term, put a dot between it and the {{")
        if kind == "iri" and HIDING.search(text) and not ABSOLUTE.match(text):
            raise QueryError(f"SERVICE: {OTHER_HOSTS}; if {text} is an IRI, write it in full")


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
