"""Victims: who may be counted as lost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coalition_kg.extract.frames.whose import codes_of, is_told_at_once, total_of
from coalition_kg.extract.lexicon import holds
from coalition_kg.extract.names import is_foreign
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, View
from coalition_kg.model import Quantity

VICTIM_KINDS = {"person", "people", "civilian", "host", "enemy", "coalition", "allies", "mass"}
# How many items may stand between the victims and the word that says what befell them.
REACH = 22
# How far behind the victims a word of their own fate may stand.
CLOSE = 4
ONE = Quantity(1, lower=1, upper=1)


@dataclass(frozen=True, slots=True)
class Loss:
    """Victims and the mark that says what befell them."""

    phrase: NounPhrase
    mark: Mark
    quantity: Quantity
    codes: tuple[str | None, ...]
    context: tuple[int, ...] = ()


def loss_of(view: View, phrase: NounPhrase, mark: Mark) -> Iterator[Loss]:
    """Yield the loss of a counted group, unless it counts days or money."""
    noun, quantity = view.item(phrase.noun), phrase.quantity
    unit = noun is not None and noun.has("money") and not noun.has("people")
    if quantity is not None and not unit and not _is_part(view, phrase):
        yield Loss(_as_soldiers(view, phrase), mark, quantity, codes_of(view, phrase))


def _as_soldiers(view: View, phrase: NounPhrase) -> NounPhrase:
    """``73 binh sĩ Anh, trong đó 33 người``; ``Ba người đã thiệt mạng`` behind a country's force."""
    whole = total_of(view, phrase) if phrase.kind == "people" else None
    if whole is not None and whole.kind == "person":
        return replace(phrase, kind="person", personnel=whole.personnel)
    if phrase.kind == "people" and is_told_at_once(view, phrase) and codes_of(view, phrase) != (None,):
        return replace(phrase, kind="person", personnel="soldiers")
    return phrase


def _is_part(view: View, phrase: NounPhrase) -> bool:
    """``Một trong hai người xấu số``: one of those whose loss was told before."""
    within, whole = view.item(phrase.first + 1), view.item(phrase.first + 2)
    few = within is not None and within.has("part") and whole is not None and whole.quantity is not None
    one = phrase.first == 0 and phrase.quantity is not None and phrase.quantity.value == 1
    return one and few and phrase.kind == "people" and not phrase.codes


def is_countable(phrase: NounPhrase) -> bool:
    """Return whether a phrase counts people who may be victims."""
    one_ally = phrase.kind == "allies" and phrase.quantity is not None and phrase.quantity.value == 1
    return phrase.quantity is not None and phrase.kind in VICTIM_KINDS and not one_ally


def is_single(view: View, phrase: NounPhrase) -> bool:
    """Return whether a phrase is one person: ``người lính Anh``, ``nhà báo Italy``, without a plural."""
    if phrase.quantity is not None or phrase.kind not in {"civilian", "person"}:
        return False
    noun = view.items[phrase.noun]
    if noun.has("collective") or is_plural(view, phrase):
        return False
    after = view.item(phrase.last + 1)
    named = after is not None and after.capital and is_foreign(after.text)
    theirs = phrase.owner in {"they", "country"} and noun.begins("person")
    known = len(phrase.codes) == 1 or named or theirs
    return (phrase.kind == "civilian" or noun.begins("person")) and known


def is_ordinal(view: View, phrase: NounPhrase, end: int) -> bool:
    """Return whether a soldier without a number is the first or last: ``binh sĩ Hungary đầu tiên``."""
    if phrase.quantity is not None or phrase.kind != "person":
        return False
    following = view.item(phrase.last + 1)
    if following is not None and following.date is not None and following.begins("ordinal"):
        return True  # ``lính Estonia thứ hai``, which elsewhere is a day
    end = min(end, len(view.items) - 1)
    return holds(view.typed.text(phrase.last, end).lower(), "first-or-last")


def is_plural(view: View, phrase: NounPhrase) -> bool:
    """Return whether several are meant: ``các nhà báo``, ``nhiều con tin``."""
    before = view.item(phrase.first - 1)
    if view.items[phrase.first].has("det") or (before is not None and before.has("det")):
        return True
    return any(i.among("plural") for i in view.before(phrase.first, 2))


def has_own_fate(view: View, phrase: NounPhrase, *tags: str) -> bool:
    """Return whether another word right behind says what befell these: ``... và 3 người bị thương``."""
    near = [m.first for m in view.marks("casualty", *tags) if phrase.last < m.first <= phrase.last + CLOSE]
    others = [p.first for p in view.phrases if p.first > phrase.last and is_countable(p)]
    return bool(near) and not any(first < near[0] for first in others)
