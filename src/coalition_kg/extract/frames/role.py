"""Roles: what a contingent does, and where it does it."""

from collections.abc import Iterator

from coalition_kg.extract.frames.places import places
from coalition_kg.extract.items import is_host
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, Subject, View
from coalition_kg.model import Deployment, RoleAssignment

REACH = 8
# How far behind the contingent its place may stand.
FARTHEST = 14
BARE = {"peacekeeping", "medical", "engineering"}


def roles(view: View) -> Iterator[RoleAssignment]:
    """Yield the roles of a sentence, one a country and role."""
    if view.typed.is_question:
        return
    seen: set[tuple[str | None, str]] = set()
    for mark in view.marks("roles"):
        if mark.tag not in {"role", "act"}:
            continue
        subject = _performer(view, mark)
        if subject is None or any(is_host(code) for code in subject.codes):
            continue
        first = _start(view, mark)
        for code in subject.codes or (None,):
            if (code, mark.value) not in seen:
                seen.add((code, mark.value))
                yield RoleAssignment(
                    evidence=view.evidence(first, mark.last, f"role-{mark.value}", subject.context),
                    country=code,
                    theatre=view.theatre(0, len(view.items) - 1),
                    role=mark.value,
                )


def _start(view: View, mark: Mark) -> int:
    verb = _verb_before(view, mark)
    return verb.first if verb is not None else mark.first


def _verb_before(view: View, mark: Mark) -> Mark | None:
    """The verb that takes the role, over coordinated roles and the words for work and mission."""
    verbs = [m for m in view.marks("roles") if m.tag == "role_verb" and m.first < mark.first]
    for verb in reversed(verbs):
        if mark.first - verb.last <= REACH:
            between = view.items[verb.last + 1 : mark.first]
            if not any((i.has("break") and not i.has("attempt")) or i.text in {";", "."} for i in between):
                return verb
    return None


def _performer(view: View, mark: Mark) -> Subject | None:
    """Whose contingent has the role, or None where it is a label, a wish or somebody else's work."""
    if mark.value == "non-combat" and (labelled := _labelled(view, mark)) is not None:
        return labelled
    verb = _verb_before(view, mark)
    if verb is None and mark.tag != "act":
        return None
    if _is_nominal(view, verb.first if verb is not None else mark.first) or _is_label(view, mark, verb):
        return None
    head = verb.first if verb is not None else mark.first
    if _is_blocked(view, head, mark):
        return None
    return _force_subject(view, head, mark)


def _is_blocked(view: View, head: int, mark: Mark) -> bool:
    window = view.items[max(0, head - 5) : mark.first]
    return any(
        i.tags.get("modal") in {"neg", "demand", "no_plan", "refuse"}
        or i.has("hypothesis")
        or i.has("condition")
        for i in window
    )


def _is_nominal(view: View, head: int) -> bool:
    """``việc huấn luyện diễn ra chậm chạp`` says who does it as little as ``cuộc chiến chống khủng bố``."""
    before = view.item(head - 1)
    return before is not None and before.has("nominal")


def _is_label(view: View, mark: Mark, verb: Mark | None) -> bool:
    """``một đơn vị gỡ mìn``, ``các nước tham gia gìn giữ hòa bình`` only name a kind of unit or country."""
    if verb is None:
        previous = view.item(mark.first - 1)
        plain = previous is not None and (not previous.tags or previous.has("money")) and not previous.is_mark
        return plain or any(p.last == mark.first - 1 and _is_kind(p) for p in view.phrases)
    before = view.item(verb.first - 1)
    return before is not None and before.has("vague_nations")


def _is_kind(phrase: NounPhrase) -> bool:
    """A unit, or people neither counted nor of a country, are described by what follows."""
    return phrase.kind == "unit" or (phrase.kind == "person" and phrase.quantity is None and not phrase.codes)


