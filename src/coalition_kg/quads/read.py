"""Facts read back from a store, the inverse of the writer."""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from coalition_kg.errors import SnapshotError
from coalition_kg.identify import Names, concept_value
from coalition_kg.model import DateMention, Evidence, Fact, Quantity, Span
from coalition_kg.quads import namespaces as ns
from coalition_kg.quads.schema import CLASSES, SLOTS, Slot
from coalition_kg.quads.terms import RDF_TYPE

Node = NamedNode | BlankNode | Literal | Triple
Values = dict[str, list[Node]]


class FactReader:
    """Reads the facts of a store that was written under ``names.base``."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names
        self._own = names.term("")

    def facts(self) -> Iterator[Fact]:
        """Yield every fact, ordered by IRI within its class."""
        for name in CLASSES:
            found = self._store.quads_for_pattern(None, RDF_TYPE, NamedNode(self._names.term(name)), None)
            yield from (self.fact(node) for node in sorted({q.subject for q in found}, key=str))

    def fact(self, node: Any) -> Fact:
        """Return the fact that a node stands for; raise SnapshotError where the graph holds no whole fact."""
        values = self._values(node)
        cls = CLASSES.get(_local(str(values["type"][0].value))) if "type" in values else None
        if cls is None:
            raise SnapshotError(f"{node.value}: no fact of this snapshot; build it again")
        try:
            slots = {slot.field: _read(slot, values) for slot in SLOTS[cls]}
            country, theatre = _name(values, "country"), _name(values, "theatre")
            return cls(evidence=self._evidence(node), country=country, theatre=theatre, **slots)
        except (KeyError, IndexError, TypeError) as error:
            raise SnapshotError(f"{node.value}: incomplete in the graph ({error}); build it again") from error

    def _values(self, node: Any) -> Values:
        values: Values = {}
        for quad in self._store.quads_for_pattern(node, None, None, None):
            values.setdefault(_local(quad.predicate.value), []).append(quad.object)
        return values

    def _evidence(self, fact: Any) -> Evidence:
        evidence = self._values(fact)["evidence"][0]
        values = self._values(evidence)
        position = self._values(NamedNode(f"{evidence.value}#position"))
        quote = self._values(NamedNode(f"{evidence.value}#quote"))
        article, sentence = str(values["sentence"][0].value).rsplit("/", 2)[-2:]
        return Evidence(
            article=self._article_name(article),
            sentence=int(sentence[1:]),
            start=int(position["start"][0].value),
            end=int(position["end"][0].value),
            quote=str(quote["exact"][0].value),
            rule=_local(str(values["rule"][0].value)),
            context=tuple(sorted(int(str(c.value).rsplit("/s", 1)[1]) for c in values.get("context", []))),
        )

    def _article_name(self, quoted: str) -> str:
        node = NamedNode(f"{self._names.base}/id/article/{quoted}")
        names: list[Quad] = list(self._store.quads_for_pattern(node, NamedNode(ns.DCTERMS + "identifier"), None, None))
        return str(names[0].object.value)


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1] if "#" in iri else iri.rsplit("/", 1)[-1]


def _name(values: Values, property_: str) -> str | None:
    found = values.get(property_)
    return _local(str(found[0].value)) if found else None


def _literal(values: Values, property_: str) -> str | None:
    found = values.get(property_)
    return str(found[0].value) if found else None


def _integer(values: Values, property_: str) -> int | None:
    found = _literal(values, property_)
    return int(found) if found is not None else None


def _read(slot: Slot, values: Values) -> Any:
    match slot.kind:
        case "concept":
            name = _name(values, slot.term)
            return concept_value(name) if name else None
        case "country":
            return _name(values, slot.term)
        case "text":
            return _literal(values, slot.term)
        case "integer":
            return _integer(values, slot.term)
        case "boolean":
            return _literal(values, slot.term) == "true"
        case "quantity":
            return _quantity(values)
        case "date":
            return _date(values)
        case "span":
            return _span(values)
        case "place":
            return _literal(values, "placeText")
        case _:
            return tuple(sorted(str(v.value) for v in values.get("areaText", [])))


def _quantity(values: Values) -> Quantity | None:
    qualifier = _name(values, "qualifier")
    if qualifier is None:
        return None
    return Quantity(
        _integer(values, "statedValue"),
        concept_value(qualifier),
        _literal(values, "redacted") == "true",
        _integer(values, "lowerBound"),
        _integer(values, "upperBound"),
    )


def _date(values: Values) -> DateMention | None:
    text = _literal(values, "dateText")
    if text is None:
        return None
    return DateMention(text, _literal(values, "edtf"), _literal(values, "dateRedacted") == "true")


def _span(values: Values) -> Span | None:
    text = _literal(values, "conditionText")
    if text is None:
        return None
    return Span(int(values["conditionStart"][0].value), int(values["conditionEnd"][0].value), text)
