"""Guarded: posts told by what is guarded there, ``150 lính canh giữ đập Haditha``."""

from collections.abc import Iterator

from coalition_kg.extract.frames.contingent import has_state, owner
from coalition_kg.extract.frames.places import Place, place_at
from coalition_kg.extract.items import is_host
from coalition_kg.extract.view import Mark, Subject, View

# How far before the verb its force, and how far behind it the name of the place may stand.
NEAR = 4
NAMED = 3


def guarded(view: View) -> Iterator[tuple[Place, Subject, int]]:
    """Yield each place that a force guards or patrols, with whose the force is and where it is named."""
    for mark in view.marks("roles", "act"):
        place = _place(view, mark) if view.items[mark.first].begins("guard") else None
        found = _guard(view, mark) if place is not None else None
        if place is not None and found is not None:
            yield place, *found


def _place(view: View, mark: Mark) -> Place | None:
    """The name behind the verb, over what is guarded: ``đập nước``, ``sân bay quốc tế``."""
    for index in view.places_after(mark.last, NAMED):
        item = view.items[index]
        if item.is_stop or item.has_any("in", "modal", "of"):
            return None
        if item.has("place") and is_host(item.place_code):
            place = place_at(view, index)
            return None if place is None or place.is_theatre else place
    return None


def _guard(view: View, mark: Mark) -> tuple[Subject, int] | None:
    """Whose force stands right before the verb, or before ``, chủ yếu``."""
    begin = mark.first
    if begin > 1 and view.items[begin - 1].among("mostly") and view.items[begin - 2].text == ",":
        begin -= 2  # ``có 151 lính tại Iraq, chủ yếu canh gác đập Haditha``
        while begin and (view.items[begin - 1].has("in") or is_host(view.items[begin - 1].place_code)):
            begin -= 1
    force = view.phrase_before(begin, NEAR)
    if force is None or not force.is_force or force.quantity is None:
        return None
    between = view.between(force.last, begin)
    subject = (
        owner(view, force) if all(i.has_any("now", "still", "modal") or i.is_plain for i in between) else None
    )
    return (subject, force.first) if subject is not None and subject.codes and has_state(subject) else None
