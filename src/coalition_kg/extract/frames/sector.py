"""Command: who leads a formation or a region, and who serves under whom."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from coalition_kg.extract.discourse import Topic
from coalition_kg.extract.frames.handover import handovers
from coalition_kg.extract.frames.leads import FORMATIONS, LEADER, Lead, end_of_clause, leads, led_by
from coalition_kg.extract.frames.members import composed, memberships
from coalition_kg.extract.frames.places import Place, place_at, places
from coalition_kg.extract.items import modals, opens_apposition
from coalition_kg.extract.lexicon import words
from coalition_kg.extract.view import Mark, Subject, View
from coalition_kg.model import Fact, Quantity, SectorCommand, SectorMembership

# What makes a command wanted, planned or denied.
UNREAL = {"will", "plan", "neg", "may", "demand", "consider"}
# How far before the words of command a refusal governs them.
CLOSE = 7
# A formation of several nations has so many people at least.
FORMATION = 1000
NAMED = {"person", "name", "office"}
# How far before ``nơi`` its place may begin.
PLACE = 6
# How far before the lead a building may stand.
BUILT = 10


def sectors(view: View) -> Iterator[Fact]:
    """Yield the commands and memberships of a sentence."""
    if view.typed.is_question:
        return
    seen: set[tuple[str | None, str]] = set()
    for fact in _told(view):
        if isinstance(fact, SectorCommand) and fact.country is not None:
            view.discourse.commander = Topic((fact.country,), view.number)
        if not isinstance(fact, SectorMembership):
            yield fact
        elif (fact.country, fact.lead) not in seen:
            seen.add((fact.country, fact.lead))
            yield fact


def _told(view: View) -> Iterator[Fact]:
    yield from _commands(view)
    for mark, subject, end in handovers(view):
        yield _handed_over(view, mark, subject, end)
    found = leads(view)
    for lead in found:
        yield from _passive_command(view, lead)
    yield from memberships(view, found)


# X commands


def _commands(view: View) -> Iterator[Fact]:
    """``Ba Lan chỉ huy đội quân 9.000 lính ... ở trung - nam Iraq``; ``họ chịu trách nhiệm về miền bắc``."""
    for mark in view.marks("sectors", "command", "passive_command"):
        if not _is_passive(view, mark) and (_governs_formation(view, mark) or _is_where(view, mark)):
            subject = _leader_before(view, mark)
            if subject is None and mark.tag == "command":
                subject = view.subject(mark.first)
            subject = _officer_before(view, mark) or _general_of(view, mark) or _last_of(view, subject, mark)
            if subject is not None and _is_commander(view, subject, mark):
                yield _command(view, subject, mark)
                yield from composed(view, subject, mark)


def _is_where(view: View, mark: Mark) -> bool:
    """``Miền nam Iraq, nơi quân Anh nắm quyền kiểm soát, ...``: the region stands before ``nơi``."""
    where = next((i for i in view.places_before(mark.first, 4) if view.items[i].among("where")), None)
    ends = any(i.is_stop for i in view.after(mark.last, 1))
    return where is not None and ends and any(i.has("region") for i in view.before(where, 3))


def _handed_over(view: View, mark: Mark, subject: Subject, end: int) -> SectorCommand:
    """``trao lại quyền kiểm soát tỉnh Muthanna cho Anh``."""
    first = min(subject.start(mark.first), mark.first)
    return SectorCommand(
        evidence=view.evidence(first, end, "sector-command", subject.context),
        country=subject.codes[0],
        theatre=view.discourse.theatre,
        area=_areas(view, mark.last + 1, end),
    )


def _last_of(view: View, subject: Subject | None, mark: Mark) -> Subject | None:
    """``với Mỹ và Ba Lan, nước chỉ huy sư đoàn``: the apposition is about the last of them."""
    apposed = opens_apposition(view.items, mark.first - 2)
    several = subject is not None and subject.actor is not None and len(subject.codes) > 1
    return replace(subject, codes=subject.codes[-1:]) if apposed and several and subject else subject


def _leader_before(view: View, mark: Mark) -> Subject | None:
    """``Sư đoàn do Anh chỉ huy phụ trách 4 tỉnh``: who leads the formation that has the charge."""
    for lead in led_by(view):
        group = next((g for g in view.groups.values() if lead.first < g.first <= lead.last), None)
        between = view.between(lead.last, mark.first)
        near = lead.last < mark.first and all(
            i.text == "," or i.has_any("still", "now", "mass") or i.modal == "done" for i in between
        )  # ``sư đoàn do Ba Lan chỉ huy, lực lượng vừa tiếp nhận 5 tỉnh``
        near = near or _is_past_aside(view, lead, mark)
        if group is not None and near:
            return Subject((lead.code,), group.first)
    return None


def _is_past_aside(view: View, lead: Lead, mark: Mark) -> bool:
    """``lữ đoàn do Tây Ban Nha đứng đầu, trong đó có lính Honduras, phụ trách Najaf``."""
    opened, closed = view.item(lead.last + 2), view.items[mark.first - 1]
    apart = lead.last + 2 < mark.first and view.items[lead.last + 1].text == "," and closed.text == ","
    return apart and opened is not None and opened.lists_parts


def _is_commander(view: View, subject: Subject, mark: Mark) -> bool:
    """One country, right before the verb, that commands now."""
    if len(subject.codes) != 1 or subject.is_host or not _is_adjacent(view, subject, mark):
        return False
    if any(i.among("building") for i in view.before(subject.start(mark.first), 3)):
        return False  # ``trại giam mà họ quản lý ở miền nam Iraq``
    begins = subject.first
    if begins == 0 and _is_sectioned(view, subject):
        begins = subject.actor.last + 1 if subject.actor is not None else None  # behind ``Đức:``
    if begins is not None and view.breaks_between(begins, mark.first):
        return False
    return not modals(view.before(mark.first + 1, 5)) & UNREAL  # the verb itself may be negated


def _is_adjacent(view: View, subject: Subject, mark: Mark) -> bool:
    """The leading country or its force stands right before the verb, or opened the section."""
    if subject.public or (subject.actor is not None and subject.actor.kind in {"person", "name"}):
        return _is_general(view, subject, mark)
    if subject.first is None:
        return view.discourse.header is not None and mark.first <= 6
    if _leader_before(view, mark) == subject:
        return True
    last = subject.phrase.last if subject.phrase else subject.actor.last if subject.actor else subject.first
    last = max(last, subject.first)  # ``nơi họ chỉ huy``: the country stands further back
    if any(
        m.last + 1 <= mark.first and last < m.first
        for m in view.marks("sectors", "command", "passive_command")
    ):
        return _leader_before(view, mark) == subject
    between = view.between(last, mark.first)
    headed = view.discourse.header is not None and bool(between) and between[0].text == ":"
    if headed and all(i.has("state_noun") for i in between[1:]):
        return True  # ``Ba Lan: Nước chỉ huy sư đoàn ...``
    if _goes_on(view, subject, last, mark.first):
        return True
    if opens_apposition(view.items, last + 1) and all(i.has_any("still", "now") for i in between[2:]):
        return True  # ``Anh, nước đang chịu trách nhiệm ...``
    if len(between) == 2 and between[0].text == "," and between[1].among("relative-word"):
        return True  # ``Quân Anh, vốn phụ trách 4 tỉnh miền nam``
    free = ("still", "now", "modal", "have", "in")
    return all(i.has_any(*free) or i.date is not None or i.among("at-once") for i in between)


def _is_sectioned(view: View, subject: Subject) -> bool:
    """The subject's country opens its section with this sentence."""
    header = view.discourse.header
    return header is not None and header.sentence == view.number and subject.first == 0


