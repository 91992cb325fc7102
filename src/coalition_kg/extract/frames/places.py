"""Places: what stands behind ``ở``, ``tại`` and ``gần``, as written."""

from dataclasses import dataclass, replace

from coalition_kg.extract.items import Item, is_host
from coalition_kg.extract.view import View

# How far behind an event the theatre still is where it happened: ``thiệt mạng ở Iraq``.
AT_ONCE = 3
# Fewer provinces than these are counted in the name of an area.
FEW = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A place phrase by its items, with its text; ``near`` is the word for being only near it."""

    first: int
    last: int
    text: str
    is_theatre: bool
    near: str | None = None
    region: str | None = None

    def follows(self, index: int) -> bool:
        """Return whether the place stands right behind an item."""
        return index < self.first <= index + AT_ONCE


def places(view: View, prepositions: str, start: int = 0) -> list[Place]:
    """Return the place phrases behind a preposition of a set of words, from an item on."""
    found = []
    for index in range(start, len(view.items) - 1):
        item = view.items[index]
        leads = _leads(item, prepositions) or _garrisons(item, view.items[index + 1])
        beside = item.among("near", "within") and index > 0 and view.items[index - 1].has("stationed")
        leads = leads or (beside and prepositions == "at")  # ``đóng gần sân bay Irbil``, ``đóng trong ...``
        place = place_at(view, index + 1) if leads else None
        if place is not None:
            found.append(replace(place, near=item.text if item.among("near") else None))
    return found


def _leads(item: Item, prepositions: str) -> bool:
    """``ở``, ``đóng tại``: a preposition, alone or at the end of a verb of being there."""
    return item.among(prepositions) or (item.has("stationed") and item.ends_in_word("at"))


def _garrisons(item: Item, following: Item) -> bool:
    """``đồn trú thành phố Karbala``: the place follows without a preposition."""
    return item.has("stationed") and item.begins("be-stationed") and following.has("kind_of_place")


def place_at(view: View, first: int) -> Place | None:
    """Return the place that starts at an item: ``thành phố Karbala``, ``trung - nam Iraq``, ``Iraq``."""
    index, region, kind = first, None, False
    while index < len(view.items) and not _is_name(view.items[index]):
        item = view.items[index]
        if item.has("region"):
            region = item.tags["region"]
        elif item.has("kind_of_place"):
            kind = True
        elif not _is_filler(item, opens=index == first, in_region=bool(region)):
            break
        index += 1
    if index < len(view.items) and _is_name(view.items[index]):
        return _named(view, first, index, region, kind)
    if region is not None and index > first and view.items[index - 1].has("region"):
        return Place(first, index - 1, view.typed.text(first, index - 1), False, region=region)
    return None


def _is_filler(item: Item, opens: bool, in_region: bool) -> bool:
    """``phía``, ``lãnh thổ``; ``các`` at the start; ``và`` between regions."""
    if item.has("soil") or item.among("side"):
        return True
    if opens and (item.among("place-opener") or item.text == "-" or _counts_provinces(item)):
        return True
    return in_region and (item.among("and", "of") or item.text == "-")


def _counts_provinces(item: Item) -> bool:
    """``4 tỉnh miền nam Iraq``: a plain small number opens the name of an area."""
    return item.quantity is not None and item.quantity.value is not None and 1 < item.quantity.value < FEW


def _is_name(item: Item) -> bool:
    return item.has_any("place", "country") or item.is_capital_word


def _named(view: View, first: int, index: int, region: str | None, kind: bool) -> Place:
    """The place of a name at an item, with what was read before it."""
    last, item = _end(view, index), view.items[index]
    country = item.has("country") and (not item.has("place") or item.has("country_kind", "name"))
    host = country and is_host(item.tags["country"])
    theatre = host and region is None and not kind
    foreign = country and not host and not region
    begin = first if host else index  # ``miền nam Iraq``, but ``Karbala`` without its kind
    return Place(first, last, view.typed.text(begin, last), theatre or foreign, region=region)


def _end(view: View, first: int) -> int:
    """The last item of a name: ``Al - Kut``, ``Diwaniya và Kut``."""
    items, last = view.items, first
    while last + 1 < len(items):
        following, item = items[last + 1], items[last]
        if last + 2 < len(items) and _joins(following, items[last + 2]):
            last += 2
        elif following.is_capital_word and not item.has_any("country", "place"):
            last += 1
        else:
            break
    paired = last + 2 < len(items) and items[last + 1].among("and") and items[last + 2].has("place")
    paired = paired and (is_host(items[last + 2].place_code) or not is_host(items[last].place_code))
    return last + 2 if paired else last


def _joins(mark: Item, following: Item) -> bool:
    return mark.text in {"-", "'"} and following.capital and following.start == mark.end


def place_in(view: View, first: int, last: int) -> str | None:
    """Return where an event between two items happened.

    The theatre where it follows at once, else the nearest precise place, else the theatre.
    """
    found = places(view, "event-preposition")
    precise = [p for p in found if not p.is_theatre]
    named = [p for p in precise if p.region is None] or precise
    at_once = [p for p in found if p.is_theatre and p.follows(last)]
    if at_once and not any(p.follows(last) for p in named):
        return at_once[0].text
    if named:
        chosen = min(named, key=lambda p: max(first - p.last, p.first - last))
        return f"{chosen.near} {chosen.text}" if chosen.near else chosen.text
    return found[0].text if found else None
