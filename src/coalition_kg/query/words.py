"""The bare words of a SPARQL query: what is left without its strings, IRIs, names and comments."""

import re

# SPARQL 1.1 Query Language, section 19.8; the first that fits takes the text, as in the grammar.
TOKEN = re.compile(
    r"""
      (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<long> \"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?''' )
    | (?P<short> "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<comment> \#[^\n\r]* )
    | (?P<variable> [?$][\w·]+ )
    | (?P<tag> @[a-zA-Z-]+ )
    | (?P<name> [\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<word> [A-Za-z_]\w* )
    """,
    re.VERBOSE | re.DOTALL,
)


def words(query: str) -> set[str]:
    """Return the bare words of a query in upper case, its keywords among them.

    >>> sorted(words("SELECT ?service { ?s a:from 'SERVICE' } # SERVICE"))
    ['SELECT']
    """
    return {match.group().upper() for match in TOKEN.finditer(query) if match.lastgroup == "word"}