def _is_general(view: View, subject: Subject, mark: Mark) -> bool:
    """``Tướng Canada David Fraser chỉ huy lực lượng quốc tế ở miền nam``: of a country."""
    actor = subject.actor
    if actor is None or actor.kind != "person" or not actor.codes or actor.last >= mark.first:
        return False
    between = [i for i in view.between(actor.last, mark.first) if not i.has_any("now", "still")]
    apposed = len(between) == 2 and between[0].text == "," and between[1].among("person")
    if not apposed and any(i.date is None for i in between):
        return False  # ``hôm qua tiếp nhận quyền chỉ huy ...``, ``tướng X, người chỉ huy ...``
    return _leads_region(view, mark) and view.items[actor.first].among("rank")


def _leads_region(view: View, mark: Mark) -> bool:
    """A region, NATO or the whole alliance stands behind the verb."""
    behind = view.items[mark.last + 1 : end_of_clause(view, mark.last) + 1]
    return any(i.has("region") or i.has("coalition", "nato") or i.among("whole-alliance") for i in behind)


def _officer_before(view: View, mark: Mark) -> Subject | None:
    """``tướng David Fraser, sĩ quan Canada chỉ huy lực lượng NATO ở miền nam``: an officer in apposition."""
    officer = view.phrase_before(mark.first, 1)
    if officer is None or officer.last != mark.first - 1 or officer.first == 0:
        return None
    named = officer.kind == "person" and bool(officer.codes) and officer.quantity is None
    apposed = named and view.items[officer.first - 1].text == ","
    return (
        Subject(officer.codes, officer.first, phrase=officer)
        if apposed and _leads_region(view, mark)
        else None
    )


