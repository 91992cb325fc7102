"""Stances: a country's declared support for, or opposition to, the war as such."""

from collections.abc import Iterator

from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.lexicon import words
from coalition_kg.extract.phrases import Countries
from coalition_kg.extract.view import Mark, Subject, View
from coalition_kg.model import Stance

# How far behind the verb the war may stand, and how long the phrase that names it may be.
REACH = 6
# How far behind the war those who share the stance may be named.
BESIDE = 7
# Unknown words that may stand between a country and its verb: ``một trong những quốc gia chính``.
MOST_PLAIN = 4


def stances(view: View) -> Iterator[Stance]:
    """Yield the stances of a sentence, one a country and stance."""
    if view.typed.is_question:
        return
    seen: set[tuple[str, str]] = set()
    yield from _gained(view)
    yield from _against(view)
    for mark in view.marks("stance", "stance"):
        target = _target(view, mark)
        subject = _holder(view, mark) if target is not None else None
        if target is None or subject is None:
            continue
        joined = _joined(view, target)
        first, last = subject.start(mark.first), joined.last if joined is not None else target
        stance = "opposes" if _is_denied(view, mark) else mark.value
        evidence = view.evidence(first, last, f"stance-{stance}", subject.context)
        for code in (*subject.codes, *(joined.codes if joined is not None else ())):
            if (code, stance) not in seen:
                seen.add((code, stance))
                yield Stance(evidence=evidence, country=code, theatre=view.discourse.theatre, stance=stance)


def _is_denied(view: View, mark: Mark) -> bool:
    """``không ủng hộ cuộc chiến``: who does not support it is against it."""
    before = view.item(mark.first - 1)
    return mark.value == "supports" and before is not None and before.has("modal", "neg")


def _gained(view: View) -> Iterator[Stance]:
    """``Washington thu được sự ủng hộ từ Đan Mạch, Italy``: they support the war."""
    if not view.marks("stance", "war"):
        return
    for index, item in enumerate(view.items[:-2]):
        source = view.items[index + 1]
        group = view.groups.get(index + 2) if source.has("from") or source.among("of") else None
        if group is None or not item.has("modal", "support") or is_host(group.codes[0]):
            continue
        if any(i.among("gain") for i in view.before(index, BESIDE)):
            evidence = view.evidence(index, group.last, "stance-supports")
            for code in group.codes:
                yield Stance(
                    evidence=evidence, country=code, theatre=view.discourse.theatre, stance="supports"
                )  # fmt: skip


def _against(view: View) -> Iterator[Stance]:
    """``Pháp, Đức và các nước phản đối chiến tranh``, ``các nước phản chiến như Đức và Pháp``."""
    for index in range(1, len(view.items)):
        if not view.items[index - 1].has("vague_nations"):
            continue
        end = _war_end(view, index)
        group = _group_beside(view, index - 1, end) if end is not None else None
        if end is None or group is None or is_host(group.codes[0]):
            continue
        evidence = view.evidence(min(group.first, index - 1), max(group.last, end), "stance-opposes")
        for code in group.codes:
            yield Stance(evidence=evidence, country=code, theatre=view.discourse.theatre, stance="opposes")


def _war_end(view: View, first: int) -> int | None:
    """Where ``phản đối chiến tranh`` ends that starts at an item."""
    for last in range(first, min(first + 4, len(view.items))):
        if view.typed.text(first, last).lower() in words("against-war"):
            return last
    return None


def _group_beside(view: View, first: int, last: int) -> Countries | None:
    """The countries that are joined to such nations, or listed behind them."""
    before = next((g for g in view.groups.values() if g.last == first - 2), None)
    joint = view.items[first - 1]
    if before is not None and joint.joins:
        return before  # ``Nga và Pháp, những nước phản đối chiến tranh``
    listed = view.item(last + 1)
    place = last + 2 if listed is not None and listed.among("such-as-nations") else last + 1
    return view.groups.get(place)


