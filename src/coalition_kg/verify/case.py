"""What the checks look at: a snapshot's quads, facts and raw texts."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad

from coalition_kg.errors import ArticleError, CoalitionError
from coalition_kg.model import Fact
from coalition_kg.quads import FactReader
from coalition_kg.quads import namespaces as ns
from coalition_kg.quads.schema import CLASSES
from coalition_kg.quads.terms import RDF_TYPE
from coalition_kg.store import Snapshot

# The texts of the articles at hand at one time.
TEXTS = 16


class Case:
    """A snapshot under proof; ``articles_dir`` is a folder of originals to compare with, or None."""

    def __init__(self, snapshot: Snapshot, articles_dir: Path | None = None) -> None:
        self.snapshot = snapshot
        self.articles_dir = articles_dir
        self.names = snapshot.names
        self._store = snapshot.store
        self._text = lru_cache(maxsize=TEXTS)(self._read_text)

    def text(self, article: str) -> str | None:
        """Return an article's raw text, None where it can't be read (which the article check reports)."""
        return self._text(article)

    def _read_text(self, article: str) -> str | None:
        try:
            return self.snapshot.article_text(article)
        except ArticleError:
            return None

    def quads(self, subject: Any = None, predicate: Any = None, object_: Any = None) -> Iterator[Quad]:
        """Yield the triples that match in any graph, each once, None matching anything."""
        return self._store.quads_for_pattern(subject, predicate, object_, DefaultGraph())

    def values(self, subject: Any, term: str) -> list[str]:
        """Return the values of one of the project's own properties, or of a property by its whole IRI."""
        predicate = NamedNode(term if ":" in term else self.names.term(term))
        return sorted(_value(quad.object) for quad in self.quads(subject, predicate))

    def value(self, subject: Any, term: str) -> str | None:
        """Return the only value of a property, None where there is none or more than one."""
        found = self.values(subject, term)
        return found[0] if len(found) == 1 else None

    def number(self, subject: Any, term: str) -> int | None:
        """Return the only value of a property as an integer, None where there is none."""
        found = self.value(subject, term)
        return int(found) if found is not None and found.isdecimal() else None

    def article_of(self, node: Any) -> str | None:
        """Return the name of the article that a sentence belongs to."""
        article = self.value(node, "article")
        return self.value(NamedNode(article), ns.DCTERMS + "identifier") if article else None

    def instances(self, cls: str) -> list[NamedNode]:
        """Return the instances of one of the project's own classes by IRI."""
        found = {quad.subject for quad in self.quads(None, RDF_TYPE, NamedNode(self.names.term(cls)))}
        return sorted((node for node in found if isinstance(node, NamedNode)), key=_value)

    @cached_property
    def readings(self) -> dict[str, Fact | str]:
        """Every node of a fact class by IRI: the fact, or what keeps it from being read."""
        nodes = {node for cls in CLASSES for node in self.instances(cls)}
        return {node.value: self._read(node) for node in sorted(nodes, key=_value)}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts that can be read whole, by IRI."""
        return {iri: found for iri, found in self.readings.items() if isinstance(found, Fact)}

    def _read(self, node: NamedNode) -> Fact | str:
        try:
            return FactReader(self._store, self.names).fact(node)
        except (CoalitionError, ValueError) as error:
            return str(error)


def _value(node: Any) -> str:
    return str(getattr(node, "value", node))
