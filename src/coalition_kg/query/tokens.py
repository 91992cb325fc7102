"""The tokens of a SPARQL query, as far as its keywords and its limits need them."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from coalition_kg.errors import QueryError

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
# What looks like an IRI may be a comparison (`?a<?b#>`), and hide where a comment, string or keyword starts;
# not so after a scheme and two slashes.
HIDING = re.compile(r"[#']|service", re.IGNORECASE)
ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
NO_NETWORK = "SERVICE: queries over the network are not allowed"
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


def words(found: Iterable[Token]) -> set[str]:
    """Return the bare words among tokens, the keywords among them.

    >>> sorted(words(tokens("SELECT ?service { ?s a:from 'SERVICE' } # SERVICE")))
    ['SELECT']
    """
    return {text for kind, text in found if kind == "word"}


def refuse_services(query: str, found: Sequence[Token]) -> None:
    """Raise QueryError for a query, given with its tokens, that asks another host.

    The parser needs no space around a keyword: ``trueSERVICE<x>`` and ``SERVICEex:a{`` call a service too.
    """
    if "service" not in query.lower():
        return
    for (kind, text), (_, following) in pairwise([*found, ("", "")]):
        if kind == "word" and "SERVICE" in text:
            raise QueryError(f"{NO_NETWORK}; ask the other endpoint by itself")
        if kind == "name" and following == "{" and "SERVICE" in text.partition(":")[0].upper():
            raise QueryError(f"{NO_NETWORK}; if {text} is a term, put a dot between it and the {{")
        if kind == "iri" and HIDING.search(text) and not ABSOLUTE.match(text):
            raise QueryError(f"{NO_NETWORK}; if {text} is an IRI, write it in full")
