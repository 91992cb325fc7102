"""Losses told as nouns with their total: ``tổn thất của Bulgaria lên tới 13 người``."""

from collections.abc import Iterator

from coalition_kg.extract.frames.tolls import as_reached
from coalition_kg.extract.frames.victims import Loss
from coalition_kg.extract.items import is_host
from coalition_kg.extract.lexicon import words
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, View
from coalition_kg.model import Quantity

# How far behind the noun its owner may stand, how far behind that the total.
OWNER = 5
REACHED = 8


def noun_losses(view: View) -> Iterator[Loss]:
    """Yield the loss that a noun with its country tells, where no verb of the sentence tells it."""
    for index in range(len(view.items) - 2):
        last = _noun_end(view, index)
        owner = _owner(view, last) if last is not None else None
        quantity = _reached(view, owner.last) if owner is not None else None
        if owner is not None and quantity is not None:
            soldiers = NounPhrase(index, owner.last, "person", "soldiers", codes=owner.codes, noun=index)
            yield Loss(soldiers, Mark(index, index, "lose", "killed"), quantity, owner.codes)
            return


def _noun_end(view: View, index: int) -> int | None:
    """``tổn thất``, ``tổn thất sinh mạng``, ``trường hợp tử vong``."""
    for last in range(min(index + 2, len(view.items) - 1), index - 1, -1):
        if view.typed.text(index, last).lower() in words("loss-noun"):
            return last
    return None


def _owner(view: View, last: int) -> NounPhrase | None:
    """``của Hungary``, ``của quân đội Latvia``: the first behind ``của``, of one country."""
    of = next((i for i in view.places_after(last, OWNER) if view.items[i].among("of")), None)
    if of is None or any(i.is_stop or i.has("modal") for i in view.between(last, of)):
        return None
    force, group = view.phrase_from(of + 1), view.groups.get(of + 1)
    if force is not None and force.is_force and len(force.codes) == 1 and not is_host(force.codes[0]):
        return force
    if group is None or len(group.codes) > 1 or is_host(group.codes[0]):
        return None
    return NounPhrase(group.first, group.last, "person", "soldiers", codes=group.codes, noun=group.first)


def _reached(view: View, last: int) -> Quantity | None:
    """``lên tới 13 người``."""
    for index in view.places_after(last, REACHED):
        item = view.items[index]
        if item.is_stop:
            return None
        if item.quantity is not None and item.date is None and item.quantity.value is not None:
            told = view.items[index - 1].among("reached") or item.begins("reaching")
            return as_reached(item.quantity) if told else None
    return None
