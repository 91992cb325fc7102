"""Handovers: ``Hà Lan trao lại quyền kiểm soát tỉnh Muthanna cho Anh``, after which another commands."""

from collections.abc import Iterator

from coalition_kg.extract.items import is_host, modals
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
    for mark in view.marks("sectors", "handover"):
        taker, said = _taker(view, mark), modals(view.before(mark.first, REACH))
        if taker is None or said & DENIED or not _names_area(view, mark, taker):
            continue
        if not said & YET_TO_COME and not is_host(taker.codes[0]):
            yield mark, Subject(taker.codes, mark.first), taker.last
        giver = view.subject(mark.first) if said & YET_TO_COME else None
        if giver is not None and len(giver.codes) == 1 and not giver.is_host and not giver.assumed:
            yield mark, giver, taker.first - 1


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
