"""One sentence as the frames see it: its phrases, who acts at a place in it, and where that happens."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from coalition_kg.extract.discourse import Discourse, Topic
from coalition_kg.extract.items import Item, TypedSentence, is_host
from coalition_kg.extract.lexicon import overlay
from coalition_kg.extract.phrases import Actor, NounPhrase, actors, country_groups, noun_phrases
from coalition_kg.model import DateMention, Evidence


@dataclass(frozen=True, slots=True)
class Mark:
    """An overlay word: item range, tag and value."""

    first: int
    last: int
    tag: str
    value: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a statement is about: countries, or an alliance (``codes`` empty), and the actor that names them.

    ``assumed`` where the sentence does not name the country and the topic stands in for it.
    """

    codes: tuple[str, ...]
    first: int | None
    actor: Actor | None = None
    phrase: NounPhrase | None = None
    side: str = "government"
    alliance: bool = False
    public: bool = False
    assumed: bool = False
    context: tuple[int, ...] = ()


# Decisions that, as nouns, have an owner: ``quyết định của Tokyo``.
DECIDED = {"pledge", "plan", "order"}
# More countries than these in one breath are a list, not what the next sentence is about.
MOST_SHARED = 3


class View:
    """A typed sentence with its phrases and the state of discourse before it."""

    def __init__(self, typed: TypedSentence, discourse: Discourse, following: TypedSentence | None) -> None:
        self.typed = typed
        self.items = typed.items
        self.discourse = discourse
        self.following = following
        self.groups = country_groups(self.items)
        self.phrases = noun_phrases(typed, self.groups)
        self.actors = actors(typed, self.groups, self.phrases)
        self.claimed: set[int] = set()
        self.has_losses = False

    @property
    def number(self) -> int:
        """The sentence's number in its article."""
        return self.typed.sentence.number

    # Words

    def marks(self, table: str) -> list[Mark]:
        """Return the words of an overlay table in the sentence."""
        return self._overlays.setdefault(table, list(self._marks(table)))

    @cached_property
    def _overlays(self) -> dict[str, list[Mark]]:
        return {}

    def _marks(self, table: str) -> Iterator[Mark]:
        matcher, index = overlay(table), 0
        while index < len(self.typed.tokens):
            entry = matcher.at(self.typed.tokens, self.typed.capitals, index)
            if entry is None:
                index += 1
                continue
            first, last = self._item_of(index), self._item_of(index + len(entry.tokens) - 1)
            for tag, value in entry.tags.items():
                yield Mark(first, last, tag, value)
            index += len(entry.tokens)

    def _item_of(self, token: int) -> int:
        offset = self.typed.offsets[token][0]
        if not self.typed.item_at:
            for index, item in enumerate(self.items):
                for position in range(item.start, item.end):
                    self.typed.item_at[position] = index
        return self.typed.item_at[offset]

    def breaks_between(self, first: int, last: int, kinds: tuple[str, ...] = ("contrast", "cause")) -> bool:
        """Return whether a break of one of the kinds stands between two items."""
        return any(
            item.tags.get("break") in kinds or item.text in {";", ":"}
            for item in self.items[first + 1 : last]
        )

    # Place

    def theatre(self, first: int, last: int) -> str | None:
        """Return the host country named between two items after a preposition, else the article's."""
        for index in range(first, min(last + 1, len(self.items))):
            item = self.items[index]
            code = item.tags.get("country") or item.tags.get("place_country")
            if code and index and self.items[index - 1].has("in") and is_host(code):
                return code
        return self.discourse.theatre

    def elsewhere(self, first: int, last: int) -> bool:
        """Return whether the stretch names a place of another conflict or a country without a mission."""
        for index in range(max(first, 0), min(last + 1, len(self.items))):
            item = self.items[index]
            if item.has("elsewhere"):
                return True
            located = index and self.items[index - 1].text in {
                "khỏi",
                "tới",
                "đến",
                "sang",
                "vào",
                "tại",
                "ở",
            }
            if (
                located
                and item.has("country")
                and not is_host(item.tags["country"])
                and not item.has("place")
            ):
                return True
        return False

    # Time

    def same_day(self) -> DateMention | None:
        """Return ``cùng ngày`` with the date of the last dated event, or None where it is not said."""
        event = self.discourse.event
        said = next(
            (d.mention for d in self.typed.dates if d.mention.text.lower().endswith("cùng ngày")), None
        )
        return replace(said, edtf=event.edtf) if said is not None and event is not None else None

    # Subjects

    def phrase_at(self, index: int) -> NounPhrase | None:
        """Return the noun phrase that covers an item."""
        return next((p for p in self.phrases if p.first <= index <= p.last), None)

    def phrase_after(self, index: int, reach: int = 8) -> NounPhrase | None:
        """Return the first noun phrase that starts after an item, before a mark, a break or another verb."""
        for position in range(index + 1, min(len(self.items), index + 1 + reach)):
            phrase = next((p for p in self.phrases if p.first == position), None)
            if phrase is not None:
                return phrase
            item = self.items[position]
            if (item.is_mark and item.text not in {'"', "(", ")"}) or item.has("break") or item.has("that"):
                return None
        return None

    def object_after(self, index: int, reach: int = 8) -> NounPhrase | None:
        """Return the noun phrase that an item takes as object: only function words stand between."""
        phrase = self.phrase_after(index, reach)
        if phrase is None:
            return None
        between = self.items[index + 1 : phrase.first]
        return phrase if all(_is_transparent(item) for item in between) else None

    def subject(self, index: int, floor: int = 0) -> Subject | None:
        """Return who acts at an item: the nearest actor or force before it in subject position.

        Where the sentence names none, the section's country or the topic is meant.
        """
        apposed = self._apposed(index)
        if apposed is not None:
            return apposed
        candidates: list[Actor | NounPhrase] = [*self.actors, *(p for p in self.phrases if p.is_force)]
        for candidate in sorted(candidates, key=lambda c: -c.last):
            if candidate.last >= index or candidate.first < floor or not self._is_subject(candidate):
                continue
            if self._inside_relative(candidate.first, index) or self._inside_noun_clause(
                candidate.first, index
            ):
                continue
            subject = self._resolved(candidate)
            if subject is not None:
                return subject
        return self.default_subject()

    def _apposed(self, index: int) -> Subject | None:
        """``Thủ tướng Italy - nước cam kết ...``: the country before the dash acts."""
        for position in range(index - 1, max(0, index - 8), -1):
            if self.items[position].has("country") or self.items[position].has("break"):
                return None
            noun = self.items[position].has("state_noun") or self.items[position].text == "người"
            counted = self.items[position - 1].quantity is not None or self.items[position - 1].has("det")
            mark = position - 2 if counted else position - 1
            if noun and self.items[mark].text in {"-", ","}:
                named = [a for a in self.actors if a.last == mark - 1]
                return self._of_actor(named[0]) if named else None
        return None

    def default_subject(self, titled: bool = False) -> Subject | None:
        """Return the section's country or the topic, with the sentence that named it as context.

        ``titled`` asks for the title's one country before the topic.
        """
        topic = self.discourse.current()
        if topic is not None and len(topic.codes) > MOST_SHARED:
            return None  # a long list of countries is nobody's topic
        title = self.discourse.title
        if titled and self.discourse.header is None and title is not None and len(title.codes) == 1:
            topic = title
        return Subject(topic.codes, None, assumed=True, context=self._context(topic)) if topic else None

    def _context(self, topic: Topic) -> tuple[int, ...]:
        return () if topic.sentence == self.number else (topic.sentence,)

    def names_theatre(self) -> bool:
        """Return whether the sentence itself names the article's theatre."""
        theatre = self.discourse.theatre
        return any(theatre in {i.tags.get("country"), i.tags.get("place_country")} for i in self.items)

    def speaks(self, actor: Actor) -> bool:
        """Return whether a person stands before, or right behind, a word of saying or deciding."""
        if not self._is_subject(actor):
            return False
        return any(item.has("modal") for item in self.items[actor.last + 1 : actor.last + 9])

    def is_agent(self, actor: Actor) -> bool:
        """Return whether an actor stands in subject position for a country other than a host."""
        return bool(actor.codes) and not is_host(actor.codes[0]) and self._is_subject(actor)

    def _is_subject(self, candidate: Actor | NounPhrase) -> bool:
        if candidate.first == 0:
            return True
        before = self.items[candidate.first - 1]
        if (
            before.text == "của"
            and candidate.first >= 2
            and self.items[candidate.first - 2].tags.get("modal") in DECIDED
        ):
            return True  # ``quyết định của Tokyo đưa quân``
        if isinstance(candidate, NounPhrase):
            described = candidate.kind == "allies" and self._is_aside(candidate)
            return not described and not _governs(before)
        if candidate.kind != "country":
            return not _governs(before)
        if before.has("modal", "support") or before.text in {"được", "bị"}:
            return False  # ``ủng hộ Mỹ đồng thời tuyên bố ...``, ``được Mỹ coi là ...``
        host = is_host(candidate.codes[0]) and not (before.is_mark or before.has("break"))
        return not host and not _governs(before)

    def _inside_relative(self, position: int, index: int) -> bool:
        """``Ba Lan, nước mà Mỹ coi là đồng minh, có ...``: who stands inside the clause is not who has."""
        for start in range(position, max(0, position - 9), -1):
            opens = self.items[start].has("state_noun") and self.items[start - 1].text in {",", "-"}
            if opens:
                marks = [i for i in range(start + 1, index) if self.items[i].text in {",", "-"}]
                return bool(marks) and position < marks[0]
        return False

    def _inside_noun_clause(self, position: int, index: int) -> bool:
        """``ủng hộ việc Mỹ tấn công Iraq, nhưng không góp quân``: the clause ends before what follows."""
        nominal = position > 0 and self.items[position - 1].has("nominal")
        return nominal and self.breaks_between(position, index, ("contrast",))

    def _is_aside(self, phrase: NounPhrase) -> bool:
        """``Berlusconi, đồng minh thân cận của Mỹ, ...``: between commas it only describes."""
        after = self.item(phrase.last + 1)
        return self.items[phrase.first - 1].text == "," and after is not None and after.text == ","

    def _resolved(self, candidate: Actor | NounPhrase) -> Subject | None:
        if isinstance(candidate, NounPhrase):
            return self._of_phrase(candidate)
        return self._of_actor(candidate)

    def _of_phrase(self, phrase: NounPhrase) -> Subject | None:
        if phrase.codes:
            return Subject(phrase.codes, phrase.first, phrase=phrase)
        if phrase.kind in {"coalition", "allies"}:
            return Subject((), phrase.first, phrase=phrase, alliance=True)
        if phrase.owner == "many":
            return Subject((), phrase.first, phrase=phrase, alliance=True)
        if phrase.owner in {"country", "they"}:
            antecedent = self.antecedent(phrase.owner, phrase.first)
            if antecedent:
                return replace(antecedent, first=phrase.first, phrase=phrase)
        return None

    def _of_actor(self, actor: Actor) -> Subject | None:
        match actor.kind:
            case "country":
                return Subject(actor.codes, actor.first, actor)
            case "public":
                return Subject((), actor.first, actor, public=True)
            case "alliance":
                return Subject((), actor.first, actor, alliance=True)
            case "pronoun":
                return self._of_pronoun(actor)
            case "name":
                return self._of_name(actor)
            case _:
                return self._of_person(actor)

    def _of_pronoun(self, actor: Actor) -> Subject | None:
        if actor.pronoun == "person":
            speaker = self.discourse.last_speaker
            inside = next(
                (a for a in reversed(self.actors) if a.kind == "person" and a.last < actor.first), None
            )
            if inside is not None:
                return self._of_person(inside)
            if speaker is None:
                return None
            named = replace(actor, name=speaker.name)
            context = () if speaker.sentence in {0, self.number} else (speaker.sentence,)
            if speaker.codes:
                return Subject(speaker.codes, actor.first, named, side=speaker.side, context=context)
            fallback = self.default_subject()
            return replace(fallback, first=actor.first, actor=named, side=speaker.side) if fallback else None
        if actor.pronoun == "force" and self.discourse.force is not None:
            force = self.discourse.force
            return Subject(force.codes, actor.first, actor, context=self._context(force))
        antecedent = self.antecedent(actor.pronoun or "", actor.first)
        return replace(antecedent, first=actor.first) if antecedent else None

    def antecedent(self, pronoun: str, index: int) -> Subject | None:
        """Who ``họ`` or ``nước này`` means: the nearest actor with a country before it, else the topic."""
        for actor in sorted(self.actors, key=lambda a: -a.last):
            if actor.last < index and actor.codes and self._is_subject(actor):
                single = len(actor.codes) == 1 or pronoun == "they"
                if single and not is_host(actor.codes[0]):
                    side = actor.side if actor.kind == "person" else "government"
                    return Subject(actor.codes, actor.first, actor, side=side)
        return self.default_subject()

    def _of_name(self, actor: Actor) -> Subject | None:
        speaker = self.discourse.known(actor.name or "")
        if speaker is None:
            return None
        context = () if speaker.sentence in {0, self.number} else (speaker.sentence,)
        if speaker.codes:
            return Subject(
                speaker.codes,
                actor.first,
                replace(actor, name=actor.name),
                side=speaker.side,
                context=context,
            )
        fallback = self.default_subject()
        return replace(fallback, first=actor.first, actor=actor, side=speaker.side) if fallback else None

    def _of_person(self, actor: Actor) -> Subject | None:
        if actor.codes:
            return Subject(actor.codes, actor.first, actor, side=actor.side)
        known = self.discourse.known(actor.name or "") if actor.kind == "person" else None
        if known is not None and known.codes:
            context = () if known.sentence in {0, self.number} else (known.sentence,)
            side = known.side if actor.side == "government" else actor.side
            return Subject(known.codes, actor.first, actor, side=side, context=context)
        fallback = self.default_subject(titled=True)
        if fallback is None:
            return (
                Subject((), actor.first, actor, side=actor.side, public=actor.side == "report")
                if actor.side == "report"
                else None
            )
        return replace(fallback, first=actor.first, actor=actor, side=actor.side)

    # Evidence

    def evidence(self, first: int, last: int, rule: str, context: tuple[int, ...] = ()) -> Evidence:
        """Return the raw quote of items ``first`` to ``last``, both included."""
        first, last = self._trimmed(first, last)
        start, end = self.typed.copy.raw(self.items[first].start, self.items[last].end)
        sentence = self.typed.sentence
        quote = sentence.text[start:end]
        return Evidence(
            sentence.article, sentence.number, sentence.start + start, sentence.start + end, quote, rule,
            tuple(sorted(set(context) - {sentence.number})),
        )  # fmt: skip

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        while last > first and self.items[last].is_mark and self.items[last].text != ")":
            last -= 1
        while first < last and self.items[first].is_mark and self.items[first].text != '"':
            first += 1
        return first, last

    def item(self, index: int) -> Item | None:
        """Return the item at an index, or None outside the sentence."""
        return self.items[index] if 0 <= index < len(self.items) else None


def _governs(before: Item) -> bool:
    """A preposition or ``của`` makes what follows no subject."""
    return before.has("of") or before.has("in") or before.has("not_subject")


def _is_transparent(item: Item) -> bool:
    """A word that may stand between a verb and its object: ``tới Iraq thêm``, ``hết các``."""
    tags = (
        "still",
        "det",
        "more",
        "in",
        "to",
        "country",
        "place",
        "region",
        "kind_of_place",
        "title_filler",
        "modal",
        "of",
        "gulf",
        "pronoun",
    )
    return (
        item.quantity is not None
        or item.text in {'"', "(", ")", "việc"}
        or any(tag in item.tags for tag in tags)
    )