def _general_of(view: View, mark: Mark) -> Subject | None:
    """``Chuẩn tướng David Fraser của nước này đang chỉ huy ...``: whose the general is stands behind."""
    for actor in view.actors:
        of = view.item(actor.last + 1)
        ranked = actor.kind == "person" and not actor.codes and view.items[actor.first].among("rank")
        state = next((a for a in view.actors if a.first == actor.last + 2), None)
        if not ranked or state is None or of is None or not of.among("of"):
            continue
        between = view.between(state.last, mark.first)
        adjacent = state.last < mark.first and all(i.has_any("now", "still") for i in between)
        meant = view.meant_by(state) if state.kind in {"country", "pronoun"} else None
        leads = _leads_region(view, mark) or _nations(view, mark.last + 1, end_of_clause(view, mark.last))
        if adjacent and meant is not None and leads:
            return replace(meant, first=state.first, actor=state)
    return None


def _goes_on(view: View, subject: Subject, last: int, verb: int) -> bool:
    """``Ba Lan có 2.500 lính ở Iraq và chỉ huy một sư đoàn``; ``2.500 lính Ba Lan ở Iraq, phụ trách ...``."""
    while verb - 1 > last + 1 and view.items[verb - 1].has_any("now", "still"):
        verb -= 1  # ``có 2.300 quân ở Afghanistan và đang chỉ huy ...``
    before, counted = view.items[verb - 1], subject.phrase is not None and subject.phrase.quantity is not None
    counted = counted or _is_sectioned(view, subject)  # ``Đức: 2.900 quân, phụ trách miền bắc``
    counted = counted or opens_apposition(
        view.items, last + 1
    )  # ``Italy, nước có 3.200 quân, phụ trách ...``
    had = (p for p in view.phrases if last < p.first <= last + CLOSE and p.quantity is not None)
    counted = counted or any(
        p.is_force and not p.codes for p in had
    )  # ``Đức có 2.250 binh sĩ, phụ trách ...``
    if before.text == "," and verb - 1 > last + 1 and not counted:
        return False
    others = any(last < a.first < verb and (view.is_agent(a) or a.kind in NAMED) for a in view.actors)
    return before.joins and not others


def _is_passive(view: View, mark: Mark) -> bool:
    """``do Anh chỉ huy``, ``dưới sự chỉ huy``; ``chỉ huy`` as a title."""
    others = [m.last for m in view.marks("sectors", "command", "passive_command") if m.last < mark.first]
    start = max(mark.first - 6, (others[-1] + 1) if others else 0)
    under = any(i.among("under") for i in view.items[max(0, start) : mark.first])
    return view.items[mark.first].has("title") or under


def _governs_formation(view: View, mark: Mark) -> bool:
    """A formation or a region stands behind the verb; ``dẫn đầu với 3.000 quân`` only ranks."""
    if any(i.among("beside-number") for i in view.after(mark.last, 1)):
        return False
    for index in view.places_after(mark.last, 5):
        item = view.items[index]
        if item.has("region") or (item.has("kind_of_place", "place") and item.holds("area")):
            return True
        if (
            item.has("place")
            and view.items[mark.last].ends_in_word("security")
            and view.items[index - 1].among("at")
        ):
            return True  # ``nước chịu trách nhiệm về an ninh tại Muthanna``
        if item.among("beside-number"):
            return False  # ``dẫn đầu các nước với 3.000 quân`` only ranks
        if item.among("whole-alliance", "campaign"):
            return False  # ``lãnh đạo liên minh Hồi giáo``, ``dẫn đầu chiến dịch không kích``
        counted = view.phrase_from(index)
        if (
            counted is not None
            and counted.kind in {"person", "people"}
            and (counted.quantity and (counted.quantity.value or 0) >= FORMATION)
        ):
            return not counted.codes  # ``chỉ huy 6.500 người từ hơn một chục nước``
        if item.has_any("mass", "unit", "coalition"):
            phrase = view.phrase_at(index)
            return (phrase is None or not phrase.codes) and not item.among("armed-service")
        if item.is_stop or item.has("country"):
            return False
    return False


