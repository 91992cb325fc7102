"""Troops: people who are moved as a force is, where a force was just spoken of, ``sẽ rút 2.000 người``."""

from collections.abc import Sequence
from dataclasses import replace

from coalition_kg.extract.discourse import Discourse
from coalition_kg.extract.items import Item, is_host
from coalition_kg.extract.phrases import NounPhrase

# Fewer people than these are no part of a contingent that is told of.
FEWEST = 10
# How many sentences ago the force may have been spoken of.
RECENT = 1
# How far before the people their verb may stand, how far behind them that of going.
GOVERNED = 3
GOING = 4
VALENCIES = ("own", "object")
OTHERS = {"civilian", "host", "enemy"}


def as_troops(
    items: Sequence[Item], phrases: Sequence[NounPhrase], discourse: Discourse, number: int
) -> list[NounPhrase]:
    """Return the phrases, with people as soldiers where a verb moves them and a force was spoken of."""
    phrases = [_as_guards(items, p) for p in phrases]
    if any(p.kind in OTHERS for p in phrases):
        return phrases
    known = _is_spoken_of(discourse, number)
    found: list[NounPhrase] = []
    for phrase in phrases:
        earlier = (
            known or any(p.is_force and p.kind != "coalition" for p in found) or _moves(items[: phrase.first])
        )
        moved = _are_people(items, phrase) and (_is_moved(items, phrase) or _goes(items, phrase))
        listed = bool(found) and _is_listed(items, found[-1], phrase)
        promoted = (moved and earlier) or listed
        found.append(replace(phrase, kind="person", personnel="soldiers") if promoted else phrase)
    return found


def _as_guards(items: Sequence[Item], phrase: NounPhrase) -> NounPhrase:
    """``Bồ Đào Nha cử 128 vệ binh``: guards whom a verb moves are of another land than the host's own."""
    guards = phrase.kind == "host" and items[phrase.noun].among("guards")
    foreign = guards and ((bool(phrase.codes) and not is_host(phrase.codes[0])) or _is_moved(items, phrase))
    return replace(phrase, kind="person", personnel="police") if foreign else phrase


def _is_spoken_of(discourse: Discourse, number: int) -> bool:
    """The section's country, or a contingent in the sentence before."""
    header, force = discourse.header, discourse.force
    if header is not None and not is_host(header.codes[0]):
        return True
    recent = force is not None and force.armed and number - force.sentence <= RECENT
    return recent and force is not None and len(force.codes) == 1 and not is_host(force.codes[0])


def _moves(items: Sequence[Item]) -> bool:
    """``rút quân`` before in the sentence."""
    return any(i.has("own") for i in items)


def _are_people(items: Sequence[Item], phrase: NounPhrase) -> bool:
    """``2.000 người``, without a word that says who they are."""
    quantity = phrase.quantity
    if phrase.kind != "people" or quantity is None or phrase.codes or phrase.last != phrase.noun:
        return False
    many = quantity.value is None or quantity.value >= FEWEST
    if any(i.among("suffer", "which") for i in items[phrase.last + 1 : phrase.last + 2]):
        return False  # ``đưa 12 người bị tạm giam ra khỏi Iraq``
    return many and items[phrase.noun].among("person")


def _is_listed(items: Sequence[Item], before: NounPhrase, phrase: NounPhrase) -> bool:
    """``1.550 binh sĩ Ukraina, 420 người Bulgaria và ...``: people between soldiers."""
    counted = before.kind == "person" and before.quantity is not None and bool(before.codes)
    joined = before.last == phrase.first - 2 and items[phrase.first - 1].joins
    many = phrase.quantity is not None and (phrase.quantity.value or 0) >= FEWEST
    return counted and joined and many and phrase.kind == "people" and bool(phrase.codes)


def _is_moved(items: Sequence[Item], phrase: NounPhrase) -> bool:
    """``sẽ rút 2.000 người``, ``gửi thêm 370 người``."""
    for item in reversed(items[max(0, phrase.first - GOVERNED) : phrase.first]):
        if item.has_any(*VALENCIES):
            return not item.among("leave-or-hold")
        if not item.has_any("still", "more", "det", "all", "each"):
            return False
    return False


def _goes(items: Sequence[Item], phrase: NounPhrase) -> bool:
    """``2.000 người sẽ về nước``, ``45 người đã lên đường``."""
    for item in items[phrase.last + 1 : phrase.last + 1 + GOING]:
        if item.has("subject"):
            return item.holds("home") or not item.among("leave", "go-away", "depart")
        if not item.has_any("modal", "still", "now") and item.date is None:
            return False
    return False
