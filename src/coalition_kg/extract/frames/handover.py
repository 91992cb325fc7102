"""Handovers: ``Hà Lan trao lại quyền kiểm soát tỉnh Muthanna cho Anh``, after which another commands."""

from collections.abc import Iterator

from coalition_kg.extract.frames.leads import end_of_clause
from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.lexicon import words
from coalition_kg.extract.phrases import Countries
from coalition_kg.extract.view import Mark, Subject, View

# How far behind the words those may stand who take over.
REACH = 12
YET_TO_COME = {"will", "plan", "pledge", "may", "consider", "demand", "propose"}
DENIED = {"neg", "refuse", "postpone", "no_plan"}


def handovers(view: View) -> Iterator[tuple[Mark, Subject, int]]:
    """Yield each handover of a command: its mark, who commands now, and the last item of the area.

    That is who takes over where it has been handed over, and who gives it away where that is yet to come.
    """
    yield from _to_taker(view)
    for mark in view.marks("sectors", "handover"):
        taker, said = _taker(view, mark), modals(view.before(mark.first, REACH))
        if taker is None or said & DENIED or not _names_area(view, mark, taker):
            continue
        if not said & YET_TO_COME and not is_host(taker.codes[0]):
            yield mark, Subject(taker.codes, mark.first), taker.last
        giver = view.subject(mark.first) if said & YET_TO_COME else None
        if giver is not None and len(giver.codes) == 1 and not giver.is_host and not giver.assumed:
            yield mark, giver, taker.first - 1


def _to_taker(view: View) -> Iterator[tuple[Mark, Subject, int]]:
    """``Mỹ chuyển giao cho Ba Lan quyền chỉ huy một khu vực ở phía nam Baghdad``: the taker comes first."""
    for index, item in enumerate(view.items[:-1]):
        group = view.groups.get(index + 2)
        if not item.among("hand-over") or not view.items[index + 1].among("added-to") or group is None:
            continue
        right = view.typed.text(group.last + 1, min(group.last + 3, len(view.items) - 1)).lower()
        told = right.startswith(tuple(words("command-right"))) and len(group.codes) == 1
        unreal = modals(view.before(index, REACH)) & (YET_TO_COME | DENIED)
        if told and not unreal and not is_host(group.codes[0]):
            mark = Mark(index, group.last + 2, "handover", "command")
            yield mark, Subject(group.codes, index), end_of_clause(view, mark.last)


def _names_area(view: View, mark: Mark, taker: Countries) -> bool:
    return any(i.has_any("region", "place") for i in view.between(mark.last, taker.first))


def _taker(view: View, mark: Mark) -> Countries | None:
    """The one country behind ``cho``, or that of its force."""
    for index in view.places_after(mark.last, REACH):
        if view.items[index].is_stop:
            return None
        if view.items[index].among("added-to"):
            group = next((g for g in view.groups.values() if index < g.first <= index + 2), None)
            return group if group is not None and len(group.codes) == 1 else None
    return None