def _holder(view: View, mark: Mark) -> Subject | None:
    """The state whose stance the verb is; None where it is nobody's, or only imagined."""
    subject = view.subject(mark.first)
    if subject is None or not subject.codes or subject.public or subject.is_host:
        return None
    if not _is_state(view, subject) or _is_unreal(view, mark) or not _is_said_of(view, subject, mark):
        return None
    return subject


def _is_state(view: View, subject: Subject) -> bool:
    """A country, its government or its statesman; a section's country where the sentence names none."""
    if subject.side != "government" or (subject.assumed and view.discourse.header is None):
        return False
    if subject.actor is not None and view.items[subject.actor.first].among("we"):
        return False
    if subject.actor is None:
        return subject.phrase is None and (subject.first is not None or view.discourse.header is not None)
    return subject.actor.kind in {"country", "office", "person", "pronoun", "name"}


def _target(view: View, mark: Mark) -> int | None:
    """The war behind the verb; the end of the phrase that names it."""
    near = [w for w in view.marks("stance", "war") if mark.last < w.first <= mark.last + REACH]
    if not near or any(i.is_stop or i.has("enemy") for i in view.between(mark.last, near[0].first)):
        return None
    supported = view.item(mark.last + 1)
    sided = supported is not None and is_host(supported.tags.get("country")) and near[0].first > mark.last + 1
    if sided or any(i.has("older_war") for i in view.items):
        return None  # ``ủng hộ Iraq trong chiến tranh vùng Vịnh``
    last = near[0].last
    while last + 1 < len(view.items) and not view.items[last + 1].is_mark and last - near[0].last < REACH:
        last += 1
    return last


def _joined(view: View, target: int) -> Countries | None:
    """``Pháp phản đối chiến tranh, cùng các nước Đức, Bỉ``: who is named beside shares the stance."""
    places = range(target + 1, min(target + BESIDE, len(view.items)))
    group = next((view.groups[i] for i in places if i in view.groups), None)
    if group is None or is_host(group.codes[0]):
        return None
    return group if any(i.among("together") for i in view.between(target, group.first)) else None


def _is_unreal(view: View, mark: Mark) -> bool:
    """``có thể ủng hộ``, ``không phản đối``."""
    before = view.before(mark.first, 3)
    imagined = any(i.has("hypothesis") and not i.among("despite") for i in before)
    if _is_denied(view, mark):
        before = before[:-1]
    return imagined or bool(modals(before) & {"neg", "may", "demand"})


def _is_of_plural_noun(view: View, last: int, mark: Mark) -> bool:
    """``các luật sư chống chiến tranh``: unknown people behind a plural word are against it."""
    for index in range(mark.first - 1, max(last, 0), -1):
        item = view.items[index]
        if item.has("det"):
            return index < mark.first - 1
        if not item.is_plain:
            return False
    return False


def _is_said_of(view: View, subject: Subject, mark: Mark) -> bool:
    """The verb follows its subject; ``làn sóng phản đối``, ``các luật sư chống chiến tranh`` name nobody."""
    before = view.item(mark.first - 1)
    if before is not None and before.has("attempt"):
        return False  # ``từ chức để phản đối cuộc chiến``
    if before is not None and before.has_any("nominal", "vague_nations", "crowd"):
        if before.has_any("crowd", "vague_nations") and any(
            i.among("is") for i in view.before(mark.first, REACH)
        ):
            return True  # ``Ông X là một trong những người ủng hộ ...``
        return before.among("person") and mark.first >= 2 and view.items[mark.first - 2].text in {"-", ","}
    last = subject.actor.last if subject.actor else -1
    if _is_of_plural_noun(view, last, mark):
        return False
    if any(p.kind == "civilian" and last < p.first and p.last < mark.first for p in view.phrases):
        return False
    return subject.first is None or view.plain_between(last, mark.first) <= MOST_PLAIN
