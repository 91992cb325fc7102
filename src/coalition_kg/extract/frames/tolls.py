"""Tolls: totals of the dead that a sentence says have been reached."""

from collections.abc import Iterator
from dataclasses import replace

from coalition_kg.extract.frames.victims import ONE, Loss
from coalition_kg.extract.frames.whose import codes_of
from coalition_kg.extract.items import Item, is_host, modals
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, View
from coalition_kg.model import Quantity

# How far behind the toll its number may stand.
REACH = 24
NEAR = 11
# How near the victims stand to the word, and how far before it the word for a total may stand.
CLOSE = 4
OPENED = 8
# From this number on an ordinal is a toll.
FEW = 20


def counted_toll(view: View, mark: Mark) -> Iterator[Loss]:
    """Yield the toll of ``nâng số thương vong của lính Mỹ lên 271 người``."""
    group = next((p for p in view.phrases if mark.last < p.first <= mark.last + 3), None)
    group = group or _of_country(view, mark)
    if group is not None and group.quantity is None:
        found = _toll_after(view, group, mark, group.last)
        if found is not None:
            yield found


def toll(view: View, mark: Mark) -> Loss | None:
    """Return the toll of ``số binh sĩ Ukraina thiệt mạng tại Iraq hiện lên đến 16 người``."""
    group, ordinal = view.phrase_before(mark.first, CLOSE), _ordinal(view, mark)
    if group is not None and ordinal is not None:
        return Loss(group, mark, ordinal, codes_of(view, group))
    if not any(i.among("toll-opener") for i in view.before(mark.first, OPENED)):
        return None
    place = mark.first - 1
    group = (
        _same_people(view, mark)
        or _of_country(view, mark)
        or group
        or NounPhrase(place, place, "people", "people", noun=place)
    )
    return _toll_after(view, group, mark, mark.last) if group.quantity is None else None


def _of_country(view: View, mark: Mark) -> NounPhrase | None:
    """``tổng số tử vong của Ba Lan là 17``: whose soldiers the dead are."""
    people = next((g for g in view.groups.values() if g.last == mark.first - 1), None)
    if people is not None and len(people.codes) == 1 and view.items[people.first - 1].among("person"):
        first = people.first - 1  # ``tổng số người Italy thiệt mạng ở Iraq lên 33``
        return NounPhrase(first, people.last, "people", "people", codes=people.codes, noun=first)
    of, group = view.item(mark.last + 1), view.groups.get(mark.last + 2)
    if of is None or group is None or not of.among("of") or is_host(group.codes[0]) or len(group.codes) > 1:
        return None
    return NounPhrase(
        mark.first - 1, group.last, "person", "soldiers", codes=group.codes, noun=mark.first - 1
    )


def _same_people(view: View, mark: Mark) -> NounPhrase | None:
    """``2.100 lính Mỹ thiệt mạng, số bị thương là 16.000``: the people counted before the comma."""
    place = mark.first - 1
    if not view.items[place].among("toll-opener") or not view.items[place - 1].is_stop:
        return None
    counted = [p for p in view.phrases_before(place) if p.quantity is not None]
    if not counted:
        return None
    return replace(counted[-1], first=place, last=place, noun=place, quantity=None, number=None)


def _ordinal(view: View, mark: Mark) -> Quantity | None:
    """``quân nhân Mỹ thứ 2.000 thiệt mạng``: so many by then."""
    return next(_ordinals(view, max(1, mark.first - 3), mark.first), None)


def _ordinals(view: View, start: int, end: int) -> Iterator[Quantity]:
    """The numbers behind ``thứ``: a large one says how many there were by then, a small one which it was."""
    for index in range(start, end):
        quantity = view.items[index].quantity
        if quantity is not None and view.items[index - 1].among("ordinal"):
            yield ONE if (quantity.value or 0) < FEW else quantity


def ordinal_after(view: View, phrase: NounPhrase) -> Quantity | None:
    """Return the number of ``cái chết của binh sĩ thứ 100``: so many by then."""
    return next(_ordinals(view, phrase.noun + 1, min(phrase.last + 3, len(view.items))), None)


def _toll_after(view: View, group: NounPhrase, mark: Mark, start: int) -> Loss | None:
    """The number that a toll reaches, behind ``lên``, ``là``, ``vượt``."""
    for index in view.places_after(start, REACH):
        item = view.items[index]
        if _is_year(view, index) or "may" in modals(view.between(start, index)):
            break  # ``nhiều hơn con số của 2003``, ``số người chết có thể tăng lên 75``
        if item.quantity is not None and item.date is None and _is_reached(view, start, item, index):
            quantity = as_reached(item.quantity)
            phrase = replace(group, last=index, quantity=quantity, number=index)
            codes = codes_of(view, phrase)
            return Loss(phrase, mark, quantity, _opening(view) or codes if codes == (None,) else codes)
        if item.text in {",", ";"}:
            break
    return None


def _is_year(view: View, index: int) -> bool:
    """``con số của 2003``: a bare year behind ``của``."""
    text = view.items[index].text
    return len(text) == len("2003") and text.isdigit() and view.items[index - 1].among("of")


def _opening(view: View) -> tuple[str, ...]:
    """``Với Ba Lan, số binh sĩ thiệt mạng đã lên tới 6``: whose toll it is opens the sentence."""
    group = view.groups.get(1) if view.items[0].among("beside-number") else None
    known = group is not None and len(group.codes) == 1 and not is_host(group.codes[0])
    return group.codes if known and group is not None else ()


def _is_reached(view: View, start: int, item: Item, index: int) -> bool:
    """``lên 827``: by a word between, right before a far number, or by one that is part of it."""
    first = start if index - start <= NEAR else index - CLOSE
    return item.begins("reaching") or any(i.among("reached") for i in view.between(first, index))


def as_reached(quantity: Quantity) -> Quantity:
    """Return the total that ``lên tới 16`` reaches, not the most that it may be."""
    if quantity.qualifier != "up_to":
        return quantity
    return Quantity(quantity.value, "exact", quantity.redacted, quantity.value, quantity.value)
