"""A rule: a header that says what it derives, and a CONSTRUCT query that any engine can run.

A rule keeps these conventions, so that its query tells what each conclusion followed from:

- A pattern over facts stands in ``GRAPH ?fromName { ?subject ... }``: the graph is used, and its first
  subject is the premise. Patterns in a graph named by its IRI (ontology, provenance) only look something up.
- ``?hash`` names the conclusion: SHA-256 of the rule's name and of what the conclusion is about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from coalition_kg.errors import RuleError
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.quads import namespaces as ns

QUERY = re.compile(
    r"(?P<prologue>.*?)\bCONSTRUCT\s*\{(?P<template>[^{}]*)\}\s*(?P<where>WHERE\b.*)", re.DOTALL
)
VARIABLE = re.compile(r"[?$](\w+)")
SOURCE = re.compile(r"\bGRAPH\s+[?$](from\w+)\s*\{\s*[?$](\w+)", re.IGNORECASE)
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
# What stands for a variable of the template while it is read as Turtle.
VARIABLE_IRI = "urn:variable:"
# SPARQL 1.1, sections 8, 6 and 11: what may take a conclusion back when more is known.
NOT_MONOTONE = re.compile(
    r"\b(?:NOT|MINUS|OPTIONAL|GROUP|COUNT|SUM|MIN|MAX|AVG|SAMPLE|LIMIT)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Rule:
    """A rule by its file's name; ``title`` and ``derives`` go by language, ``stratum`` counts from 1.

    The rules of a stratum see what those of lower ones derived, whole, and what their own stratum has so far.
    """

    name: str
    title: Mapping[str, str]
    derives: Mapping[str, str]
    example: str
    stratum: int
    text: str
    base: str = DEFAULT_BASE

    @property
    def path(self) -> str:
        """The rule's file, as seen from the top of the project."""
        return f"queries/rules/{self.name}.rq"

    @cached_property
    def _parts(self) -> re.Match[str]:
        match = QUERY.fullmatch(COMMENT.sub("", self.text))
        if match is None:
            raise RuleError(f"{self.path}: no CONSTRUCT {{ ... }} WHERE {{ ... }}; write the rule as one")
        return match

    @property
    def where(self) -> str:
        """The rule's conditions, without comments."""
        return self._parts["where"]

    @property
    def select(self) -> str:
        """The query for all solutions of the rule's conditions."""
        return f"{self._parts['prologue']}SELECT * {self.where}"

    @cached_property
    def template(self) -> tuple[Triple, ...]:
        """The triples that the rule constructs; an IRI ``urn:variable:NAME`` stands for a variable."""
        triples = VARIABLE.sub(rf"<{VARIABLE_IRI}\1>", self._parts["template"])
        # In SPARQL the last dot may be left out, in Turtle it may not.
        turtle = f"{self._parts['prologue']}{triples.strip().removesuffix('.')} ."
        try:
            return tuple(quad.triple for quad in parse(turtle, RdfFormat.TURTLE))
        except SyntaxError as error:
            raise RuleError(f"{self.path}: the template can't be read ({error}); correct it") from error

    @cached_property
    def sources(self) -> dict[str, tuple[str, ...]]:
        """The variables of the graphs that the rule uses → those of the premises in them."""
        found: dict[str, set[str]] = {}
        for graph, premise in SOURCE.findall(self.where):
            found.setdefault(graph, set()).add(premise)
        return {graph: tuple(sorted(premises)) for graph, premises in sorted(found.items())}

    @property
    def is_monotone(self) -> bool:
        """Whether more facts can never take a conclusion back."""
        return NOT_MONOTONE.search(self.where) is None

    @cached_property
    def marks(self) -> frozenset[str]:
        """The terms by which another rule reads what this one derives, as IRIs.

        The classes of its new resources, and its properties of resources that it only adds to.
        """
        typed = {t.subject for t in self.template if t.predicate.value == ns.RDF + "type"}
        classes = {t.object for t in self.template if t.predicate.value == ns.RDF + "type"}
        added = {t.predicate for t in self.template if t.subject not in typed}
        return frozenset(str(getattr(term, "value", term)) for term in (*classes, *added))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The classes and properties of the ontology in what the rule derives, as IRIs."""
        nodes = (node for triple in self.template for node in (triple.predicate, triple.object))
        own = f"{self.base}/ontology#"
        return frozenset(n.value for n in nodes if isinstance(n, NamedNode) and n.value.startswith(own))

    @cached_property
    def reads(self) -> frozenset[str]:
        """The terms of the ontology in the rule's conditions, as IRIs."""
        return frozenset(f"{self.base}/ontology#{term}" for term in re.findall(r"\bcoal:(\w+)", self.where))


def instance(triple: Triple, row: Mapping[str, Any]) -> tuple[Any, Any, Any] | None:
    """Return a template's triple with a solution's values; None where one is not bound."""
    nodes = tuple(_value(node, row) for node in triple)
    return None if None in nodes else (nodes[0], nodes[1], nodes[2])


def _value(node: Any, row: Mapping[str, Any]) -> Any:
    if isinstance(node, NamedNode) and node.value.startswith(VARIABLE_IRI):
        return row[node.value.removeprefix(VARIABLE_IRI)]
    return node
