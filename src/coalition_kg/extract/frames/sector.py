"""Command: who leads a formation or a region, and who serves under whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from coalition_kg.extract.frames.contingent import has_state
from coalition_kg.extract.frames.places import Place, place_at, places
from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.lexicon import words
from coalition_kg.extract.phrases import Countries, NounPhrase
from coalition_kg.extract.view import Mark, Subject, View
from coalition_kg.model import Evidence, Fact, Quantity, SectorCommand, SectorMembership

# What makes a command wanted, planned or denied; what makes a membership so.
UNREAL = {"will", "plan", "neg", "may", "demand", "consider"}
# How far before the words of command a refusal governs them.
CLOSE = 7
FORMATIONS = ("mass", "unit", "coalition")
# A formation of several nations has so many people at least.
FORMATION = 1000
NAMED = {"person", "name", "office"}
# How far behind the lead its members may stand.
MEMBERS = 8
# How far before the lead a building may stand.
BUILT = 10
UNREAL_MEMBER = {"neg", "may", "consider"}


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
    seen: set[tuple[str | None, str]] = set()
    for fact in _told(view):
        if not isinstance(fact, SectorMembership):
            yield fact
        elif (fact.country, fact.lead) not in seen:
            seen.add((fact.country, fact.lead))
            yield fact


def _told(view: View) -> Iterator[Fact]:
    yield from _commands(view)
    for lead in [*_led_by(view), *_under(view)]:
        yield from _passive_command(view, lead)
        yield from _membership(view, lead)
    yield from _cooperation(view)
    yield from _inside_anothers(view)


# X commands


def _commands(view: View) -> Iterator[Fact]:
    """``Ba Lan chỉ huy đội quân 9.000 lính ... ở trung - nam Iraq``; ``họ chịu trách nhiệm về miền bắc``."""
    for mark in view.marks("sectors", "command", "passive_command"):
        if not _is_passive(view, mark) and _governs_formation(view, mark):
            subject = _leader_before(view, mark)
            if subject is None and mark.tag == "command":
                subject = view.subject(mark.first)
            if subject is not None and _is_commander(view, subject, mark):
                yield _command(view, subject, mark)
                yield from _composed(view, subject, mark)


def _composed(view: View, subject: Subject, mark: Mark) -> Iterator[SectorMembership]:
    """``Anh chỉ huy một lực lượng gồm 8.300 lính của họ, 2.800 lính Italy và 1.300 lính Hà Lan``."""
    end = _end_of_clause(view, mark.last)
    near = view.places_after(mark.last, CLOSE)
    opened = next((i for i in near if view.items[i].among("consist")), None)
    opened = opened or next((i for i in range(mark.last + 1, end) if view.items[i].lists_parts), None)
    parts = [p for p in view.phrases if opened is not None and opened < p.first and p.last <= end]
    for part in parts:
        if part.kind in {"person", "unit", "mass"}:
            evidence = view.evidence(subject.start(mark.first), part.last, "sector-member", subject.context)
            yield from _serving(view, part.codes, subject.codes[0], evidence)


def _leader_before(view: View, mark: Mark) -> Subject | None:
    """``Sư đoàn do Anh chỉ huy phụ trách 4 tỉnh``: who leads the formation that has the charge."""
    for lead in _led_by(view):
        group = next((g for g in view.groups.values() if lead.first < g.first <= lead.last), None)
        between = view.between(lead.last, mark.first)
        near = lead.last < mark.first and all(
            i.text == "," or i.has_any("still", "now", "mass") or i.modal == "done" for i in between
        )  # ``sư đoàn do Ba Lan chỉ huy, lực lượng vừa tiếp nhận 5 tỉnh``
        if group is not None and near:
            return Subject((lead.code,), group.first)
    return None


def _is_commander(view: View, subject: Subject, mark: Mark) -> bool:
    """One country, right before the verb, that commands now."""
    if len(subject.codes) != 1 or subject.is_host or not _is_adjacent(view, subject, mark):
        return False
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
    last = subject.phrase.last if subject.phrase else subject.actor.last if subject.actor else subject.first
    if any(
        m.last + 1 <= mark.first and last < m.first
        for m in view.marks("sectors", "command", "passive_command")
    ):
        return _leader_before(view, mark) == subject
    between = view.between(last, mark.first)
    if view.discourse.header is not None and [i.text for i in between] == [":"]:
        return True
    if _goes_on(view, subject, last, mark.first):
        return True
    if len(between) == 2 and between[0].text == "," and between[1].has("state_noun"):
        return True  # ``Anh, nước chịu trách nhiệm ...``
    free = ("still", "now", "modal", "have", "in")
    return all(i.has_any(*free) or i.date is not None or i.among("at-once") for i in between)


def _is_sectioned(view: View, subject: Subject) -> bool:
    """The subject's country opens its section with this sentence."""
    header = view.discourse.header
    return header is not None and header.sentence == view.number and subject.first == 0


