"""Gapping: a verb said once for several countries, ``Honduras rút 370 quân, Philippines 51 người``."""

from collections.abc import Iterator
from dataclasses import replace

from coalition_kg.extract.frames.action import Action
from coalition_kg.extract.frames.counts import is_size
from coalition_kg.extract.items import is_host
from coalition_kg.extract.phrases import Countries
from coalition_kg.extract.view import Subject, View

# How many items may stand between a number and the country that comes next: when, and the comma.
GAP = 6
BETWEEN = ("person", "people", "in", "home", "country", "place", "region")


def gapped(view: View, action: Action, subject: Subject) -> Iterator[tuple[Action, Subject]]:
    """Yield the same action of the countries that follow, each right before its number.

    The first country is named before its verb and its number has a noun; the others have a number alone.
    """
    force, actor = action.force, subject.actor
    plain = action.valency == "object" and not action.passive and not action.target
    named = actor is not None and actor.kind == "country" and len(actor.codes) == 1
    if not plain or not named or force is None or force.codes or action.number is None:
        return
    last = max(action.last, action.number)
    for group in view.groups.values():
        number = group.last + 1
        if group.first <= last or is_host(group.codes[0]):
            continue
        if not _follows(view, last, group) or not _is_counted(view, number):
            return
        quantity = view.items[number].quantity
        yield (
            replace(action, last=number, quantity=quantity, number=number, force=None),
            Subject(group.codes, group.first),
        )
        last = number


def _follows(view: View, last: int, group: Countries) -> bool:
    """Nothing but the noun of the number before, when that was, and what joins the two."""
    between = view.between(last, group.first)
    if len(between) > 1 and between[-1].has("break", "contrast"):
        between = between[:-1]  # ``Pháp sẽ đưa thêm 400 quân, còn Đan Mạch 100``
    joined = bool(between) and (between[-1].text in {",", ";"} or between[-1].has("and"))
    rest = between[:-1]
    free = all(i.date is not None or i.has_any(*BETWEEN) or i.among("at-past") for i in rest)
    free = free and all(is_host(i.tags["country"]) for i in rest if i.has("country"))
    return joined and len(between) <= GAP and free and len(group.codes) == 1 and not is_host(group.codes[0])


def _is_counted(view: View, number: int) -> bool:
    """A number without a noun, or with one of people."""
    item, noun = view.item(number), view.item(number + 1)
    if item is None or not is_size(item.quantity) or item.date is not None:
        return False
    return (
        noun is None or noun.is_stop or noun.date is not None or noun.has_any("person", "people", "and", "in")
    )
