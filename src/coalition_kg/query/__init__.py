"""SPARQL over a snapshot: queries as text, in files or by name, and their results in standard formats."""

from coalition_kg.query.formats import FORMATS, Form, Format, Result, form_of, format_named, write
from coalition_kg.query.named import NamedQuery, named_queries, named_query
from coalition_kg.query.run import Dataset, QuerySyntaxError, evaluate, run
from coalition_kg.query.tokens import Token, tokens

__all__ = [
    "FORMATS",
    "Dataset",
    "Form",
    "Format",
    "NamedQuery",
    "QuerySyntaxError",
    "Result",
    "Token",
    "evaluate",
    "form_of",
    "format_named",
    "named_queries",
    "named_query",
    "run",
    "tokens",
    "write",
]