def _is_general(view: View, subject: Subject, mark: Mark) -> bool:
    """``Tướng Canada David Fraser chỉ huy lực lượng quốc tế ở miền nam``: of a country."""
    actor = subject.actor
    if actor is None or actor.kind != "person" or not actor.codes or actor.last != mark.first - 1:
        return False
    regions = any(i.has("region") for i in view.items[mark.last + 1 : _end_of_clause(view, mark.last) + 1])
    return regions and view.items[actor.first].among("rank")


def _goes_on(view: View, subject: Subject, last: int, verb: int) -> bool:
    """``Ba Lan có 2.500 lính ở Iraq và chỉ huy một sư đoàn``; ``2.500 lính Ba Lan ở Iraq, phụ trách ...``."""
    before, counted = view.items[verb - 1], subject.phrase is not None and subject.phrase.quantity is not None
    counted = counted or _is_sectioned(view, subject)  # ``Đức: 2.900 quân, phụ trách miền bắc``
    if before.text == "," and verb - 1 > last + 1 and not counted:
        return False
    others = any(last < a.first < verb and (view.is_agent(a) or a.kind in NAMED) for a in view.actors)
    return (before.has("and") or before.text == ",") and not others


def _is_passive(view: View, mark: Mark) -> bool:
    """``do Anh chỉ huy``, ``dưới sự chỉ huy``; ``chỉ huy`` as a title."""
    others = [m.last for m in view.marks("sectors", "command", "passive_command") if m.last < mark.first]
    start = max(mark.first - 6, (others[-1] + 1) if others else 0)
    under = any(i.among("under") for i in view.items[max(0, start) : mark.first])
    return view.items[mark.first].has("title") or under


def _governs_formation(view: View, mark: Mark) -> bool:
    """A formation or a region stands behind the verb."""
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
        if item.among("whole-alliance"):
            return False  # ``lãnh đạo liên minh Hồi giáo``
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
    begin, end = mark.last + 1, _end_of_clause(view, mark.last)
    if view.items[mark.last].ends_in_word("security"):
        end = next((i - 1 for i in view.places_after(mark.last, end) if view.items[i].text == ","), end)
    return SectorCommand(
        evidence=view.evidence(subject.start(mark.first), end, "sector-command", subject.context),
        country=subject.codes[0],
        theatre=view.discourse.theatre,
        area=_areas(view, begin, end) or _areas(view, subject.start(mark.first), mark.first),
        quantity=_people(view, begin, end),
        nations=_nations(view, begin, end),
    )


def _end_of_clause(view: View, index: int) -> int:
    """The clause goes on over commas that only add origin, place or parts."""
    for position in range(index + 1, len(view.items)):
        item = view.items[position]
        if item.text in {".", ";"} or item.has("break", "contrast") or item.among("lie-where"):
            return position - 1
        if item.text == "," and any(i.among("dispatch", "have") for i in view.after(position, 2)):
            return position - 1  # ``Ba Lan, nước chỉ huy một sư đoàn, góp 2.400 người``
    return max(index, len(view.items) - 1)


def _people(view: View, first: int, last: int) -> Quantity | None:
    """The counted force of a sector, which is no country's strength."""
    aside = (i for i in range(first, last + 1) if view.items[i].has("aside") and view.items[i].lists_parts)
    last = next(aside, last)
    for phrase in view.phrases:
        if first <= phrase.first <= last and phrase.quantity is not None and phrase.is_force:
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
    """The regions and places that a command covers, sorted."""
    found: set[str] = set()
    for index in range(first, last + 1):
        item = view.items[index]
        if item.has("region") and not any(i.among("superlative") for i in view.after(index, 1)):
            found.add(item.tags["region"])
        elif item.has("place"):
            found.add(view.typed.text(index, index))
    return tuple(sorted(found))


