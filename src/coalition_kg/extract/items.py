"""A sentence as typed items: lexicon spans, numbers, dates, names and plain words, in order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from coalition_kg.extract.dates import FoundDate, find_dates
from coalition_kg.extract.lexicon import Tags, grammar, theatres
from coalition_kg.extract.numbers import cue_before, number_at, qualified
from coalition_kg.model import Quantity, Sentence
from coalition_kg.segment import CleanText, clean

TOKEN = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?![\d])|\d+,\d+|\d+|[^\W\d_]+|[^\w\s]|_")
HEADER = re.compile(r"^\s*[-*•+]?\s*([^:.,;!?\"]{2,40}?)\s*:\s*(?=\S)")
# Lines that link to other articles end in a date in brackets.
LINK = re.compile(r"\(\s*\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\s*\)\s*$")
NO_TAGS: Tags = {}


@dataclass(slots=True)
class Item:
    """A typed stretch of the clean sentence."""

    start: int
    end: int
    text: str
    tags: Tags
    capital: bool
    quantity: Quantity | None = None
    date: FoundDate | None = None

    def has(self, tag: str, value: str | None = None) -> bool:
        """Return whether the item carries a tag, and a value where one is given."""
        return tag in self.tags if value is None else self.tags.get(tag) == value

    @property
    def is_mark(self) -> bool:
        """Whether the item is punctuation."""
        return len(self.text) == 1 and not self.text.isalnum() and self.quantity is None


@dataclass(slots=True)
class TypedSentence:
    """A sentence with its clean copy, its tokens and its items."""

    sentence: Sentence
    copy: CleanText
    tokens: list[str]
    offsets: list[tuple[int, int]]
    capitals: list[bool]
    items: list[Item]
    dates: list[FoundDate]
    header: str | None = None
    header_end: int = 0
    is_title: bool = False
    is_link: bool = False
    is_question: bool = False
    item_at: dict[int, int] = field(default_factory=dict)

    def text(self, first: int, last: int) -> str:
        """Return the clean text of items ``first`` to ``last``, both included."""
        return self.copy.text[self.items[first].start : self.items[last].end]


def typed(sentence: Sentence, masked: bool, published: str | None) -> TypedSentence:
    """Return a sentence with its items; number 1 of an article is its title."""
    copy = clean(sentence.text, masked)
    lower = copy.text.lower()
    matches = list(TOKEN.finditer(lower)) if len(lower) == len(copy.text) else list(TOKEN.finditer(copy.text))
    tokens = [m.group() for m in matches]
    offsets = [m.span() for m in matches]
    capitals = [copy.text[start].isupper() for start, _ in offsets]
    dates = [_as_written(found, copy, sentence.text) for found in find_dates(lower, published)]
    items = list(_items(copy.text, tokens, offsets, capitals, dates))
    result = TypedSentence(sentence, copy, tokens, offsets, capitals, items, dates)
    result.is_title = sentence.number == 1
    result.is_link = LINK.search(copy.text) is not None and sentence.number > 1
    result.is_question = copy.text.rstrip("\"' ").endswith("?")
    _find_header(result)
    return result


def _as_written(found: FoundDate, copy: CleanText, raw: str) -> FoundDate:
    """Return a date with its text as the article has it, mask and all."""
    start, end = copy.raw(found.start, found.end)
    return replace(found, mention=replace(found.mention, text=raw[start:end].replace("_", " ")))


def _items(
    text: str, tokens: list[str], offsets: list[tuple[int, int]], capitals: list[bool], dates: list[FoundDate]
) -> Iterator[Item]:
    date_starts = {d.start: d for d in dates}
    index = 0
    pending: list[Item] = []
    while index < len(tokens):
        item, size = _item_at(text, tokens, offsets, capitals, date_starts, index)
        if item.quantity is not None:
            item = _with_cue(item, pending, tokens, index)
        pending.append(item)
        index += size
    yield from pending


def _item_at(
    text: str,
    tokens: list[str],
    offsets: list[tuple[int, int]],
    capitals: list[bool],
    date_starts: dict[int, FoundDate],
    index: int,
) -> tuple[Item, int]:
    start = offsets[index][0]
    date = date_starts.get(start)
    if date is not None:
        size = sum(1 for s, e in offsets[index:] if e <= date.end) or 1
        return Item(
            start, date.end, text[start : date.end].lower(), NO_TAGS, capitals[index], date=date
        ), size
    entry = grammar().at(tokens, capitals, index)
    number = number_at(tokens, index)
    if number is not None and (entry is None or len(entry.tokens) <= number[1]):
        quantity, size = number
        return _item(text, offsets, capitals, index, size, NO_TAGS, quantity), size
    if entry is not None and not _is_inside_name(tokens, capitals, index, len(entry.tokens), entry.tags):
        size = len(entry.tokens)
        return _item(text, offsets, capitals, index, size, entry.tags), size
    return _item(text, offsets, capitals, index, 1, NO_TAGS), 1


def _item(
    text: str,
    offsets: list[tuple[int, int]],
    capitals: list[bool],
    index: int,
    size: int,
    tags: Tags,
    quantity: Quantity | None = None,
) -> Item:
    start, end = offsets[index][0], offsets[index + size - 1][1]
    return Item(start, end, text[start:end].lower(), tags, capitals[index], quantity)


def _with_cue(item: Item, before: list[Item], tokens: list[str], index: int) -> Item:
    """Fold the qualifying words before a number into its item."""
    cue = cue_before(tokens, index)
    if cue is None or item.quantity is None or not before:
        return item
    found, size = cue
    count, taken = 0, 0
    while count < size and taken < len(before):
        taken += 1
        count += len(before[-taken].text.split())
    if count != size:
        return item
    item.quantity = qualified(item.quantity, found)
    item.start = before[-taken].start
    item.text = f"{' '.join(b.text for b in before[-taken:])} {item.text}"
    del before[-taken:]
    return item


def _is_inside_name(tokens: list[str], capitals: list[bool], index: int, size: int, tags: Tags) -> bool:
    """A one-syllable country beside a capitalised unknown syllable is part of a person's name."""
    if "country" not in tags or size > 1:
        return False
    before = index > 0 and capitals[index - 1] and not _is_known(tokens, capitals, index - 1)
    return before and tags.get("country_kind") != "capital" and index > 1


def _is_known(tokens: list[str], capitals: list[bool], index: int) -> bool:
    """Whether a capitalised token is a known word, alone or as the end of a known phrase."""
    if grammar().at(tokens, capitals, index):
        return True
    for back in (1, 2, 3):
        entry = grammar().at(tokens, capitals, index - back) if index >= back else None
        if entry and len(entry.tokens) > back:
            return True
    return index == 0 or not tokens[index].isalpha() or tokens[index - 1] in {".", ":", '"', "-"}


def _find_header(result: TypedSentence) -> None:
    """``Ba Lan: ...`` at the start of a line opens the section of a country."""
    match = HEADER.match(result.copy.text)
    if match is None:
        return
    inside = [i for i in result.items if i.start >= match.start(1) and i.end <= match.end(1)]
    whole = [i for i in inside if i.has("country") and i.start == match.start(1) and i.end == match.end(1)]
    if whole:
        result.header = whole[0].tags["country"]
        result.header_end = match.end()


def is_host(code: str | None) -> bool:
    """Return whether a country hosted a multinational force."""
    return code in theatres()