def _command(view: View, subject: Subject, mark: Mark) -> SectorCommand:
    begin, end = mark.last + 1, end_of_clause(view, mark.last)
    if view.items[mark.last].ends_in_word("security"):
        end = next((i - 1 for i in view.places_after(mark.last, end) if view.items[i].text == ","), end)
    return SectorCommand(
        evidence=view.evidence(subject.start(mark.first), end, "sector-command", subject.context),
        country=subject.codes[0],
        theatre=view.discourse.theatre,
        area=_areas(view, begin, end) or _areas(view, _opening(view, subject, mark), mark.first),
        quantity=_people(view, begin, end),
        nations=_nations(view, begin, end),
    )


def _opening(view: View, subject: Subject, mark: Mark) -> int:
    """Where the clause begins; ``ở miền trung Iraq, nơi họ chỉ huy``: with the place before ``nơi``."""
    first = subject.start(mark.first)
    if first < 2 or not view.items[first - 1].among("where"):
        return first
    at = (i for i in view.places_before(first - 1, PLACE) if view.items[i].has_any("in", "stationed"))
    return next(at, first)


def _people(view: View, first: int, last: int) -> Quantity | None:
    """The counted force of a sector, which is no country's strength."""
    aside = (i for i in range(first, last + 1) if view.items[i].has("aside") and view.items[i].lists_parts)
    last = next(aside, last)
    for phrase in view.phrases:
        own = view.items[phrase.first - 1].among("beside-number") and not any(
            i.has_any(*FORMATIONS) for i in view.items[first : phrase.first]
        )  # ``phụ trách khu vực trung nam với 2.350 quân``: its own, no formation's
        if first <= phrase.first <= last and phrase.quantity is not None and phrase.is_force and not own:
            view.claimed.add(phrase.number or phrase.first)
            return phrase.quantity
    return None


def _nations(view: View, first: int, last: int) -> int | None:
    """``gồm 23 nước``."""
    for index in range(first, min(last, len(view.items) - 1)):
        quantity = view.items[index].quantity
        if quantity is not None and view.items[index + 1].among("nation"):
            return quantity.value
    return None


def _areas(view: View, first: int, last: int) -> tuple[str, ...]:
    """The regions and places that a command covers, sorted; the whole land where there are none."""
    found: set[str] = set()
    lands: set[str] = set()
    for index in range(first, last + 1):
        item = view.items[index]
        if item.has("region") and not any(i.among("superlative") for i in view.after(index, 1)):
            found.add(item.tags["region"])
        elif item.has("place"):
            (lands if item.has("country_kind", "name") else found).add(view.typed.text(index, index))
    return tuple(sorted(found or lands))


# Led by X


def _passive_command(view: View, lead: Lead) -> Iterator[SectorCommand]:
    """``nằm dưới sự chỉ huy của Ba Lan ở miền trung Iraq`` also says whose sector that is."""
    area = _area_beside(view, max(0, lead.first - 6), lead)
    if area is None:
        yield from _anaphoric_command(view, lead)
        return
    served = area.last < lead.first and _is_contingent(view, lead)
    alliance = any(i.among("whole-alliance") for i in view.before(lead.first, 1))
    if not (served or alliance or _leads_building(view, lead)):
        yield SectorCommand(
            evidence=view.evidence(min(area.first, lead.first), max(area.last, lead.last), "sector-led-by"),
            country=lead.code,
            theatre=view.discourse.theatre,
            area=(area.region,) if area.region else _areas(view, area.first, area.last),
        )


