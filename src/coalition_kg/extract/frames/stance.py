"""Stances: a country's declared support for, or opposition to, the war as such."""

from collections.abc import Iterator

from coalition_kg.extract.items import is_host
from coalition_kg.extract.view import Mark, Subject, View
from coalition_kg.model import Stance

REACH = 6
# Unknown words that may stand between a country and its verb: ``một trong những quốc gia chính``.
MOST_PLAIN = 4


def stances(view: View) -> Iterator[Stance]:
    """Yield the stances of a sentence."""
    if view.typed.is_question:
        return
    seen: set[tuple[str, str]] = set()
    for mark in view.marks("stance"):
        target = _target(view, mark) if mark.tag == "stance" else None
        if target is None:
            continue
        subject = view.subject(mark.first)
        if subject is None or not subject.codes or subject.public or is_host(subject.codes[0]):
            continue
        if not _is_state(view, subject) or _is_unreal(view, mark) or not _is_said_of(view, subject, mark):
            continue
        first = subject.first if subject.first is not None else mark.first
        for code in subject.codes:
            if (code, mark.value) not in seen:
                seen.add((code, mark.value))
                yield Stance(
                    evidence=view.evidence(first, target, f"stance-{mark.value}", subject.context),
                    country=code,
                    theatre=view.discourse.theatre,
                    stance=mark.value,
                )


def _is_state(view: View, subject: Subject) -> bool:
    """A country, its government or its statesman; a section's country where the sentence names none."""
    if subject.side != "government":
        return False
    if subject.assumed and view.discourse.header is None:
        return False
    if subject.actor is None:
        return subject.phrase is None and (subject.first is not None or view.discourse.header is not None)
    return subject.actor.kind in {"country", "office", "person", "pronoun", "name"}


def _target(view: View, mark: Mark) -> int | None:
    """The war behind the verb; the end of the phrase that names it."""
    for other in view.marks("stance"):
        if other.tag == "war" and mark.last < other.first <= mark.last + REACH:
            between = view.items[mark.last + 1 : other.first]
            if any(i.is_mark or i.has("break") for i in between):
                return None
            last = other.last
            while last + 1 < len(view.items) and not view.items[last + 1].is_mark and last - other.last < 6:
                last += 1
            return last
    return None


def _is_unreal(view: View, mark: Mark) -> bool:
    before = view.items[max(0, mark.first - 3) : mark.first]
    return any(i.tags.get("modal") in {"neg", "may", "demand"} or i.has("hypothesis") for i in before)


def _is_said_of(view: View, subject: Subject, mark: Mark) -> bool:
    """The verb follows its subject; ``làn sóng phản đối``, ``các luật sư chống chiến tranh`` name nobody."""
    before = view.item(mark.first - 1)
    if before is not None and (before.has("nominal") or before.has("vague_nations") or before.has("crowd")):
        return before.text == "người" and mark.first >= 2 and view.items[mark.first - 2].text in {"-", ","}
    last = subject.actor.last if subject.actor else -1
    if any(p.kind == "civilian" and last < p.first and p.last < mark.first for p in view.phrases):
        return False
    between = view.items[last + 1 : mark.first]
    plain = sum(1 for i in between if not i.tags and not i.is_mark and i.date is None)
    return plain <= MOST_PLAIN or subject.first is None
