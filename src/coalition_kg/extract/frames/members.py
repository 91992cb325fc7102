"""Memberships: who serves in a formation that another country leads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from coalition_kg.extract.frames.contingent import has_state
from coalition_kg.extract.frames.leads import FORMATIONS, Lead, end_of_clause
from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.phrases import Countries, NounPhrase
from coalition_kg.extract.view import Mark, Subject, View
from coalition_kg.model import Evidence, SectorMembership

# What makes a membership wanted or denied; how far before the lead that is said.
UNREAL_MEMBER = {"neg", "may", "consider"}
CLOSE = 7
# How many sentences ago it may have been told who commands.
RECENT = 3
# How far behind the lead its members may stand.
MEMBERS = 8


def memberships(view: View, leads: Sequence[Lead]) -> Iterator[SectorMembership]:
    """Yield the memberships under those who lead in a sentence, also those said by cooperation."""
    for lead in leads:
        yield from _membership(view, lead)
        yield from _consisting(view, lead)
    yield from _cooperation(view)
    yield from _inside_anothers(view)


def _membership(view: View, lead: Lead) -> Iterator[SectorMembership]:
    subject = _member(view, lead)
    if subject is None or _is_one(subject.phrase):
        return
    first = min(subject.start(lead.first), lead.first)
    evidence = view.evidence(first, lead.last, "sector-member", subject.context)
    yield from _serving(view, subject.codes, lead.code, evidence)


def _is_one(phrase: NounPhrase | None) -> bool:
    """``Một người lính gốc Fiji phục vụ trong trung đoàn của Anh``: a person is no contingent."""
    return phrase is not None and phrase.quantity is not None and phrase.quantity.value == 1


def _serving(view: View, codes: Iterable[str], lead: str, evidence: Evidence) -> Iterator[SectorMembership]:
    """One membership a country that serves under another's lead."""
    for code in codes:
        if code != lead and not is_host(code):
            yield SectorMembership(evidence=evidence, country=code, theatre=view.discourse.theatre, lead=lead)


def composed(view: View, subject: Subject, mark: Mark) -> Iterator[SectorMembership]:
    """Yield those of ``Anh chỉ huy một lực lượng gồm 8.300 lính của họ, 2.800 lính Italy``."""
    end = end_of_clause(view, mark.last)
    near = view.places_after(mark.last, CLOSE)
    opened = next((i for i in near if view.items[i].among("consist")), None)
    opened = opened or next((i for i in range(mark.last + 1, end) if view.items[i].lists_parts), None)
    parts = [p for p in view.phrases if opened is not None and opened < p.first and p.last <= end]
    for part in parts:
        if part.kind in {"person", "unit", "mass"}:
            evidence = view.evidence(subject.start(mark.first), part.last, "sector-member", subject.context)
            yield from _serving(view, part.codes, subject.codes[0], evidence)


def _consisting(view: View, lead: Lead) -> Iterator[SectorMembership]:
    """``Lữ đoàn do Tây Ban Nha chỉ huy gồm lính Honduras``, ``... tập hợp quân từ 20 nước, trong đó có``."""
    opened = next((i for i in view.places_after(lead.last, 2) if view.items[i].among("composed")), None)
    aside = next((i for i in view.places_after(lead.last, 2) if view.items[i].lists_parts), None)
    opened = opened if opened is not None else aside  # ``lữ đoàn do X đứng đầu, trong đó có binh lính ...``
    led = any(i.has_any(*FORMATIONS) and not i.among("whole-alliance") for i in view.before(lead.first, 4))
    if opened is None or not led or not view.items[lead.first].among("by"):
        return
    force = view.phrase_after(opened, 3)
    named = force if force is not None and force.is_force and force.codes else _listed_after(view, opened)
    if named is not None:
        evidence = view.evidence(max(0, lead.first - 4), named.last, "sector-member")
        yield from _serving(view, named.codes, lead.code, evidence)


