"""What a sentence asserts, written into the graph of that sentence."""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from coalition_kg.identify import Names
from coalition_kg.model import (
    Casualty,
    Commitment,
    DateMention,
    Deployment,
    Fact,
    Quantity,
    RoleAssignment,
    SectorCommand,
    SectorMembership,
    Span,
    StrengthReport,
)
from coalition_kg.quads.schema import CLASS_NAMES, SLOTS, Slot
from coalition_kg.quads.terms import (
    EDTF_DATATYPE,
    RDF_TYPE,
    RDFS_LABEL,
    XSD_DATE,
    boolean,
    date_interval,
    integer,
    text,
)

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

# Facts that are about a country's own contingent.
OF_CONTINGENT = (StrengthReport, SectorMembership, Deployment, RoleAssignment, Commitment)
EXECUTED = {"under-way", "completed"}
SERVICE_VICTIMS = {"soldiers", "police", "soldiers+police"}


def fact_quads(fact: Fact, names: Names) -> Iterator[Quad]:
    """Yield what the fact's sentence asserts, in the graph of that sentence."""
    graph = NamedNode(names.sentence_graph(fact.evidence.article, fact.evidence.sentence))
    for triple in _Writer(fact, names).triples():
        yield Quad(*triple, graph)


class _Writer:
    def __init__(self, fact: Fact, names: Names) -> None:
        self.fact = fact
        self.names = names
        self.node = NamedNode(names.fact(fact))

    def triples(self) -> Iterator[Triple]:
        yield self.node, RDF_TYPE, self._term(CLASS_NAMES[type(self.fact)])
        if self.fact.country:
            yield self._to_iri("country", self.names.country(self.fact.country))
        if self.fact.theatre:
            yield self._to_iri("theatre", self.names.theatre(self.fact.theatre))
        for slot in SLOTS[type(self.fact)]:
            value = getattr(self.fact, slot.field)
            if value is not None:
                yield from self._slot(slot, value)
        yield from self._entities()

    def _term(self, name: str) -> NamedNode:
        return NamedNode(self.names.term(name))

    def _to_iri(self, name: str, iri: str) -> Triple:
        return self.node, self._term(name), NamedNode(iri)

    def _to_literal(self, name: str, literal: Literal) -> Triple:
        return self.node, self._term(name), literal

    def _slot(self, slot: Slot, value: Any) -> Iterator[Triple]:
        match slot.kind:
            case "concept":
                yield self._to_iri(slot.term, self.names.concept(slot.term, value))
            case "country":
                yield self._to_iri(slot.term, self.names.country(value))
            case "text":
                yield self._to_literal(slot.term, text(value))
            case "integer":
                yield self._to_literal(slot.term, integer(value))
            case "boolean":
                yield self._to_literal(slot.term, boolean(value))
            case _:
                yield from getattr(self, f"_{slot.kind}")(value)

    def _quantity(self, quantity: Quantity) -> Iterator[Triple]:
        numbers = {"statedValue": quantity.value, "lowerBound": quantity.lower, "upperBound": quantity.upper}
        for name, number in numbers.items():
            if number is not None:
                yield self._to_literal(name, integer(number))
        yield self._to_iri("qualifier", self.names.concept("qualifier", quantity.qualifier))
        yield self._to_literal("redacted", boolean(quantity.redacted))

    def _date(self, date: DateMention) -> Iterator[Triple]:
        yield self._to_literal("dateText", text(date.text))
        if date.redacted:
            yield self._to_literal("dateRedacted", boolean(True))
        if date.edtf:
            yield self._to_literal("edtf", Literal(date.edtf, datatype=EDTF_DATATYPE))
            for name, day in zip(("earliest", "latest"), date_interval(date.edtf), strict=True):
                yield self._to_literal(name, Literal(day, datatype=XSD_DATE))

    def _place(self, place: str) -> Iterator[Triple]:
        yield self._to_literal("placeText", text(place))
        yield self._to_iri("place", self.names.place(place))
        yield from self._place_node(place)

    def _place_node(self, place: str) -> Iterator[Triple]:
        node = NamedNode(self.names.place(place))
        yield node, RDF_TYPE, self._term("Place")
        yield node, RDFS_LABEL, text(place)

    def _areas(self, areas: tuple[str, ...]) -> Iterator[Triple]:
        for area in areas:
            yield self._to_literal("areaText", Literal(area))
            if area[:1].islower():  # a region of the theatre; places are proper nouns
                yield self._to_iri("area", self.names.concept("area", area))
            else:
                yield self._to_iri("area", self.names.place(area))
                yield from self._place_node(area)

    def _span(self, span: Span) -> Iterator[Triple]:
        yield self._to_literal("conditionText", text(span.text))
        yield self._to_literal("conditionStart", integer(span.start))
        yield self._to_literal("conditionEnd", integer(span.end))

    def _entities(self) -> Iterator[Triple]:
        """Yield the contingent, force or sector that the fact is about."""
        fact = self.fact
        if fact.theatre is None:
            return
        if fact.country and self._is_of_contingent():
            yield from self._contingent(fact.country, fact.theatre)
        if isinstance(fact, StrengthReport) and fact.holder != "country":
            force = NamedNode(self.names.force(fact.holder, fact.theatre))
            yield self.node, self._term("force"), force
            yield force, RDF_TYPE, self._term("MultinationalForce")
            yield force, self._term("inTheatre"), NamedNode(self.names.theatre(fact.theatre))
        if isinstance(fact, SectorCommand) and fact.country:
            yield from self._sector(fact.country, fact.theatre)
        if isinstance(fact, SectorMembership):
            yield from self._sector(fact.lead, fact.theatre)

    def _is_of_contingent(self) -> bool:
        fact = self.fact
        if isinstance(fact, Casualty):
            return fact.victims in SERVICE_VICTIMS and fact.country != fact.theatre
        if isinstance(fact, Commitment) and fact.action == "deploy" and fact.modality not in EXECUTED:
            return False  # troops that are only promised, weighed or refused are no contingent yet
        return isinstance(fact, OF_CONTINGENT) and fact.country != fact.theatre

    def _contingent(self, country: str, theatre: str) -> Iterator[Triple]:
        contingent = NamedNode(self.names.contingent(country, theatre))
        yield self.node, self._term("contingent"), contingent
        yield contingent, RDF_TYPE, self._term("Contingent")
        yield contingent, self._term("ofCountry"), NamedNode(self.names.country(country))
        yield contingent, self._term("inTheatre"), NamedNode(self.names.theatre(theatre))

    def _sector(self, lead: str, theatre: str) -> Iterator[Triple]:
        # Named by the lead, and nothing more: who commands it when, only the fact says.
        sector = NamedNode(self.names.sector(lead, theatre))
        yield self.node, self._term("sector"), sector
        yield sector, RDF_TYPE, self._term("CommandSector")
        yield sector, self._term("inTheatre"), NamedNode(self.names.theatre(theatre))
