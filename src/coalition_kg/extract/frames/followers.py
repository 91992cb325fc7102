"""Followers: countries that do what was told of others, ``Theo sau là Honduras (370 quân)``."""

from collections.abc import Iterator

from coalition_kg.extract.frames.action import Action
from coalition_kg.extract.frames.counts import is_size
from coalition_kg.extract.items import Item, is_host
from coalition_kg.extract.phrases import Countries
from coalition_kg.extract.view import Subject, View

# How near the start of a sentence the words stand that join it to the one before.
OPENING = 2


def followers(view: View) -> Iterator[tuple[Action, Subject]]:
    """Yield the last action told, for each country that a sentence or clause says has followed."""
    name, trailing = view.told_within(1), _trailing(view)
    opened = _opened(view) if trailing is None else trailing[0].first
    if name is None or opened is None:
        return
    listed = _listed(view, opened) if trailing is None else [trailing[0]]
    ends = 0 if trailing is None else trailing[1]
    for group in listed:
        number = _number(view, group)
        last = max(group.last, number or 0, ends)
        quantity = view.items[number].quantity if number is not None else None
        yield Action(opened, last, name, "same", None, quantity, number), Subject(group.codes, group.first)


def _opened(view: View) -> int | None:
    """Where ``Theo sau là`` or ``đến lượt`` stands."""
    for index, item in enumerate(view.items[:-1]):
        if item.among("turn-of"):
            return index
        if item.among("draws-along") and index + 1 in view.groups:
            return index  # ``..., kéo theo Honduras và Dominica``
        if index <= OPENING and item.among("follow-suit") and view.items[index + 1].among("is"):
            return index
    return None


def _trailing(view: View) -> tuple[Countries, int] | None:
    """``Honduras cũng làm như vậy``, ``..., Honduras và Dominica theo sau``: who, and the verb behind."""
    for index, item in enumerate(view.items[1:], start=1):
        after = view.item(index + 1)
        ends = after is None or after.is_stop or after.date is not None or after.has("in")
        if not item.among("does-likewise") or not ends:
            continue
        start = next((i for i in view.places_before(index, OPENING + 2) if not _adds(view.items[i])), -1)
        group = next((g for g in view.groups.values() if g.last == start), None)
        if group is not None and not is_host(group.codes[0]):
            return group, index
    return None


def _adds(item: Item) -> bool:
    """``cũng``, ``đã``, ``lần lượt``."""
    return item.has("still") or item.has("modal", "done") or item.date is not None


def _listed(view: View, opened: int) -> list[Countries]:
    """The countries of the list, up to a word that tells something else."""
    found: list[Countries] = []
    for group in (g for g in view.groups.values() if g.first > opened):
        between = view.between(found[-1].last if found else opened, group.first)
        if any(i.has_any("modal", "break", "object", "own", "subject") for i in between):
            break
        if not is_host(group.codes[0]):
            found.append(group)
    return found


def _number(view: View, group: Countries) -> int | None:
    """``Honduras (370 quân)``, ``1.400 lính Hà Lan``, ``Thái Lan với 450 quân``: how many they are."""
    counted = next((p for p in view.phrases if p.codes == group.codes and p.last == group.last), None)
    if counted is not None and counted.number is not None:
        return counted.number
    for index in view.places_after(group.last, 2):
        item = view.items[index]
        if is_size(item.quantity) and item.date is None:
            return index
        if item.text != "(" and not item.among("beside-number"):
            return None
    return None
