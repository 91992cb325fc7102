"""Facts read back from a store, the inverse of the writer."""

from collections.abc import Callable, Iterator
from typing import Any

from pyoxigraph import NamedNode, Store

from coalition_kg.errors import SnapshotError
from coalition_kg.identify import Names, concept_value
from coalition_kg.model import DateMention, Evidence, Fact, Quantity, Span
from coalition_kg.quads.schema import CLASSES, SLOTS, Slot
from coalition_kg.quads.terms import RDF_TYPE

# pyoxigraph types an object as a quoted triple too, which no fact has.
Values = dict[str, list[Any]]


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
            yield from (self.fact(node) for node in sorted({quad.subject for quad in found}, key=str))

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
            found = values.setdefault(_local(quad.predicate.value), [])
            if quad.object not in found:  # the same triple may stand in several graphs
                found.append(quad.object)
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
            rule=str(self._values(values["rule"][0])["label"][0].value),
            context=tuple(sorted(int(str(c.value).rsplit("/s", 1)[1]) for c in values.get("context", []))),
        )

    def _article_name(self, quoted: str) -> str:
        node = NamedNode(f"{self._names.base}/id/article/{quoted}")
        return str(self._values(node)["identifier"][0].value)


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
    return READERS[slot.kind](values, slot.term)


def _concept(values: Values, property_: str) -> str | None:
    name = _name(values, property_)
    return concept_value(name) if name else None


def _boolean(values: Values, property_: str) -> bool:
    return _literal(values, property_) == "true"


def _areas(values: Values, _: str) -> tuple[str, ...]:
    return tuple(sorted(str(value.value) for value in values.get("areaText", [])))


def _quantity(values: Values, _: str) -> Quantity | None:
    qualifier = _name(values, "qualifier")
    if qualifier is None:
        return None
    return Quantity(
        _integer(values, "statedValue"),
        qualifier,  # its own values hold underscores (at_least), never spaces
        _literal(values, "redacted") == "true",
        _integer(values, "lowerBound"),
        _integer(values, "upperBound"),
    )


def _date(values: Values, _: str) -> DateMention | None:
    text = _literal(values, "dateText")
    if text is None:
        return None
    return DateMention(text, _literal(values, "edtf"), _literal(values, "dateRedacted") == "true")


def _span(values: Values, _: str) -> Span | None:
    text = _literal(values, "conditionText")
    if text is None:
        return None
    return Span(int(values["conditionStart"][0].value), int(values["conditionEnd"][0].value), text)


# How each kind of slot is read; the last five kinds have properties of their own.
READERS: dict[str, Callable[[Values, str], Any]] = {
    "concept": _concept,
    "country": _name,
    "text": _literal,
    "integer": _integer,
    "boolean": _boolean,
    "quantity": _quantity,
    "date": _date,
    "span": _span,
    "place": lambda values, _: _literal(values, "placeText"),
    "areas": _areas,
}