# Led by X


def _led_by(view: View) -> Iterator[Lead]:
    """``do Anh chỉ huy``, ``do Anh và Mỹ quản lý``, ``do lực lượng Ba Lan quản lý``."""
    for mark in view.marks("sectors", "command", "passive_command"):
        by = next((i for i in view.places_before(mark.first, 5) if view.items[i].among("by")), None)
        if by is not None:
            codes = [c for i in range(by, mark.first) for c in _codes_at(view, i)]
            yield from (Lead(code, by, mark.last) for code in codes if not is_host(code))


def _codes_at(view: View, index: int) -> tuple[str, ...]:
    """The countries at an item, or the one that ``họ`` or ``nước này`` means."""
    if index in view.groups:
        return view.groups[index].codes
    pronoun = view.items[index].tags.get("pronoun")
    meant = view.antecedent(pronoun, index) if pronoun in {"they", "country"} else None
    return meant.codes if meant is not None and len(meant.codes) == 1 else ()


def _under(view: View) -> Iterator[Lead]:
    """``dưới sự chỉ huy của Ba Lan``."""
    for mark in view.marks("sectors", "under"):
        theirs = view.item(mark.last + 1)
        if theirs is not None and theirs.has("pronoun", "they"):
            meant = view.antecedent("they", mark.first)
            led = meant is not None and len(meant.codes) == 1 and not meant.is_host
            yield from (
                Lead(code, mark.first, mark.last + 1) for code in (meant.codes if led and meant else ())
            )
        for index in view.places_after(mark.last, 3):
            group = view.groups.get(index)
            if group is not None and not is_host(group.codes[0]):
                yield from (Lead(code, mark.first, group.last) for code in group.codes)
                break


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
            area=(area.region,) if area.region else (),
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
        area=_areas(view, lead.last + 1, _end_of_clause(view, lead.last)) if goes_on else (),
    )


def _formation_led(view: View, lead: Lead) -> int | None:
    """Where ``Lữ đoàn này do Madrid chỉ huy`` begins: the formation spoken of before."""
    if not view.items[lead.first].among("by"):
        return None
    for first in range(max(0, lead.first - 3), lead.first):
        if view.typed.text(first, lead.first - 1).lower() in words("led-formation"):
            return first
    return None


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
    return None


def _turns_away(view: View, place: Place, lead: Lead) -> bool:
    """Behind a comma stands something else than ``dưới sự chỉ huy ...`` or ``trong lực lượng ...``."""
    commas = [i for i in range(place.last + 1, lead.first) if view.items[i].text == ","]
    return any(i + 1 != lead.first and not view.items[i + 1].among("serving-in") for i in commas)


# Serving under X


def _membership(view: View, lead: Lead) -> Iterator[SectorMembership]:
    subject = _member(view, lead)
    if subject is None:
        return
    first = min(subject.start(lead.first), lead.first)
    evidence = view.evidence(first, lead.last, "sector-member", subject.context)
    yield from _serving(view, subject.codes, lead.code, evidence)


def _serving(view: View, codes: Iterable[str], lead: str, evidence: Evidence) -> Iterator[SectorMembership]:
    """One membership a country that serves under another's lead."""
    for code in codes:
        if code != lead and not is_host(code):
            yield SectorMembership(evidence=evidence, country=code, theatre=view.discourse.theatre, lead=lead)


def _member(view: View, lead: Lead) -> Subject | None:
    """Whose contingent serves: one that is in the force, not the force itself or a place beside it."""
    if view.items[lead.first].among("by") and not _serves_in(view, lead):
        return None
    opening = view.items[: lead.first]
    if any(i.has_any("condition", "hypothesis") or i.has("modal", "demand") for i in opening):
        return None
    if modals(view.before(lead.first, CLOSE)) & {"neg", "refuse"}:
        return None  # ``từ chối đặt quân dưới sự chỉ huy của Mỹ``
    behind = _members_behind(view, lead)
    if behind is not None:
        return behind
    for phrase in reversed(view.phrases_before(lead.first)):
        if phrase.is_force and phrase.kind != "coalition" and phrase.codes and lead.code not in phrase.codes:
            return _with_those_beside(view, phrase)
        if phrase.is_force and phrase.owner == "many":
            return None  # ``9.500 binh sĩ từ 21 nước``: nobody in particular
    return view.subject(lead.first)


