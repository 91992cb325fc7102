"""The answers to "why?": a quote in a sentence, or a graph that no article stands behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from coalition_kg.errors import SnapshotError
from coalition_kg.flat import type_name
from coalition_kg.model import Evidence
from coalition_kg.quads import FactReader, confidence_in
from coalition_kg.quads import namespaces as ns
from coalition_kg.store import Snapshot


@dataclass(frozen=True)
class ContextSentence:
    """Another sentence of the article that a fact needs, by its number."""

    number: int
    text: str


@dataclass(frozen=True)
class Reason:
    """A fact and where it stands; offsets are code points of the raw article, end exclusive.

    ``confidence`` is that of the rule, None for an unmeasured one.
    """

    fact: str
    type: str
    article: str
    title: str
    sentence: int
    sentence_start: int
    sentence_end: int
    sentence_text: str
    start: int
    end: int
    quote: str
    rule: str
    context: tuple[ContextSentence, ...]
    graph: str
    confidence: float | None = None

    @property
    def place(self) -> tuple[Any, ...]:
        """The sort key: article, then offset."""
        return self.article, self.start, self.end, self.type, self.fact


@dataclass(frozen=True)
class Background:
    """A graph that no article stands behind, and where its content comes from."""

    graph: str
    source: str | None


class Reasons:
    """Reads the reasons of facts from a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._store = snapshot.store
        self._names = snapshot.names
        self._reader = FactReader(snapshot.store, snapshot.names)
        self._confidence = confidence_in(snapshot.store, snapshot.names)

    def of_facts(self, facts: set[str]) -> list[Reason]:
        """Return the reasons of facts by their IRIs, ordered by article and offset."""
        return sorted((self.of_fact(iri) for iri in facts), key=lambda reason: reason.place)

    def of_fact(self, iri: str) -> Reason:
        """Return the reason of one fact; raise SnapshotError where it is incomplete."""
        fact = self._reader.fact(NamedNode(iri))
        found = fact.evidence
        sentence = self._names.sentence(found.article, found.sentence)
        return Reason(
            fact=iri,
            type=type_name(fact),
            article=found.article,
            title=self._value(self._names.article(found.article), ns.DCTERMS + "title"),
            sentence=found.sentence,
            sentence_start=int(self._value(sentence, self._names.term("start"))),
            sentence_end=int(self._value(sentence, self._names.term("end"))),
            sentence_text=self._text(sentence),
            start=found.start,
            end=found.end,
            quote=found.quote,
            rule=found.rule,
            context=tuple(self._context(found)),
            graph=self._names.sentence_graph(found.article, found.sentence),
            confidence=self._confidence(found.rule),
        )

    def _context(self, evidence: Evidence) -> Iterator[ContextSentence]:
        for number in evidence.context:
            yield ContextSentence(number, self._text(self._names.sentence(evidence.article, number)))

    def _text(self, sentence: str) -> str:
        return self._value(sentence, self._names.term("text"))

    def _value(self, subject: str, predicate: str) -> str:
        found = self._store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)
        quad = next(iter(found), None)
        if quad is None:
            raise SnapshotError(
                f"{subject}: no {predicate} in the snapshot; run `coalition verify`, build again"
            )
        return str(getattr(quad.object, "value", quad.object))
