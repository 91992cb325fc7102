"""A sentence as typed items: lexicon spans, numbers, dates, names and plain words, in order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from coalition_kg.extract.dates import FoundDate, find_dates
from coalition_kg.extract.lexicon import Tags, grammar, holds, sets_by_form, theatres, words
from coalition_kg.extract.numbers import cue_before, number_at, qualified
from coalition_kg.model import Quantity, Sentence
from coalition_kg.segment import CleanText, clean

TOKEN = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?![\d])|\d+,\d+|\d+|[^\W\d_]+|[^\w\s]|_")
HEADER = re.compile(r"^\s*[-*•+]?\s*([^:.,;!?\"]{2,40}?)\s*:\s*(?=\S)")
# Lines that link to other articles end in a date in brackets.
LINK = re.compile(r"\(\s*\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\s*\)\s*$")
BULLETS = {"-", "*", "•", "+"}
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

    def has_any(self, *tags: str) -> bool:
        """Return whether the item carries one of the tags."""
        return any(tag in self.tags for tag in tags)

    def among(self, *names: str) -> bool:
        """Return whether the item is a word of one of the sets in ``data/lexicon/words.tsv``."""
        named = sets_by_form().get(self.text)
        return named is not None and not named.isdisjoint(names)

    def begins(self, name: str) -> bool:
        """Return whether the item begins with a word of a set, or with its first letters."""
        return self.text.startswith(tuple(words(name)))

    def ends_in_word(self, name: str) -> bool:
        """Return whether a word of a set is the last of the item's several words."""
        return self.text.endswith(tuple(f" {word}" for word in words(name)))

    def holds(self, *names: str) -> bool:
        """Return whether a word of one of the sets stands anywhere in the item."""
        return any(holds(self.text, name) for name in names)

    @property
    def joins(self) -> bool:
        """Whether the item joins two in a list: a comma or ``và``."""
        return self.text == "," or self.has("and")

    @property
    def modal(self) -> str | None:
        """What the item says of an action: ``will``, ``refuse``, ...; None for other words."""
        return self.tags.get("modal")

    @property
    def place_code(self) -> str | None:
        """The country that the item names or lies in."""
        return self.tags.get("country") or self.tags.get("place_country")

    @property
    def lists_parts(self) -> bool:
        """Whether the parts of what was counted follow: ``trong đó``, ``bao gồm``."""
        return self.has("include") and self.begins("enumeration")

    @property
    def is_mark(self) -> bool:
        """Whether the item is punctuation."""
        return len(self.text) == 1 and not self.text.isalnum() and self.quantity is None

    @property
    def is_stop(self) -> bool:
        """Whether the item is punctuation or a word that opens another clause."""
        return self.is_mark or self.has("break")

    @property
    def is_plain(self) -> bool:
        """Whether the item is a word that no lexicon knows, or a number."""
        return not self.tags and not self.is_mark and self.date is None

    @property
    def is_capital_word(self) -> bool:
        """Whether the item is a capitalised word that no lexicon knows."""
        return self.capital and not self.tags and self.text.isalpha()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a clean sentence, lower case, with their offsets and whether they are capitalised."""

    text: str
    words: list[str]
    offsets: list[tuple[int, int]]
    capitals: list[bool]


@dataclass(slots=True)
class TypedSentence:
    """A sentence with its clean copy, its tokens and its items."""

    sentence: Sentence
    copy: CleanText
    tokens: Tokens
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
    tokens = _tokens(copy.text, lower)
    dates = [_as_written(found, copy, sentence.text) for found in find_dates(lower, published)]
    result = TypedSentence(sentence, copy, tokens, _without_bullet(_items(tokens, dates)), dates)
    result.is_title = sentence.number == 1
    result.is_link = LINK.search(copy.text) is not None and sentence.number > 1
    result.is_question = copy.text.rstrip("\"' ").endswith("?")
    _find_header(result)
    return result


def _without_bullet(items: list[Item]) -> list[Item]:
    """``- Ba Lan: 900 quân``: the mark before a line of a list says nothing."""
    return items[1:] if len(items) > 1 and items[0].text in BULLETS else items


def _tokens(text: str, lower: str) -> Tokens:
    matches = list(TOKEN.finditer(lower if len(lower) == len(text) else text))
    offsets = [m.span() for m in matches]
    return Tokens(
        text, [m.group() for m in matches], offsets, [text[start].isupper() for start, _ in offsets]
    )


def _as_written(found: FoundDate, copy: CleanText, raw: str) -> FoundDate:
    """Return a date with its text as the article has it, mask and all."""
    start, end = copy.raw(found.start, found.end)
    return replace(found, mention=replace(found.mention, text=raw[start:end].replace("_", " ")))


def _items(tokens: Tokens, dates: list[FoundDate]) -> list[Item]:
    date_starts = {d.start: d for d in dates}
    items: list[Item] = []
    index = 0
    while index < len(tokens.words):
        date = date_starts.get(tokens.offsets[index][0])
        item, size = _item_at(tokens, index) if date is None else _dated(tokens, index, date)
        if item.quantity is not None:
            item = _with_cue(item, items, tokens, index)
        items.append(item)
        index += size
    return items


def _dated(tokens: Tokens, index: int, date: FoundDate) -> tuple[Item, int]:
    start = date.start
    size = sum(1 for _, end in tokens.offsets[index:] if end <= date.end) or 1
    text = tokens.text[start : date.end].lower()
    return Item(start, date.end, text, NO_TAGS, tokens.capitals[index], date=date), size


def _item_at(tokens: Tokens, index: int) -> tuple[Item, int]:
    """A number where it is no shorter than what the grammar knows, else the grammar's word, else any word."""
    entry = grammar().at(tokens.words, tokens.capitals, index)
    number = None if _is_year(tokens.words, index) else number_at(tokens.words, index)
    if number is not None and (entry is None or len(entry.tokens) <= number[1]):
        quantity, size = number
        return _item(tokens, index, size, NO_TAGS, quantity), size
    if entry is not None and not _is_inside_name(tokens, index, len(entry.tokens), entry.tags):
        size = len(entry.tokens)
        return _item(tokens, index, size, entry.tags), size
    return _item(tokens, index, 1, NO_TAGS), 1