def _with_those_beside(view: View, phrase: NounPhrase) -> Subject:
    """``Quân Honduras cùng với lính El Salvador phục vụ trong lữ đoàn ...``: both serve there."""
    before = view.phrase_before(phrase.first, 2)
    between = view.between(before.last, phrase.first) if before is not None else []
    if before is None or not before.is_force or not between or not all(i.has("and") for i in between):
        return Subject(phrase.codes, phrase.first, phrase=phrase)
    return Subject((*before.codes, *phrase.codes), before.first, phrase=phrase)


def _members_behind(view: View, lead: Lead) -> Subject | None:
    """``dưới quyền chỉ huy của Tây Ban Nha còn có quân Honduras``: who they are stands behind."""
    if view.items[lead.first].among("by") or any(p.is_force for p in view.phrases_before(lead.first)):
        return None
    had = next((i for i in view.places_after(lead.last, MEMBERS) if view.items[i].among("have")), None)
    force = view.phrase_after(had, 2) if had is not None else None
    group = next((g for g in view.groups.values() if had is not None and had < g.first <= had + 2), None)
    if force is not None and force.codes and force.is_force:
        return Subject(force.codes, had, phrase=force)
    return Subject(group.codes, group.first) if group is not None else None


def _serves_in(view: View, lead: Lead) -> bool:
    """``nằm trong lực lượng do Ba Lan chỉ huy``; not ``gần khu vực do Ba Lan quản lý``."""
    near = view.before(lead.first, 8)
    within = any(a.among("within") and b.has("kind_of_place") for a, b in pairwise(near))
    given = any(a.among("belonging-to") and b.has_any(*FORMATIONS) for a, b in pairwise(near))
    given = given and any(i.among("contribute") for i in view.items[: lead.first])
    if not (given or any(i.among("serving-in") for i in near)) or not (
        within or any(i.has_any(*FORMATIONS) for i in near)
    ):
        return False
    if any(i.among("beside") or (i.has("kind_of_place") and not within) for i in near):
        return False
    if near[-1].among("whole-alliance") or near[-1].holds("whole-alliance"):
        return False  # ``tham gia liên quân do Mỹ đứng đầu``: no sector of it
    return not modals(view.items[: lead.first]) & UNREAL_MEMBER


def _cooperation(view: View) -> Iterator[SectorMembership]:
    """``Các nước cùng phối hợp với lính Anh bao gồm Italy, Hà Lan``."""
    for mark in view.marks("sectors", "cooperate"):
        lead = next((view.groups[i] for i in range(mark.last + 1, mark.last + 4) if i in view.groups), None)
        listed = _listed_after(view, lead.last) if lead is not None else None
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


def _inside_anothers(view: View) -> Iterator[SectorMembership]:
    """``Hiện họ trực thuộc sư đoàn trung - nam của Ba Lan``, ``trong các sư đoàn của Anh và Ba Lan``."""
    for phrase in view.phrases:
        within = any(i.among("serving-in", "within") for i in view.before(phrase.first, 2))
        if phrase.kind != "unit" or not phrase.codes or not within or phrase.quantity is not None:
            continue
        subject = view.subject(phrase.first - 1)
        if (
            subject is None
            or not has_state(subject)
            or not subject.codes
            or not _speaks_of_troops(view, phrase)
        ):
            continue
        first = min(subject.start(phrase.first), phrase.first)
        evidence = view.evidence(first, phrase.last, "sector-member", subject.context)
        for code, lead in product(subject.codes, phrase.codes):
            if not is_host(lead):
                yield from _serving(view, (code,), lead, evidence)


def _speaks_of_troops(view: View, phrase: NounPhrase) -> bool:
    """Other troops than the formation stand before it, or a pronoun that means them."""
    earlier = view.phrases_before(phrase.first)
    pronoun = any(a.pronoun in {"they", "force"} and a.last < phrase.first for a in view.actors)
    return pronoun or any(p.is_force and set(p.codes) != set(phrase.codes) for p in earlier)


def _listed_after(view: View, index: int) -> Countries | None:
    """``..., bao gồm Italy, Hà Lan``: the countries behind a word of listing."""
    listed = (g for i, g in view.groups.items() if i > index and view.items[i - 1].has("include"))
    return next(listed, None)
