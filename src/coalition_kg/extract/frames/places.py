"""Places: what stands behind ``ở``, ``tại`` and ``gần``, as written."""

from dataclasses import dataclass

from coalition_kg.extract.items import is_host
from coalition_kg.extract.view import View

LOCATIVE = {"ở", "tại", "gần", "quanh", "trong", "tới", "trên"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place phrase by its items, with its text and what kind of name it is."""

    first: int
    last: int
    text: str
    is_theatre: bool
    is_near: bool = False
    region: str | None = None


def places(
    view: View, start: int = 0, prepositions: frozenset[str] = frozenset({"ở", "tại", "gần"})
) -> list[Place]:
    """Return the place phrases behind one of the prepositions, from an item on."""
    found = []
    for index in range(start, len(view.items) - 1):
        item = view.items[index]
        if item.text in prepositions or (item.has("stationed") and item.text.endswith((" tại", " ở"))):
            place = place_at(view, index + 1)
            if place is not None:
                near = item.text == "gần"
                found.append(Place(place.first, place.last, place.text, place.is_theatre, near, place.region))
    return found


def place_at(view: View, first: int) -> Place | None:
    """Return the place whose name starts at an item: ``thành phố Karbala``, ``trung - nam Iraq``, ``Iraq``."""
    index, region, kind = first, None, False
    while index < len(view.items) and not _is_name(view, index):
        item = view.items[index]
        if item.has("region"):
            region = item.tags["region"]
        elif item.has("kind_of_place"):
            kind = True
        elif item.has("soil"):
            pass
        elif (
            item.text != "phía"
            and not (item.text in {"các", "-", "phần"} and index == first)
            and not (region and item.text in {"và", "-", "của"})
        ):
            break
        index += 1
    if index < len(view.items) and _is_name(view, index):
        return _named(view, first, index, region, kind)
    if region is not None and index > first and view.items[index - 1].has("region"):
        return Place(first, index - 1, view.typed.text(first, index - 1), False, region=region)
    return None


def _is_name(view: View, index: int) -> bool:
    item = view.items[index]
    if item.has("place") or item.has("country"):
        return True
    return item.capital and not item.tags and item.text.isalpha()


def _named(view: View, first: int, index: int, region: str | None, kind: bool) -> Place:
    last = _end(view, index)
    item = view.items[index]
    host = item.has("country") and is_host(item.tags["country"]) and not item.has("place")
    theatre = host and region is None and not kind
    foreign = (
        item.has("country") and not item.has("place") and not is_host(item.tags["country"]) and not region
    )
    begin = index if item.has("place") or not host else first
    if kind and not host:
        begin = index
    return Place(first, last, view.typed.text(begin, last), theatre or foreign, region=region)


def _end(view: View, index: int) -> int:
    last = index
    while last + 1 < len(view.items):
        following = view.items[last + 1]
        unknown = (
            following.capital
            and not following.tags
            and following.text.isalpha()
            and not view.items[last].has("country")
        )
        joined = (
            following.text in {"-", "'"}
            and last + 2 < len(view.items)
            and view.items[last + 2].capital
            and view.items[last + 2].start == following.end
        )
        if joined:
            last += 2
        elif unknown and not view.items[last].has("place"):
            last += 1
        else:
            break
    if last + 2 < len(view.items) and view.items[last + 1].text == "và" and view.items[last + 2].has("place"):
        last += 2
    return last


EVENT = frozenset({"ở", "tại", "gần", "trên"})


def place_in(view: View, first: int, last: int) -> str | None:
    """Return where an event between two items happened.

    The theatre where it follows at once, else the nearest precise place, else the theatre.
    """
    found = places(view, prepositions=EVENT)
    at_once = [p for p in found if p.is_theatre and last < p.first <= last + 3]
    precise = [p for p in found if not p.is_theatre]
    named = [p for p in precise if p.region is None] or precise
    if at_once and not any(last < p.first <= last + 3 for p in named):
        return at_once[0].text
    if named:
        chosen = min(named, key=lambda p: max(first - p.last, p.first - last))
        return f"gần {chosen.text}" if chosen.is_near else chosen.text
    return found[0].text if found else None
