"""Victims behind the word of killing or wounding: ``giết chết 3 người``, ``sát hại phiên dịch X``."""

from collections.abc import Iterator
from dataclasses import replace

from coalition_kg.extract.frames.named import named_after
from coalition_kg.extract.frames.roster import listed_behind
from coalition_kg.extract.frames.tolls import ordinal_after
from coalition_kg.extract.frames.victims import (
    ONE,
    Loss,
    has_own_fate,
    is_countable,
    is_ordinal,
    is_single,
    loss_of,
)
from coalition_kg.extract.frames.whose import codes_of
from coalition_kg.extract.lexicon import words
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, View

# How far from the word a victim without a number may stand.
CLOSE = 4
# How far before it those may stand who are meant by a pronoun.
AMONG = 10
LISTED = {"kill", "wound"}


def after(view: View, mark: Mark) -> Iterator[Loss]:
    """Yield the losses of ``giết chết 3 người``."""
    if view.typed.text(mark.first, mark.last).lower() in words("make-do"):
        return
    phrase = view.object_after(mark.last, reach=4)
    described = _described_after(view, mark)
    if phrase is not None and (is_countable(phrase) or is_single(view, phrase)):
        yield from _each(view, phrase, mark)
        yield from _also(view, phrase, mark)
    elif described is not None:
        yield Loss(described, mark, ONE, described.codes)
    elif phrase is not None and (numbered := ordinal_after(view, phrase)) is not None:
        yield Loss(phrase, mark, numbered, codes_of(view, phrase))
    elif phrase is not None and is_ordinal(view, phrase, phrase.last + 2):
        yield Loss(phrase, mark, ONE, codes_of(view, phrase))
    elif (them := _them(view, mark)) is not None:
        yield from loss_of(view, them, mark)
    else:
        named = named_after(view, mark)
        found = [named] if named is not None else list(_bare_number(view, mark))
        yield from found or listed_behind(view, mark)


def _them(view: View, mark: Mark) -> NounPhrase | None:
    """``tước vũ khí của 21 cảnh sát và bắn chết họ``: those counted before."""
    pronoun = view.item(mark.last + 1)
    if pronoun is None or not pronoun.has("pronoun", "they"):
        return None
    counted = view.phrase_before(mark.first, AMONG)
    return counted if counted is not None and is_countable(counted) else None


def _each(view: View, phrase: NounPhrase, mark: Mark) -> Iterator[Loss]:
    """A counted group, or one person without a number."""
    if is_countable(phrase):
        yield from loss_of(view, phrase, mark)
    else:
        yield Loss(phrase, mark, ONE, codes_of(view, phrase))


def _described_after(view: View, mark: Mark) -> NounPhrase | None:
    """``Vụ giết hại Kim Sun-il, phiên dịch Hàn Quốc``: a name, then whose citizen it is."""
    victim = next((a for a in view.actors if a.first == mark.last + 1 and a.kind in {"name", "person"}), None)
    after = view.item(victim.last + 1) if victim is not None else None
    if victim is None or after is None or after.text != ",":
        return None
    noun = view.phrase_from(victim.last + 2)
    if noun is None or noun.kind not in {"civilian", "person"} or len(noun.codes) != 1:
        return None
    if noun.quantity is not None and noun.quantity.value != 1:
        return None
    return replace(noun, first=victim.first)


def _bare_number(view: View, mark: Mark) -> Iterator[Loss]:
    """``giết chết 6 và làm bị thương 30 người``: a bare number of people."""
    place = mark.last + 1
    bare, after = view.item(place), view.item(place + 1)
    if bare is None or bare.quantity is None or view.phrase_at(place) is not None:
        return
    if after is None or after.is_mark or after.has("and"):
        people = NounPhrase(place, place, "people", "people", bare.quantity, noun=place, number=place)
        noun = _targeted(view, mark) or _noun_shared(view, place) or people
        counted = replace(people, kind=noun.kind, personnel=noun.personnel)
        yield Loss(counted, mark, bare.quantity, codes_of(view, noun))


def _targeted(view: View, mark: Mark) -> NounPhrase | None:
    """``... nổ cạnh xe chở lính Anh, giết chết 1``: those whom the attack met."""
    force = view.phrase_before(mark.first, CLOSE)
    before = view.item(force.first - 1) if force is not None else None
    met = before is not None and before.among("target")
    return force if force is not None and met and force.kind == "person" and force.codes else None


def _noun_shared(view: View, place: int) -> NounPhrase | None:
    """``bắn chết 1 và làm bị thương 2 người Iraq``: the second number's noun serves the first."""
    after = view.item(place + 1)
    if after is None or not after.has("and"):
        return None
    noun = view.phrase_after(place + 1, CLOSE)
    return (
        noun
        if noun is not None and is_countable(noun) and not view.breaks_between(place + 1, noun.first)
        else None
    )


def _also(view: View, phrase: NounPhrase, mark: Mark) -> Iterator[Loss]:
    """``làm bị thương 9 cảnh sát, 2 lính Mỹ và 3 thường dân``: the list shares the fate."""
    last = phrase
    for following in (p for p in view.phrases if p.first > phrase.last):
        joint = [i for i in view.between(last.last, following.first) if not i.capital]
        if len(joint) != 1 or not joint[0].joins:
            return
        single = is_single(view, following)
        if single:
            yield Loss(following, mark, ONE, codes_of(view, following))
        if not (single or is_countable(following)) or has_own_fate(view, following, *LISTED):
            return
        yield from loss_of(view, following, mark)
        last = following
