"""SPARQL over a snapshot: queries as text, in files or by name, and their results in standard formats."""

from coalition_kg.query.formats import FORMATS, Form, Format, Result, form_of, format_named, write
from coalition_kg.query.named import NamedQuery, named_queries, named_query, read_header
from coalition_kg.query.run import Dataset, QuerySyntaxError, evaluate, located, run
from coalition_kg.query.tokens import Token, tokens
from coalition_kg.query.updates import Block, Data, Manage, Modify, Operation, operations

__all__ = [
    "FORMATS",
    "Block",
    "Data",
    "Dataset",
    "Form",
    "Format",
    "Manage",
    "Modify",
    "NamedQuery",
    "Operation",
    "QuerySyntaxError",
    "Result",
    "Token",
    "evaluate",
    "form_of",
    "format_named",
    "located",
    "named_queries",
    "named_query",
    "operations",
    "read_header",
    "run",
    "tokens",
    "write",
]
