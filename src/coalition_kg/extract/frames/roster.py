"""Rosters: victims told one by one, behind ``trong đó có`` or in the sentence after their deaths."""

from collections.abc import Iterator

from coalition_kg.extract.discourse import Losses
from coalition_kg.extract.frames.victims import ONE, Loss, is_countable, is_single, loss_of
from coalition_kg.extract.frames.whose import codes_of
from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, View

# How far into a sentence ``trong số đó có`` and how far behind a killing the list may begin.
OPENING = 5
REACH = 8


def listed_behind(view: View, mark: Mark) -> Iterator[Loss]:
    """Yield those of ``chặt đầu nhiều con tin, trong đó có thương gia Mỹ A và lái xe Bulgaria B``."""
    for index in view.places_after(mark.last, REACH):
        if view.items[index].lists_parts:
            yield from members(view, index, mark)
            return


def listed_after(view: View) -> Iterator[Loss]:
    """Yield those of ``Trong số đó có 3 phi công Nga và 14 binh sĩ Pakistan``, told after their deaths."""
    event = view.discourse.losses
    if _names_victims(view):
        event = Losses("killed", view.number)
    elif event is None or event.sentence != view.number - 1 or not _goes_on(view):
        return
    reach = len(view.items) if event.sentence == view.number else OPENING
    opened = next((i for i in range(min(reach, len(view.items))) if view.items[i].among("have")), None)
    if opened is not None:
        mark = Mark(opened, opened, "among", event.outcome)
        for loss in members(view, opened, mark):
            context = () if event.sentence == view.number else (event.sentence,)
            yield Loss(loss.phrase, mark, loss.quantity, loss.codes, context)


def countries_after(view: View) -> Iterator[Loss]:
    """Yield those of ``Tiếp theo là Italy với 32 người, Ukraina 18 và Ba Lan 17``, behind others' losses."""
    event = view.discourse.losses
    told = event is not None and view.number - 1 <= event.sentence <= view.number
    opened = view.items[0].among("next-in-order") and len(view.items) > 1 and view.items[1].among("is")
    if event is None or not told or not opened or view.marks("casualty", "kill", "wound", "lose"):
        return
    mark = Mark(0, 0, "among", event.outcome)
    for group in view.groups.values():
        number = group.last + 2 if _is_with(view, group.last + 1) else group.last + 1
        quantity = view.items[number].quantity if number < len(view.items) else None
        if quantity is not None and len(group.codes) == 1 and not is_host(group.codes[0]):
            lost = NounPhrase(group.first, number, "person", "soldiers", quantity, noun=number, number=number)
            yield Loss(lost, mark, quantity, group.codes, (event.sentence,))


def _is_with(view: View, index: int) -> bool:
    word = view.item(index)
    return word is not None and word.among("beside-number")


def _names_victims(view: View) -> bool:
    """``Trong số những nạn nhân của vụ tấn công, có 6 người Iraq và 2 lính liên quân``."""
    opening = view.items[view.source_end : view.source_end + OPENING]
    told = view.marks("casualty", "wound", "kill", "kill_active", "wound_active")
    told = [m for m in told if not view.items[m.first].among("ill-fated")]
    return (
        bool(opening)
        and opening[0].among("among-them")
        and not told
        and (any(i.among("victims") for i in opening))
    )


def _goes_on(view: View) -> bool:
    """A sentence that opens with ``trong số đó`` or ``ngoài ra còn`` and tells nothing else."""
    opens = any(view.items[i].among("roster-opener") for i in range(min(2, len(view.items))))
    return opens and not modals(view.items) and not view.marks("casualty", "kill", "wound", "lose")


def members(view: View, index: int, mark: Mark) -> Iterator[Loss]:
    """Yield the counted or single victims behind an item, up to the end of the sentence."""
    for phrase in view.phrases:
        if phrase.first > index and not _is_described(view, phrase):
            if is_countable(phrase):
                yield from loss_of(view, phrase, mark)
            elif is_single(view, phrase):
                yield Loss(phrase, mark, ONE, codes_of(view, phrase))


def _is_described(view: View, phrase: NounPhrase) -> bool:
    """``của 2 nước``, ``với 3 người``: no member of the list."""
    before = view.item(phrase.first - 1)
    listed = before is not None and (before.is_mark or before.has_any("have", "and", "include"))
    return not listed and not view.items[phrase.first - 1].is_plain