def _anaphoric_command(view: View, lead: Lead) -> Iterator[SectorCommand]:
    """``Lữ đoàn này do Madrid chỉ huy và chịu trách nhiệm về tỉnh Najaf``."""
    first, joined = _formation_led(view, lead), view.item(lead.last + 1)
    if first is None or any(m.first > lead.last for m in view.marks("sectors", "command")):
        return
    goes_on = joined is not None and joined.has("and")
    yield SectorCommand(
        evidence=view.evidence(first, lead.last, "sector-led-by"),
        country=lead.code,
        theatre=view.discourse.theatre,
        area=_areas(view, lead.last + 1, end_of_clause(view, lead.last)) if goes_on else (),
    )


def _formation_led(view: View, lead: Lead) -> int | None:
    """Where ``Lữ đoàn này do Madrid chỉ huy`` begins: the formation spoken of before."""
    if not view.items[lead.first].among("by"):
        return None
    for first in range(max(0, lead.first - 3), lead.first):
        if view.typed.text(first, lead.first - 1).lower() in words("led-formation"):
            return first
    return lead.first - 1 if _is_sector_led(view, lead) else None


def _is_sector_led(view: View, lead: Lead) -> bool:
    """``trong khu vực do Ba Lan phụ trách``, which has no other charge; the whole alliance is no sector."""
    charges = view.marks("sectors", "command", "passive_command")
    others = any(m.first > lead.last or lead.first < m.first <= m.last < lead.last for m in charges)
    return view.items[lead.first - 1].among("sector-word") and lead.code not in LEADER and not others


def _is_contingent(view: View, lead: Lead) -> bool:
    """``Lực lượng của họ ở miền nam Iraq đặt dưới quyền chỉ huy của Anh``: who serves there, no sector."""
    if view.items[lead.first].among("by"):
        return False
    force = view.phrase_before(lead.first, CLOSE)
    return (
        force is not None and force.is_force and force.kind == "mass" and force.owner in {"they", "country"}
    )


def _leads_building(view: View, lead: Lead) -> bool:
    """``nhà tù do Mỹ quản lý ở phía tây``: neither a formation nor an area."""
    led = view.items[lead.first].among("by")
    if led and any(i.among("building") for i in view.before(lead.first, BUILT)):
        return True  # ``Nhà tù Abu Ghraib nằm ở phía tây Baghdad do lính Mỹ quản lý``
    kinds = ("mass", "unit", "coalition", "region", "kind_of_place", "place")
    return led and not any(i.has_any(*kinds) for i in view.before(lead.first, 5))


def _area_beside(view: View, before: int, lead: Lead) -> Place | None:
    """The region behind a preposition near the lead, else ``khu vực miền nam`` right before it."""
    for place in places(view, "place-preposition", before):
        between = view.between(place.last, lead.first)
        apart = _turns_away(view, place, lead) or any(
            a.has("from") and b.has_any(*FORMATIONS) for a, b in pairwise(between)
        )
        if place.region and not apart and (place.last <= lead.first or place.first <= lead.last + 3):
            return place
    for index in range(before, lead.first):
        opens = view.items[index].has("kind_of_place") or view.items[index].has("region")
        area = place_at(view, index) if opens else None
        near = area is not None and (view.items[index].has("kind_of_place") or area.last == lead.first - 1)
        if area is not None and near and area.region and area.last < lead.first:
            return area
    return _area_apposed(view, lead)


def _area_apposed(view: View, lead: Lead) -> Place | None:
    """``Mitrovica, khu vực do quân Pháp phụ trách``: the place that is the area."""
    kind = lead.first - 1
    if kind < 2 or not view.items[lead.first].among("by") or not view.items[kind].holds("area"):
        return None
    if view.items[kind - 1].text != "," and not view.items[kind - 1].among("is"):
        return None
    found = (place_at(view, first) for first in range(max(0, kind - 4), kind - 1))
    return next((p for p in found if p is not None and p.last == kind - 2 and not p.is_theatre), None)


def _turns_away(view: View, place: Place, lead: Lead) -> bool:
    """Behind a comma stands something else than ``dưới sự chỉ huy ...`` or ``trong lực lượng ...``."""
    commas = [i for i in range(place.last + 1, lead.first) if view.items[i].text == ","]
    return any(i + 1 != lead.first and not view.items[i + 1].among("serving-in") for i in commas)