def _member(view: View, lead: Lead) -> Subject | None:
    """Whose contingent serves: one that is in the force, not the force itself or a place beside it."""
    if view.items[lead.first].among("by") and not _serves_in(view, lead):
        return None
    opening = view.items[: lead.first]
    if any(m.first == lead.first and m.value == "charge" for m in view.marks("sectors", "under")):
        return None  # ``Miền bắc thuộc trách nhiệm của Mỹ``: a region is in its charge
    if any(i.has_any("condition", "hypothesis") or i.has("modal", "demand") for i in opening):
        return None
    if modals(view.before(lead.first, CLOSE)) & {"neg", "refuse"}:
        return None  # ``từ chối đặt quân dưới sự chỉ huy của Mỹ``
    behind = _members_behind(view, lead)
    if behind is not None:
        return behind
    they = next((a for a in view.actors if a.pronoun == "they" and 0 < a.first < lead.first), None)
    meant = view.recent_force if they is not None and view.items[0].among("alongside") else None
    for phrase in reversed(view.phrases_before(lead.first)):
        if phrase.is_force and phrase.kind != "coalition" and phrase.codes and lead.code not in phrase.codes:
            beside = _with_those_beside(view, phrase)
            if meant is not None and len(meant.codes) == 1:  # ``Cùng với lính Honduras, họ ...``
                codes, context = (*meant.codes, *beside.codes), view.context_of(meant)
                return replace(beside, codes=codes, context=context)
            return beside
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
        return Subject(_with_those_listed(view, force), had, phrase=force)
    return Subject(group.codes, group.first) if group is not None else None


def _with_those_listed(view: View, force: NounPhrase) -> tuple[str, ...]:
    """``có 1.550 binh sĩ Ukraina, 420 người Bulgaria và 140 lính Mông Cổ``: of all in the list."""
    codes, last = list(force.codes), force.last
    while (other := view.phrase_from(last + 2)) is not None and view.items[last + 1].joins and other.is_force:
        codes, last = [*codes, *other.codes], other.last
    return tuple(dict.fromkeys(codes))


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
    yield from _inside_that(view)
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
            or any(_is_one(p) for p in view.phrases_before(phrase.first))
        ):
            continue
        first = min(subject.start(phrase.first), phrase.first)
        evidence = view.evidence(first, phrase.last, "sector-member", subject.context)
        for code, lead in product(subject.codes, phrase.codes):
            if not is_host(lead):
                yield from _serving(view, (code,), lead, evidence)


def _inside_that(view: View) -> Iterator[SectorMembership]:
    """``Quân Romania và Slovakia cùng phục vụ trong sư đoàn này``: of who was said to command it."""
    led = view.discourse.commander
    if led is None or view.number - led.sentence > RECENT or len(led.codes) != 1:
        return
    for index, (unit, this) in enumerate(pairwise(view.items)):
        whole = unit.has("pronoun", "force") and unit.holds("formation-word")
        pointed = whole or (unit.among("sector-word") and this.among("this"))
        within = any(i.among("serving-in", "within") for i in view.before(index, 2))
        force = next((p for p in view.phrases if p.is_force and p.codes and p.last < index), None)
        if pointed and within and force is not None and not is_host(force.codes[0]):
            context = view.context_of(led)
            evidence = view.evidence(force.first, index, "sector-member", context)
            yield from _serving(view, force.codes, led.codes[0], evidence)


def _speaks_of_troops(view: View, phrase: NounPhrase) -> bool:
    """Other troops than the formation stand before it, or a pronoun that means them."""
    earlier = view.phrases_before(phrase.first)
    pronoun = any(a.pronoun in {"they", "force"} and a.last < phrase.first for a in view.actors)
    return pronoun or any(p.is_force and set(p.codes) != set(phrase.codes) for p in earlier)


def _listed_after(view: View, index: int) -> Countries | None:
    """``..., bao gồm Italy, Hà Lan``: the countries behind a word of listing."""
    listed = (g for i, g in view.groups.items() if i > index and view.items[i - 1].has("include"))
    return next(listed, None)
