"""Posts told without a preposition: ``Samawa, nơi lính Nhật đóng quân``, ``canh giữ đập Haditha``."""

from collections.abc import Iterator
from dataclasses import dataclass

from coalition_kg.extract.frames.contingent import has_state, main_force, owner
from coalition_kg.extract.frames.guarded import guarded
from coalition_kg.extract.frames.places import Place, place_at, places
from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View

# How far behind ``nơi`` the verb of being there may stand, and how long a place may be.
RELATIVE = 7
PLACE_LENGTH = 4
# How far behind the force that came its place may stand.
CAME = 14
UNREAL = {"will", "plan", "pledge", "demand", "neg", "may", "consider", "refuse"}


@dataclass(frozen=True, slots=True)
class Post:
    """A place and whose force is there, with the stretch that says so.

    ``checked`` is an item at which the stay may turn out to be only planned, None where it can't.
    """

    place: Place
    subject: Subject
    first: int
    last: int
    rule: str
    checked: int | None = None


def posts(view: View) -> Iterator[Post]:
    """Yield the posts that a sentence without losses tells of."""
    yield from _relative(view)
    yield from _held_by(view)
    for place, subject, first in guarded(view):
        begin = min(first, subject.start(first))
        yield Post(place, subject, begin, place.last, "deployment", checked=place.first)
    yield from _came(view)


def _came(view: View) -> Iterator[Post]:
    """``Lính Thái Lan, phần lớn là công binh, đến Karbala hồi tháng 9-2003``: they have been there since."""
    opening = view.phrase_from(0)
    if opening is None or not opening.codes:
        return
    for place in places(view, "arrive"):
        when, force = view.items[place.last + 1 : place.last + 3], main_force(view, place.first - 1)
        since = bool(when) and (
            when[0].among("at-past") or (when[0].date is not None and when[0].begins("at-past"))
        )
        if (
            place.is_theatre
            or place.region
            or not since
            or force is None
            or force.first > 0
            or not force.codes
        ):
            continue
        between = view.between(force.last, place.first - 1)
        if place.first - force.last <= CAME and not modals(between) & UNREAL and not is_host(force.codes[0]):
            yield Post(
                place, Subject(force.codes, force.first, phrase=force), force.first, place.last, "deployment"
            )
            return


def _relative(view: View) -> Iterator[Post]:
    """``Samawa, nơi lực lượng Nhật đóng quân``."""
    for index, item in enumerate(view.items):
        if not item.among("where") or index < 2:
            continue
        before = index - 2 if view.items[index - 1].text == "," else index - 1
        found, place = _stationed_after(view, index), _place_ending(view, before)
        if found is None or place is None:
            continue
        subject, last = found
        yield Post(place, subject, place.first, last, "deployment-relative")


def _held_by(view: View) -> Iterator[Post]:
    """``Basra, cứ điểm của lính Anh``, ``là nơi đóng quân của ...``; ``Kandahar có 2.300 lính Canada``."""
    for force in (p for p in view.phrases if p.is_force and p.codes and not is_host(p.codes[0])):
        place = _place_held(view, force)
        if place is not None:
            subject = Subject(force.codes, force.first, phrase=force)
            yield Post(place, subject, place.first, force.last, "deployment-relative", checked=force.first)


def _place_held(view: View, force: NounPhrase) -> Place | None:
    """The place that is said to be the post of a force, or that opens the clause and has it."""
    head = view.item(force.first - 1)
    if head is None or force.first < 2:
        return None
    if head.among("of"):
        post = force.first - 2
        if view.items[post].has("stationed") and post >= 3 and view.items[post - 1].among("where"):
            return _place_ending(view, post - 3) if view.items[post - 2].among("is") else None
        apposed = view.items[post].among("post") and view.items[post - 1].text == ","
        return _place_ending(view, post - 2) if apposed and post >= 2 else None
    had = (
        head.among("have") and not head.among("be") and force.kind == "person" and force.quantity is not None
    )
    place = _place_ending(view, force.first - 2) if had else None
    if place is None or place.region:
        return None
    opens = next(i for i in range(place.first, -2, -1) if i < 1 or not view.items[i - 1].has("kind_of_place"))
    before = view.item(opens - 1)
    return place if before is None or before.is_stop or before.among("at") else None


def _place_ending(view: View, last: int) -> Place | None:
    """The place, no whole theatre, that ends at an item."""
    for first in range(last, max(-1, last - PLACE_LENGTH), -1):
        place = place_at(view, first)
        if place is not None and place.last == last and not place.is_theatre:
            longer = place_at(view, first - 1) if first else None
            return longer if longer is not None and longer.last == last else place
    return None


def _stationed_after(view: View, index: int) -> tuple[Subject, int] | None:
    """``lực lượng Nhật đóng quân``, ``Nhật có 550 binh sĩ đồn trú``, ``họ đang thực thi nhiệm vụ``."""
    clause = view.places_after(index, RELATIVE)
    there = next((i for i in clause if view.items[i].has("stationed") or _takes_role(view, i)), None)
    if there is None or any(view.items[i].text == "," for i in range(index, there)):
        return None
    if modals(view.items[index:there]) & UNREAL:
        return None
    if not _names_force(view, index, there):
        return None
    subject = view.subject(there)
    if subject is None or subject.first is None or subject.first < index or not has_state(subject):
        force = next((p for p in view.phrases if index < p.first < there and p.is_force), None)
        subject = owner(view, force) if force is not None else None
    return (subject, there) if subject is not None and subject.codes and has_state(subject) else None


def _names_force(view: View, first: int, last: int) -> bool:
    """A force, or a pronoun that can mean one, stands in the clause."""
    named = any(p.is_force and first < p.first < last for p in view.phrases)
    return named or any(a.pronoun in {"they", "force"} and first < a.first < last for a in view.actors)


def _takes_role(view: View, index: int) -> bool:
    """``thực thi nhiệm vụ tái thiết``, ``chiến đấu với Taliban``."""
    now = view.items[index - 1].has("now")
    return any(
        m.first == index and (now or m.tag == "role_verb") for m in view.marks("roles", "role_verb", "act")
    )
