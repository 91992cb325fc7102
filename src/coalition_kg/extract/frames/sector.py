"""Command: who leads a formation or a region, and who serves under whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from coalition_kg.extract.frames.places import Place, place_at, places
from coalition_kg.extract.items import is_host
from coalition_kg.extract.view import Mark, Subject, View
from coalition_kg.model import Fact, Quantity, SectorCommand, SectorMembership


@dataclass(frozen=True, slots=True)
class Lead:
    """A leading country with the stretch that says so."""

    code: str
    first: int
    last: int


def sectors(view: View) -> Iterator[Fact]:
    """Yield the commands and memberships of a sentence."""
    if view.typed.is_question:
        return
    yield from _commands(view)
    for lead in [*_led_by(view), *_under(view)]:
        yield from _passive_command(view, lead)
        yield from _membership(view, lead)
    yield from _cooperation(view)


# X commands


def _commands(view: View) -> Iterator[SectorCommand]:
    """``Ba Lan chỉ huy đội quân 9.000 lính ... ở trung - nam Iraq``; ``họ chịu trách nhiệm về miền bắc``."""
    for mark in view.marks("sectors"):
        if mark.tag != "command" or _is_passive(view, mark) or not _governs_formation(view, mark):
            continue
        subject = view.subject(mark.first)
        if (
            subject is None
            or len(subject.codes) != 1
            or is_host(subject.codes[0])
            or not _is_adjacent(view, subject, mark)
        ):
            continue
        if subject.first is not None and view.breaks_between(subject.first, mark.first):
            continue
        if any(
            i.tags.get("modal") in {"will", "plan", "neg", "may", "demand", "consider"}
            for i in view.items[max(0, mark.first - 4) : mark.first]
        ):
            continue
        yield _command(view, subject, mark)


def _is_adjacent(view: View, subject: Subject, mark: Mark) -> bool:
    """The leading country or its force stands right before the verb, or opened the section."""
    if subject.public or (subject.actor is not None and subject.actor.kind in {"person", "name"}):
        return False
    if subject.first is None:
        return view.discourse.header is not None and mark.first <= 6
    last = subject.phrase.last if subject.phrase else subject.actor.last if subject.actor else subject.first
    return all(
        i.has("still") or i.has("now") or i.has("modal") or i.has("have")
        for i in view.items[last + 1 : mark.first]
    )


def _is_passive(view: View, mark: Mark) -> bool:
    window = view.items[max(0, mark.first - 6) : mark.first]
    return any(i.text in {"do", "dưới sự", "dưới"} for i in window) or view.items[mark.first].has("title")


def _governs_formation(view: View, mark: Mark) -> bool:
    """A formation or a region stands behind the verb."""
    for index in range(mark.last + 1, min(mark.last + 6, len(view.items))):
        item = view.items[index]
        if item.has("region") or (item.has("kind_of_place", "place") and "khu vực" in item.text):
            return True
        if item.has("mass") or item.has("unit") or item.has("coalition"):
            phrase = view.phrase_at(index)
            return (phrase is None or not phrase.codes) and item.text not in {
                "quân đội",
                "hải quân",
                "không quân",
            }
        if item.is_mark or item.has("break") or item.has("country"):
            return False
    return False


def _command(view: View, subject: Subject, mark: Mark) -> SectorCommand:
    end = _end_of_clause(view, mark.last)
    first = subject.first if subject.first is not None else mark.first
    quantity = _people(view, mark.last + 1, end)
    return SectorCommand(
        evidence=view.evidence(first, end, "sector-command", subject.context),
        country=subject.codes[0],
        theatre=view.discourse.theatre,
        area=_areas(view, mark.last + 1, end),
        quantity=quantity,
        nations=_nations(view, mark.last + 1, end),
    )


def _end_of_clause(view: View, index: int) -> int:
    """The clause goes on over commas that only add origin, place or parts."""
    last = index
    for position in range(index + 1, len(view.items)):
        item = view.items[position]
        if item.text in {".", ";"} or item.has("break", "contrast") or item.text in {"nằm", "nơi"}:
            break
        last = position
    return last


def _people(view: View, first: int, last: int) -> Quantity | None:
    for phrase in view.phrases:
        if first <= phrase.first <= last and phrase.quantity is not None and phrase.is_force:
            view.claimed.add(phrase.number or phrase.first)
            return phrase.quantity
    return None


def _nations(view: View, first: int, last: int) -> int | None:
    for index in range(first, min(last, len(view.items) - 1)):
        quantity = view.items[index].quantity
        following = view.items[index + 1].text
        if quantity is not None and following in {"nước", "quốc gia"}:
            return quantity.value
    return None


def _areas(view: View, first: int, last: int) -> tuple[str, ...]:
    """The regions and places that a command covers, sorted."""
    found: set[str] = set()
    for index in range(first, last + 1):
        item = view.items[index]
        if item.has("region"):
            found.add(item.tags["region"])
        elif item.has("place"):
            found.add(view.typed.text(index, index))
    return tuple(sorted(found))


# Led by X


def _led_by(view: View) -> Iterator[Lead]:
    """``do Anh chỉ huy``, ``do Anh và Mỹ quản lý``, ``do lực lượng Ba Lan quản lý``."""
    for mark in view.marks("sectors"):
        if mark.tag not in {"command", "passive_command"}:
            continue
        for back in range(mark.first - 1, max(-1, mark.first - 6), -1):
            if view.items[back].text == "do":
                codes = [c for i in range(back, mark.first) for c in _codes_at(view, i)]
                if len(codes) == 1 and not is_host(codes[0]):
                    yield Lead(codes[0], back, mark.last)
                break


def _codes_at(view: View, index: int) -> tuple[str, ...]:
    return view.groups[index].codes if index in view.groups else ()


def _under(view: View) -> Iterator[Lead]:
    """``dưới sự chỉ huy của Ba Lan``."""
    for mark in view.marks("sectors"):
        if mark.tag != "under":
            continue
        for index in range(mark.last + 1, min(mark.last + 4, len(view.items))):
            codes = _codes_at(view, index)
            if codes and not is_host(codes[0]):
                yield Lead(codes[0], mark.first, view.groups[index].last)
                break


def _passive_command(view: View, lead: Lead) -> Iterator[SectorCommand]:
    """``nằm dưới sự chỉ huy của Ba Lan ở miền trung Iraq`` also says whose sector that is."""
    before = max(0, lead.first - 6)
    area = _area_beside(view, before, lead)
    if area is None:
        return
    yield SectorCommand(
        evidence=view.evidence(min(area.first, lead.first), max(area.last, lead.last), "sector-led-by"),
        country=lead.code,
        theatre=view.discourse.theatre,
        area=(area.region,) if area.region else (),
    )


def _area_beside(view: View, before: int, lead: Lead) -> Place | None:
    near = [
        p for p in places(view, before) if p.region and (p.last <= lead.first or p.first <= lead.last + 3)
    ]
    if near:
        return near[0]
    for index in range(before, lead.first):
        place = place_at(view, index)
        if (
            place is not None
            and place.region
            and place.last < lead.first
            and view.items[index].has("kind_of_place")
        ):
            return place
    return None


# Serving under X


def _membership(view: View, lead: Lead) -> Iterator[SectorMembership]:
    subject = _member(view, lead)
    if subject is None or not subject.codes:
        return
    for code in subject.codes:
        if code != lead.code and not is_host(code):
            first = subject.first if subject.first is not None else lead.first
            yield SectorMembership(
                evidence=view.evidence(min(first, lead.first), lead.last, "sector-member", subject.context),
                country=code,
                theatre=view.discourse.theatre,
                lead=lead.code,
            )


def _member(view: View, lead: Lead) -> Subject | None:
    """Whose contingent serves: one that is in the force, not the force itself or a place beside it."""
    near = view.items[max(0, lead.first - 8) : lead.first]
    if view.items[lead.first].text == "do":
        joined = any(i.text in {"trong", "thuộc", "nằm trong", "tham gia"} for i in near)
        between = any(i.text in {"giữa", "vùng", "gần"} or i.has("kind_of_place") for i in near)
        between = between or any(
            i.tags.get("modal") in {"neg", "plan", "will", "may", "consider"}
            for i in view.items[: lead.first]
        )
        if not joined or between:
            return None
    if any(
        i.has("condition") or i.has("hypothesis") or i.has("modal", "demand")
        for i in view.items[: lead.first]
    ):
        return None
    phrases = [p for p in view.phrases if p.last < lead.first and p.is_force and p.kind != "coalition"]
    for phrase in reversed(phrases):
        if phrase.codes and lead.code not in phrase.codes:
            return Subject(phrase.codes, phrase.first, phrase=phrase)
    return view.subject(lead.first)


def _cooperation(view: View) -> Iterator[SectorMembership]:
    """``Các nước cùng phối hợp với lính Anh bao gồm Italy, Hà Lan``."""
    for mark in view.marks("sectors"):
        if mark.tag != "cooperate":
            continue
        lead = next((view.groups[i] for i in range(mark.last + 1, mark.last + 4) if i in view.groups), None)
        listed = next(
            (
                g
                for i, g in view.groups.items()
                if lead and i > lead.last and view.items[i - 1].has("include")
            ),
            None,
        )
        if lead is None or listed is None:
            continue
        first = next((p.first for p in view.phrases if p.last < mark.first), mark.first)
        for code in listed.codes:
            yield SectorMembership(
                evidence=view.evidence(first, listed.last, "sector-cooperation"),
                country=code,
                theatre=view.discourse.theatre,
                lead=lead.codes[0],
            )
