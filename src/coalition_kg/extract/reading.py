"""One sentence with its phrases: finding words, stretches and places in it, and quoting it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from coalition_kg.extract.actors import actors
from coalition_kg.extract.contingents import as_contingent
from coalition_kg.extract.discourse import Discourse, Speaker, Topic
from coalition_kg.extract.items import Item, TypedSentence, is_host
from coalition_kg.extract.lexicon import overlay, words
from coalition_kg.extract.phrases import NounPhrase, country_groups, noun_phrases
from coalition_kg.extract.troops import as_troops
from coalition_kg.model import DateMention, Evidence

# What may stand between a verb and its object: ``tới Iraq thêm``, ``hết các``.
TRANSPARENT = (
    "still", "det", "more", "in", "to", "country", "place", "region", "kind_of_place", "title_filler",
    "modal", "of", "gulf", "pronoun", "each", "crowd",
)  # fmt: skip
# The year in which the first mission of the time began.
EARLIEST = "2001"
BRACKETS = {'"', "(", ")"}


@dataclass(frozen=True, slots=True)
class Mark:
    """An overlay word: item range, tag and value."""

    first: int
    last: int
    tag: str
    value: str


class Reading:
    """A typed sentence with its phrases and the state of discourse before it."""

    def __init__(self, typed: TypedSentence, discourse: Discourse, following: TypedSentence | None) -> None:
        self.typed = typed
        self.items = typed.items
        self.discourse = discourse
        self.following = following
        self.groups = country_groups(self.items)
        named = [as_contingent(typed.items, p) for p in noun_phrases(typed, self.groups)]
        self.phrases = as_troops(typed.items, named, discourse, typed.sentence.number)
        self.actors = actors(typed, self.groups, self.phrases)
        self.claimed: set[int] = set()
        self.has_losses = False
        self._overlays: dict[str, list[Mark]] = {}

    @property
    def number(self) -> int:
        """The sentence's number in its article."""
        return self.typed.sentence.number

    # Stretches

    def item(self, index: int) -> Item | None:
        """Return the item at an index, or None outside the sentence."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def before(self, index: int, reach: int) -> list[Item]:
        """Return up to ``reach`` items before one."""
        return self.items[max(0, index - reach) : index]

    def after(self, index: int, reach: int) -> list[Item]:
        """Return up to ``reach`` items behind one."""
        return self.items[index + 1 : index + 1 + reach]

    def between(self, first: int, last: int) -> list[Item]:
        """Return the items between two, neither included."""
        return self.items[first + 1 : last]

    def places_after(self, index: int, reach: int) -> range:
        """Return the indices of up to ``reach`` items behind one."""
        return range(index + 1, min(index + 1 + reach, len(self.items)))

    def places_before(self, index: int, reach: int) -> range:
        """Return the indices of up to ``reach`` items before one, the nearest first."""
        return range(index - 1, max(-1, index - 1 - reach), -1)

    def plain_between(self, first: int, last: int) -> int:
        """Return how many unknown words and numbers stand between two items."""
        return sum(1 for item in self.between(first, last) if item.is_plain)

    def breaks_between(self, first: int, last: int, kinds: tuple[str, ...] = ("contrast", "cause")) -> bool:
        """Return whether a break of one of the kinds stands between two items."""
        return any(i.tags.get("break") in kinds or i.text in {";", ":"} for i in self.between(first, last))

    # Overlay words

    def marks(self, table: str, *tags: str) -> list[Mark]:
        """Return the words of an overlay table in the sentence; only those of the tags, where given."""
        if table not in self._overlays:
            self._overlays[table] = list(self._marks(table))
        found = self._overlays[table]
        return [m for m in found if m.tag in tags] if tags else found

    def _marks(self, table: str) -> Iterator[Mark]:
        matcher, index, tokens = overlay(table), 0, self.typed.tokens
        while index < len(tokens.words):
            known = matcher.begins(tokens.words[index])
            entry = matcher.at(tokens.words, tokens.capitals, index) if known else None
            if entry is None:
                index += 1
                continue
            first, last = self._item_of(index), self._item_of(index + len(entry.tokens) - 1)
            if self._cuts_items(index, len(entry.tokens), first, last):
                index += 1
                continue
            for tag, value in entry.tags.items():
                yield Mark(first, last, tag, value)
            index += len(entry.tokens)

    def _cuts_items(self, index: int, size: int, first: int, last: int) -> bool:
        """``công binh`` in ``tấn công binh sĩ``: the end of one word and the start of another."""
        offsets = self.typed.tokens.offsets
        start, end = offsets[index][0], offsets[index + size - 1][1]
        return first != last and (self.items[first].start < start and end < self.items[last].end)

    def _item_of(self, token: int) -> int:
        if not self.typed.item_at:
            for index, item in enumerate(self.items):
                for position in range(item.start, item.end):
                    self.typed.item_at[position] = index
        return self.typed.item_at[self.typed.tokens.offsets[token][0]]

    # Phrases

    def phrase_at(self, index: int) -> NounPhrase | None:
        """Return the noun phrase that covers an item."""
        return next((p for p in self.phrases if p.first <= index <= p.last), None)

    def phrase_from(self, first: int) -> NounPhrase | None:
        """Return the noun phrase that starts at an item."""
        return next((p for p in self.phrases if p.first == first), None)

    def phrases_before(self, index: int) -> list[NounPhrase]:
        """Return the noun phrases that end before an item."""
        return [p for p in self.phrases if p.last < index]

    def phrase_before(self, index: int, reach: int) -> NounPhrase | None:
        """Return the nearest noun phrase before an item, up to ``reach`` items away."""
        near = [p for p in self.phrases_before(index) if index - p.last <= reach]
        return near[-1] if near else None

    def phrase_after(self, index: int, reach: int = 8) -> NounPhrase | None:
        """Return the first noun phrase that starts after an item, before a mark, a break or another verb."""
        for position in self.places_after(index, reach):
            phrase = self.phrase_from(position)
            if phrase is not None:
                return phrase
            item = self.items[position]
            if (item.is_mark and item.text not in BRACKETS) or item.has_any("break", "that"):
                return None
        return None

    def object_after(self, index: int, reach: int = 8) -> NounPhrase | None:
        """Return the noun phrase that an item takes as object: only function words stand between."""
        phrase = self.phrase_after(index, reach)
        if phrase is None:
            return None
        places = range(index + 1, phrase.first)
        open_ = all(_is_transparent(self.items[i]) or self._joins_numbers(i) for i in places)
        return phrase if open_ else None

    def _joins_numbers(self, index: int) -> bool:
        """``gửi 1.800 và 2.300 quân``."""
        before, after = self.item(index - 1), self.item(index + 1)
        around = before is not None and after is not None and before.quantity and after.quantity
        return bool(around) and self.items[index].has("and")

    # Place

    def theatre(self, first: int, last: int) -> str | None:
        """Return the host country named between two items after a preposition, else the article's."""
        for index in range(max(first, 1), min(last + 1, len(self.items))):
            code = self.items[index].place_code
            kind = index > 1 and self.items[index - 1].has("kind_of_place")
            at = self.items[index - 2 if kind else index - 1]  # ``ở tỉnh Bamiyan``
            there = at.has("in") or (at.has("stationed") and at.ends_in_word("at"))
            if code and there and is_host(code):
                return code
        return self.discourse.theatre

    def names_country(self) -> bool:
        """Return whether the sentence names a contributing country behind its header."""
        named = (
            (n, i) for n, i in enumerate(self.items) if i.start >= self.typed.header_end and i.has("country")
        )
        return any(not is_host(i.tags["country"]) and not self._kills(n) for n, i in named)

    def _kills(self, index: int) -> bool:
        """``bị lính Mỹ bắn``: the country is that of who did it."""
        return any(i.among("suffer") for i in self.items[max(0, index - 2) : index])

    def names_theatre(self) -> bool:
        """Return whether the sentence itself names the article's theatre."""
        theatre = self.discourse.theatre
        return any(theatre in {i.tags.get("country"), i.tags.get("place_country")} for i in self.items)

    def means_theatre(self) -> bool:
        """Return whether the sentence names the article's theatre, or the land that it is known as."""
        meant = any(i.has("gulf") or (i.has("pronoun", "theatre") and i.holds("land")) for i in self.items)
        return self.names_theatre() or meant

    def elsewhere(self, first: int, last: int) -> bool:
        """Return whether the stretch names a place of another conflict or a country without a mission."""
        stretch = range(max(first, 0), min(last + 1, len(self.items)))
        return any(self.items[i].has("elsewhere") or self._is_located_abroad(i) for i in stretch)

    def _is_located_abroad(self, index: int) -> bool:
        """``tới Sudan``: a country that is neither a host nor a city's name."""
        item = self.items[index]
        if not index or not item.has("country") or item.has("place") or is_host(item.tags["country"]):
            return False
        return self.items[index - 1].among("located")

    def is_left_open(self, index: int, reach: int) -> bool:
        """Return whether ``hay không`` stands within ``reach`` items behind one: whether it is so is open."""
        return self.left_open_at(index, reach) is not None

    def left_open_at(self, index: int, reach: int) -> int | None:
        """Return where ``hay không`` stands within ``reach`` items behind one, or None."""
        near = pairwise(self.places_after(index, reach))
        return next((a for a, b in near if self.items[a].among("or") and self.items[b].among("not")), None)

    # Time and context

    def is_long_ago(self) -> bool:
        """Return whether the sentence's dates are all of a year before the missions of the time."""
        years = [d.mention.edtf[:4] for d in self.typed.dates if d.mention.edtf]
        if not years or max(years) >= EARLIEST:
            return False
        now = any(i.has("now") for i in self.items)
        # ``hiện còn 32.000 binh sĩ, so với 50.000 hồi năm 1999``
        return not (now and (any(i.among("versus") for i in self.items) or self._has_now()))

    def _has_now(self) -> bool:
        """``Có mặt từ tháng 6/1999, KFOR hiện gồm 18.000 binh sĩ``: now, behind the last date."""
        last = max((i for i, item in enumerate(self.items) if item.date is not None), default=-1)
        later = pairwise(self.items[last + 1 :])
        return any(a.has("now", "current") and (a.has("have") or b.has("have")) for a, b in later)

    def same_day(self) -> DateMention | None:
        """Return ``cùng ngày`` with the date of the last dated event, or None where it is not said."""
        event, endings = self.discourse.event, tuple(words("same-day"))
        said = next((d.mention for d in self.typed.dates if d.mention.text.lower().endswith(endings)), None)
        return replace(said, edtf=event.edtf) if said is not None and event is not None else None

    def context_of(self, topic: Topic) -> tuple[int, ...]:
        """Return the sentence that named a topic, where it is another one."""
        return () if topic.sentence == self.number else (topic.sentence,)

    def introduction_of(self, speaker: Speaker) -> tuple[int, ...]:
        """Return the sentence that introduced a speaker, where it is another one of the article."""
        return () if speaker.sentence in {0, self.number} else (speaker.sentence,)

    # Evidence

    def evidence(self, first: int, last: int, rule: str, context: tuple[int, ...] = ()) -> Evidence:
        """Return the raw quote of items ``first`` to ``last``, both included."""
        first, last = self._trimmed(first, last)
        start, end = self.typed.copy.raw(self.items[first].start, self.items[last].end)
        sentence = self.typed.sentence
        others = tuple(sorted(set(context) - {sentence.number}))
        begin, quote = sentence.start, sentence.text[start:end]
        return Evidence(sentence.article, sentence.number, begin + start, begin + end, quote, rule, others)

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        while last > first and self.items[last].is_mark and self.items[last].text != ")":
            last -= 1
        while first < last and self.items[first].is_mark and self.items[first].text != '"':
            first += 1
        return first, last


def _is_transparent(item: Item) -> bool:
    """A word that may stand between a verb and its object."""
    if item.quantity is not None or item.text in BRACKETS:
        return True
    return item.among("the-act") or item.has_any(*TRANSPARENT)
