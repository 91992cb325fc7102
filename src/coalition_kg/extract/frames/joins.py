"""Joining: taking part in what others send troops to, ``Romania cũng tính đến khả năng tham gia``."""

from coalition_kg.extract.frames.action import Action, names_theatre_next
from coalition_kg.extract.frames.counts import is_size
from coalition_kg.extract.modality import chain_before
from coalition_kg.extract.view import View

# How many sentences ago it may have been told that troops are sent.
SENT_BEFORE = 2


def joins_too(view: View, index: int) -> Action | None:
    """``Romania cũng tính đến khả năng tham gia``: what others, told of just before, send troops to."""
    following = view.item(index + 1)
    ends = following is None or following.is_stop or view.is_left_open(index, 2)
    ends = ends or (following is not None and following.has("hypothesis"))
    country = next((a for a in reversed(view.actors) if a.last < index), None)
    if not (ends and view.items[index].among("join")) or country is None or country.kind != "country":
        return None
    weighed = {"consider", "may", "pledge", "refuse"} & set(chain_before(view, index).values)
    between = view.between(country.last, index)
    alone = all(i.has_any("modal", "still", "now", "that", "nominal") for i in between)
    return Action(index, index, "deploy", "own") if weighed and alone and _was_sent(view) else None


def sends_people(view: View, index: int, name: str) -> Action | None:
    """Return the action of ``sẽ đưa 46 người tới đây``, where it was just told that troops are sent."""
    people = view.phrase_from(index + 1)
    if name != "deploy" or people is None or people.kind != "people" or not is_size(people.quantity):
        return None
    there = view.item(people.last + 1)
    bound = there is not None and there.has("to") and names_theatre_next(view, people.last)
    if not (bound and _was_sent(view)) or people.codes:
        return None
    return Action(index, people.last, name, "object", None, people.quantity, people.number)


def _was_sent(view: View) -> bool:
    """It was told just before that somebody sends troops."""
    return view.told_within(SENT_BEFORE) in {"deploy", "expand"}


def civilians_join(view: View, index: int, name: str) -> Action | None:
    """``từ chối cho công dân tham gia``."""
    following = view.item(index + 1)
    ends = following is None or following.is_mark
    if not ends or not view.items[index].among("join"):
        return None
    return Action(index, index, name, "object") if "refuse" in chain_before(view, index).values else None


def sent_to_join(view: View, index: int) -> bool:
    """``gửi 3.000 quân tham gia liên quân``: the sending was said already."""
    return any(
        i.has("object", "deploy") or i.has("own", "deploy") or i.has("object", "maintain")
        for i in view.before(index, 12)
    )