def _labelled(view: View, mark: Mark) -> Subject | None:
    """``100 binh lính phi chiến đấu``: the label stands inside or right behind the force."""
    for phrase in view.phrases:
        if phrase.is_force and phrase.first <= mark.first <= phrase.last + 2:
            return _owner(view, phrase)
    return None


def _owner(view: View, phrase: NounPhrase) -> Subject | None:
    if phrase.codes:
        return Subject(phrase.codes, phrase.first, phrase=phrase)
    if phrase.kind in {"coalition", "allies"}:
        return Subject((), phrase.first, phrase=phrase, alliance=True)
    return view.subject(phrase.first)


def _force_subject(view: View, head: int, mark: Mark) -> Subject | None:
    """The force, or the country with a force in the sentence or section, that performs a role."""
    others = [
        p for p in view.phrases if p.last < head and p.kind not in {"allies", "vague_nations", "people"}
    ]
    if others and not others[-1].is_force:
        return None
    nearest = main_force(view, head)
    sent = _sent_before(view, head)
    subject = view.subject(head if sent is None else sent)
    if sent is not None and nearest is None:
        return subject if subject and subject.codes and not is_host(subject.codes[0]) else None
    if nearest is not None:
        subject = _owner(view, nearest) or subject
    elif not _speaks_of_force(view, head, mark):
        return None
    if subject is None or subject.public or (subject.codes and is_host(subject.codes[0])):
        return None
    if subject.phrase is not None and subject.phrase.kind in {"host", "enemy", "civilian"}:
        return None
    return subject if subject.codes or subject.alliance else None


def _sent_before(view: View, head: int) -> int | None:
    """``gửi quân tới Sudan để giúp gỡ mìn``: the troops are inside the verb."""
    return next((i for i in range(head - 1, max(-1, head - 10), -1) if view.items[i].has("own")), None)


def main_force(view: View, index: int) -> NounPhrase | None:
    """The force that a verb is about: a larger force that it belongs to is not its subject."""
    phrases = [p for p in view.phrases if p.last < index and p.is_force and p.kind != "allies"]
    for phrase in reversed(phrases):
        before = view.item(phrase.first - 1)
        inside = (
            phrase.kind == "coalition"
            and before is not None
            and (before.has("of") or before.has("in") or before.text in {"cho", "thuộc"})
        )
        if not inside:
            return phrase
    return phrases[-1] if phrases else None


def _speaks_of_force(view: View, head: int, mark: Mark) -> bool:
    """Without a force word: a section's country, ``họ`` after a force, or a country that trains host forces."""
    subject = view.subject(head)
    if subject is None or subject.first is None:
        return subject is not None and view.discourse.header is not None
    if subject.actor is None or subject.actor.kind not in {"country", "pronoun"}:
        return False
    if subject.actor.kind == "pronoun" or view.discourse.header is not None:
        return view.discourse.force is not None
    return mark.tag == "act" and mark.value == "training"


# Deployments


def deployments(view: View) -> Iterator[Deployment]:
    """Yield where the contingents of a sentence are stationed."""
    if view.typed.is_question or view.typed.is_link or view.has_losses:
        return
    yield from _relative(view)
    for place in places(view, prepositions=frozenset({"ở", "tại"})):
        if place.is_theatre or _is_planned(view, place.first) or (place.first == place.last and place.region):
            continue
        subject = _stationed(view, place.first - 1)
        if subject is None:
            continue
        first = (
            subject.first
            if subject.first is not None and place.first - subject.first < 24
            else max(0, place.first - 3)
        )
        for code in subject.codes or (None,):
            yield Deployment(
                evidence=view.evidence(first, place.last, "deployment", subject.context),
                country=code,
                theatre=view.discourse.theatre,
                place=place.text,
            )
        return