def _is_year(tokens: list[str], index: int) -> bool:
    """``thêm hai năm``: behind a number the word for five is the noun *year*."""
    return tokens[index] in words("year-noun") and index > 0 and number_at(tokens, index - 1) is not None


def _item(tokens: Tokens, index: int, size: int, tags: Tags, quantity: Quantity | None = None) -> Item:
    start, end = tokens.offsets[index][0], tokens.offsets[index + size - 1][1]
    return Item(start, end, tokens.text[start:end].lower(), tags, tokens.capitals[index], quantity)


def _with_cue(item: Item, before: list[Item], tokens: Tokens, index: int) -> Item:
    """Fold the qualifying words before a number into its item."""
    cue = cue_before(tokens.words, index)
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


def _is_inside_name(tokens: Tokens, index: int, size: int, tags: Tags) -> bool:
    """A one-syllable country beside a capitalised unknown syllable is part of a person's name."""
    if "country" not in tags or size > 1:
        return False
    before = index > 0 and tokens.capitals[index - 1] and not _is_known(tokens, index - 1)
    return before and tags.get("country_kind") != "capital" and index > 1


def _is_known(tokens: Tokens, index: int) -> bool:
    """Whether a capitalised token is a known word, alone or as the end of a known phrase."""
    if grammar().at(tokens.words, tokens.capitals, index):
        return True
    for back in (1, 2, 3):
        entry = grammar().at(tokens.words, tokens.capitals, index - back) if index >= back else None
        if entry and len(entry.tokens) > back:
            return True
    word = tokens.words[index]
    return index == 0 or not word.isalpha() or tokens.words[index - 1] in {".", ":", '"', "-"}


def _find_header(result: TypedSentence) -> None:
    """``Ba Lan: ...`` at the start of a line opens the section of a country."""
    match = HEADER.match(result.copy.text)
    if match is None:
        return
    whole = [i for i in result.items if i.has("country") and (i.start, i.end) == match.span(1)]
    if whole:
        result.header = whole[0].tags["country"]
        result.header_end = match.end()


def is_host(code: str | None) -> bool:
    """Return whether a country hosted a multinational force."""
    return code in theatres()


def opens_apposition(items: Sequence[Item], index: int) -> bool:
    """Return whether a comma stands at an index that ``nước ...`` follows: what is told of a state."""
    if not 0 <= index < len(items) - 1 or items[index].text != ",":
        return False
    state, following = items[index + 1], items[index + 2 : index + 3]
    pointed = state.ends_in_word("this") or any(i.among("this") for i in following)
    return state.has("state_noun") or (state.has("pronoun", "country") and not pointed)


def appositions(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield the commas around each ``, nước từng bảo vệ lính Nhật, ...``."""
    commas = [i for i, item in enumerate(items) if item.text == ","]
    yield from ((a, b) for a, b in pairwise(commas) if opens_apposition(items, a))


def modals(items: Iterable[Item]) -> set[str]:
    """Return what the items say of an action: ``will``, ``refuse``, ..."""
    return {item.tags["modal"] for item in items if "modal" in item.tags}


def only_describe(items: list[Item]) -> bool:
    """Return whether the items are one or two unknown words, as in ``lính phòng vệ Iraq``."""
    return 0 < len(items) <= 2 and all(
        i.tags.keys() <= {"word"} and i.text.isalpha() and not i.capital for i in items
    )
