"""What the rules see in a sentence: its typed spans and its clauses."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from coalition_kg.extract.explain.records import Clause, TypedSpan
from coalition_kg.extract.explain.stretch import stretch
from coalition_kg.extract.items import Item
from coalition_kg.extract.modality import _is_boundary
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.reading import Reading
from coalition_kg.model import DateMention, Quantity

# The items that are shown: tag → type of the span. Nouns of forces are shown as phrases.
ITEM_TYPES = {
    "country": "country", "place": "place", "region": "region", "title": "office", "office": "office",
    "pronoun": "pronoun", "organisation": "organisation", "modal": "modality", "condition": "condition",
    "hypothesis": "hypothesis", "now": "time", "former": "time", "older_war": "older war",
    "elsewhere": "other conflict", "money": "unit", "stationed": "stationed",
}  # fmt: skip
# What the phrases of people are called that are no force: kind → type; others keep the kind's name.
PHRASE_TYPES = {"host": "host force", "enemy": "others", "vague_nations": "nations"}
ACTION_TAGS = ("own", "object", "subject")
# The overlay words that are shown, by table.
OVERLAYS = {
    "casualty": (),
    "sectors": ("command", "passive_command", "under", "cooperate", "handover"),
    "roles": ("role", "act"),
    "stance": ("stance", "war"),
}
NEGATION = "neg"


def typed_spans(view: Reading) -> tuple[TypedSpan, ...]:
    """Return the typed spans of a sentence by offset, the longer before the shorter."""
    found = {*_of_items(view), *_of_phrases(view), *_of_persons(view), *_of_overlays(view)}
    return tuple(sorted(found, key=lambda span: (span.start, -span.end, span.type, span.meaning)))


def _span(view: Reading, first: int, last: int, kind: str, meaning: str) -> TypedSpan:
    where = stretch(view.typed, first, last)
    return TypedSpan(where.start, where.end, where.text, kind, meaning)


def _of_items(view: Reading) -> Iterator[TypedSpan]:
    for index, item in enumerate(view.items):
        for kind, meaning in _senses(item):
            yield _span(view, index, index, kind, meaning)


def _senses(item: Item) -> Iterator[tuple[str, str]]:
    """The types of an item, each with what the item stands for."""
    if item.quantity is not None:
        yield "quantity", told_quantity(item.quantity)
    if item.date is not None:
        yield "date", _told_date(item.date.mention)
    for tag in ACTION_TAGS:
        if item.has(tag):
            yield "action", item.tags[tag]
    for tag, kind in ITEM_TYPES.items():
        if item.has("modal", NEGATION) and tag == "modal":
            yield "negation", NEGATION
        elif item.has(tag) and not (tag == "stationed" and item.has("in")):
            yield kind, _told_place(item) if tag == "place" else item.tags[tag]


def _told_place(item: Item) -> str:
    return f"{item.tags['place']}, {item.tags['place_country']}"


def told_quantity(quantity: Quantity) -> str:
    """Return a quantity as its value, qualifier and interval: ``1650 about, 1485 to 1815``."""
    if quantity.redacted:
        return "masked, unknown"
    value = quantity.qualifier if quantity.value is None else f"{quantity.value} {quantity.qualifier}"
    lower = "?" if quantity.lower is None else quantity.lower
    upper = "?" if quantity.upper is None else quantity.upper
    return value if lower == upper == quantity.value else f"{value}, {lower} to {upper}"


def _told_date(mention: DateMention) -> str:
    if mention.redacted:
        return "masked, unknown"
    return mention.edtf or "no year and month follow"


def _of_phrases(view: Reading) -> Iterator[TypedSpan]:
    for phrase in view.phrases:
        kind = "force" if phrase.is_force else PHRASE_TYPES.get(phrase.kind, phrase.kind)
        yield _span(view, phrase.first, phrase.last, kind, _told_phrase(phrase))


def _told_phrase(phrase: NounPhrase) -> str:
    owner = "+".join(phrase.codes) or phrase.owner
    people = PHRASE_TYPES.get(phrase.personnel, phrase.personnel)
    counted = told_quantity(phrase.quantity) if phrase.quantity is not None else None
    return "; ".join(filter(None, (people, f"of {owner}" if owner else None, counted)))


def _of_persons(view: Reading) -> Iterator[TypedSpan]:
    for actor in view.actors:
        if actor.kind in {"person", "name", "office"}:
            whose = f"{actor.side} of {'+'.join(actor.codes)}" if actor.codes else actor.side
            kind = "office" if actor.kind == "office" else "person"
            yield _span(view, actor.first, actor.last, kind, whose)


def _of_overlays(view: Reading) -> Iterator[TypedSpan]:
    for table, tags in OVERLAYS.items():
        for mark in view.marks(table, *tags):
            yield _span(view, mark.first, mark.last, mark.tag.replace("_", " "), mark.value)


def clauses(view: Reading, openings: Iterable[int] = ()) -> tuple[Clause, ...]:
    """Return the clauses of a sentence, beyond which no word governs an act.

    A break such as ``nhưng`` opens a clause; ``;`` and ``:`` close one.
    ``openings`` are the items of the commas behind which a rule saw a new subject open another clause.
    """
    if not view.items:
        return ()
    size = len(view.items)
    firsts = sorted({0, *_firsts(view), *(comma + 1 for comma in openings)} - {size})
    return tuple(_clause(view, first, end - 1) for first, end in pairwise([*firsts, size]))


def _firsts(view: Reading) -> Iterator[int]:
    """Where a clause starts: at a word that opens one, behind a mark that closes one."""
    for index, item in enumerate(view.items):
        if _is_boundary(item):
            yield index if item.has("break") else index + 1


def _clause(view: Reading, first: int, last: int) -> Clause:
    where, opener = stretch(view.typed, first, last), view.items[first]
    opened_by = opener.tags.get("break") if _is_boundary(opener) else None
    return Clause(where.start, where.end, where.text, opened_by)