def _relative(view: View) -> Iterator[Deployment]:
    """``Samawa, nơi lực lượng Nhật đóng quân``."""
    for index, item in enumerate(view.items):
        if item.text != "nơi" or index < 2:
            continue
        before = index - 2 if view.items[index - 1].text == "," else index - 1
        force = next(
            (p for p in view.phrases if p.first in {index + 1, index + 2} and p.is_force and p.codes), None
        )
        stationed = force is not None and any(
            i.has("stationed") for i in view.items[force.last + 1 : force.last + 5]
        )
        if force is None or not stationed or not view.items[before].has("place") or is_host(force.codes[0]):
            continue
        for code in force.codes:
            evidence = view.evidence(before, force.last + 1, "deployment-relative")
            place = view.typed.text(before, before)
            yield Deployment(evidence=evidence, country=code, theatre=view.discourse.theatre, place=place)


def _is_planned(view: View, index: int) -> bool:
    start = index
    while (
        start > max(0, index - 16)
        and not view.items[start - 1].has("break")
        and view.items[start - 1].text != ";"
    ):
        start -= 1
    window = view.items[start:index]
    return any(
        i.tags.get("modal") in {"will", "plan", "pledge", "demand", "neg", "may", "consider", "refuse"}
        or i.has("hypothesis")
        for i in window
    )


def _stationed(view: View, index: int) -> Subject | None:
    """The contingent before a place, with a verb of being or working there between."""
    others = [
        p for p in view.phrases if p.last < index and p.kind not in {"allies", "vague_nations", "people"}
    ]
    if others and not others[-1].is_force:
        return None
    nearest = main_force(view, index)
    start = nearest.last if nearest is not None else -1
    if any(
        m.tag == "cause" and m.value != "clash" and start < m.first < index for m in view.marks("casualty")
    ):
        return None
    if view.items[index - 1].text == "như" or _commands(view, index):
        return None
    if nearest is not None and index - nearest.last > FARTHEST and not _under_command(view, index):
        return None
    if nearest is not None:
        between = view.items[nearest.last + 1 : index + 1]
        if nearest.kind == "coalition" and nearest.owner is None and not nearest.codes:
            subject = view.subject(nearest.first)
            return (
                subject
                if subject
                and subject.codes
                and not is_host(subject.codes[0])
                and _is_working(view, nearest.first, index)
                else (
                    Subject((), nearest.first, phrase=nearest, alliance=True)
                    if _is_working(view, nearest.last, index)
                    else None
                )
            )
        if any(i.has("stationed") and i.text not in {"ở", "nằm"} for i in between) or (
            len(between) <= 2 and nearest.quantity is not None
        ):
            subject = _owner(view, nearest)
        else:
            subject = (
                _owner(view, nearest)
                if _is_working(view, nearest.last, index) or _under_command(view, index)
                else None
            )
    else:
        sectioned = view.discourse.header is not None or any(a.pronoun == "force" for a in view.actors)
        working = _is_working(view, -1, index) or _under_command(view, index)
        subject = view.subject(index) if working and sectioned else None
    if subject is None or subject.public or (subject.codes and is_host(subject.codes[0])):
        return None
    if not subject.codes and not subject.alliance:
        return None
    return subject


def _commands(view: View, index: int) -> bool:
    """``chỉ huy đội quân ở ...``: the place is the sector's, not the contingent's."""
    for mark in view.marks("sectors"):
        led = any(i.text == "do" for i in view.items[max(0, mark.first - 5) : mark.first])
        if mark.tag == "command" and mark.first < index and not led:
            return True
    return False


def _is_working(view: View, first: int, last: int) -> bool:
    stretch = range(first + 1, last + 1)
    return any(m.tag in {"role", "act"} and m.first in stretch for m in view.marks("roles")) or any(
        view.items[i].has("stationed") and view.items[i].text not in {"ở", "nằm"} for i in stretch
    )


def _under_command(view: View, index: int) -> bool:
    return any(m.tag == "under" and m.last < index for m in view.marks("sectors"))
