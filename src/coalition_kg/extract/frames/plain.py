"""Plain verbs: what a state does, told without a word for will or past, ``Honduras cũng rút quân``."""

from coalition_kg.extract.actors import Actor
from coalition_kg.extract.frames.action import Action
from coalition_kg.extract.items import Item
from coalition_kg.extract.view import Subject, View

# How far behind the verb its date may stand, and how far ``ngay sau đó``.
DATED = 8
SOON = 4
YET_TO_COME = {"planned", "pledged"}
LEAVING = {"withdraw", "reduce"}


def plain(view: View, action: Action, subject: Subject) -> str | None:
    """Return what the date or ``cũng`` makes of a bare verb of leaving: ``planned``, ``completed`` or None.

    Only a state that opens the sentence or its part decides; a clause of time or condition tells no act.
    """
    actor = subject.actor
    if actor is None or actor.kind != "country" or action.passive or action.name not in LEAVING:
        return None
    between = view.between(actor.last, action.index)
    if not _opens(view, actor) or not all(i.has("still") or i.date is not None for i in between):
        return None
    if is_due(view, action):
        return "planned"
    also = any(i.among("also") for i in between) or view.items[0].among("follow-opener")
    if also and view.told_within(1) == action.name and view.discourse.last_modality in YET_TO_COME:
        return view.discourse.last_modality  # ``Tây Ban Nha sẽ rút quân. Honduras cũng rút quân``
    soon = any(i.among("soon-after") for i in view.after(action.last, SOON))
    return "completed" if (also or soon) and not view.typed.is_title else None


def is_due(view: View, action: Action) -> bool:
    """Return whether a date that is yet to come stands behind: ``rút quân khỏi Iraq vào cuối năm nay``."""
    if any(i.among("as-planned") for i in view.opening):
        return True
    for item in view.after(action.last, DATED):
        if item.is_stop or item.has("modal"):
            return False
        if item.date is not None:
            return _lies_ahead(item)
    return False


def _lies_ahead(item: Item) -> bool:
    """``cuối năm nay``, ``tháng tới``, ``cuối năm``; not ``đầu năm nay`` or ``cuối năm ngoái``."""
    due = item.among("due") or item.ends_in_word("due-ending")
    return due or (item.begins("end-of") and item.ends_in_word("this-period"))


def _opens(view: View, actor: Actor) -> bool:
    """Nothing stands before the state but a comma, ``và``, a date or what opens the sentence."""
    before = view.item(actor.first - 1)
    return before is None or before.text in {",", ";", ":"} or before.has("and") or before.date is not None
