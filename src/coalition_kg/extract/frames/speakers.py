"""Voices: to whom a commitment is attributed, and whether that is a government's word."""

from dataclasses import dataclass, replace

from coalition_kg.extract.modality import Chain
from coalition_kg.extract.phrases import Actor, is_foreign
from coalition_kg.extract.view import DECIDED, Subject, View

SPEAKING = ("announce", "pledge", "order", "refuse", "plan", "predict", "consider", "retract", "demand")
# How far behind the action an attribution such as ``, bà Arroyo nói`` may stand.
TRAIL = 40


@dataclass(frozen=True, slots=True)
class Voice:
    """The name as written, the side that it speaks for, and sentences that it needs."""

    name: str | None = None
    side: str | None = None
    context: tuple[int, ...] = ()


def voice_of(view: View, chain: Chain, index: int, subject: Subject) -> Voice:
    """Return who says, decides or orders the action at an item."""
    if "predict" in chain.values and not {"announce", "pledge", "order"} & set(chain.values):
        reporter = _reporter(view, chain)
        return Voice(reporter.name if reporter else None, "report")
    trailing = _trailing(view, index)
    if trailing is not None:
        return _voice(view, trailing)
    if (
        subject.actor is not None
        and subject.actor.kind in {"person", "office"}
        and _owns_decision(view, subject.actor)
    ):
        return _voice(view, subject.actor)
    place = chain.place_of(*SPEAKING)
    actor = _actor_before(view, place if place is not None else index)
    if actor is not None:
        return _voice(view, actor)
    if subject.actor is not None and subject.actor.kind in {"person", "office"}:
        return _voice(view, subject.actor)
    return Voice(side=subject.side)


def _reporter(view: View, chain: Chain) -> Actor | None:
    """The paper or source near a word of prediction."""
    return next((a for a in view.actors if a.kind == "office" and a.side == "report"), None)


def _actor_before(view: View, index: int) -> Actor | None:
    """The person or office nearest before a speaking word, in the same clause chain."""
    near = [a for a in view.actors if a.last < index and a.kind != "alliance"]
    for actor in reversed(near):
        before = view.item(actor.first - 1)
        if (
            before is not None
            and (before.has("of") or before.text in {"với", "cho", "trước"})
            and not _owns_decision(view, actor)
        ):
            continue
        if actor.side == "report" and _is_decision(view, index):
            continue
        if actor.kind in {"person", "office", "public"}:
            return actor
        if actor.kind == "name" and _is_personal(view, actor) and _stands_free(view, actor):
            return actor
        if actor.kind == "pronoun" and actor.pronoun == "person":
            return actor
        if actor.kind == "country":
            return _seat(view, actor)
    return None


def _seat(view: View, actor: Actor) -> Actor | None:
    """``Seoul tuyên bố``: a capital speaks for its government."""
    item = view.items[actor.first]
    seat = item.tags.get("country_kind") in {"capital", "metonym"} and actor.first == actor.last
    return replace(actor, kind="office", name=view.typed.text(actor.first, actor.last)) if seat else None


def _owns_decision(view: View, actor: Actor) -> bool:
    """``quyết định của Thủ tướng X``."""
    return (
        actor.first >= 2
        and view.items[actor.first - 1].text == "của"
        and view.items[actor.first - 2].tags.get("modal") in DECIDED
    )


def _is_decision(view: View, index: int) -> bool:
    """At a decision somebody else reports on, not decides."""
    return view.items[index].tags.get("modal") in DECIDED


def _stands_free(view: View, actor: Actor) -> bool:
    """A name that no noun before it makes part of another."""
    before = view.item(actor.first - 1)
    return before is None or before.is_mark or bool(before.tags) or actor.first == 0


def _is_personal(view: View, actor: Actor) -> bool:
    """A name that was introduced, or that no Vietnamese word could be."""
    name = actor.name or ""
    return view.discourse.known(name) is not None or any(is_foreign(part) for part in name.split())


def _trailing(view: View, index: int) -> Actor | None:
    """``..., Tổng thống X tuyên bố`` or ``..., X cho hay`` behind the action."""
    for actor in view.actors:
        if not index < actor.first <= index + TRAIL or actor.kind not in {
            "person",
            "office",
            "name",
            "pronoun",
        }:
            continue
        before = view.item(actor.first - 1)
        if before is None or before.text not in {",", '"'}:
            continue
        for position in range(actor.last + 1, min(actor.last + 14, len(view.items))):
            item = view.items[position]
            if item.has("modal", "announce"):
                return actor if _ends_statement(view, position) else None
            if item.is_mark and item.text != ",":
                break
    return None


def _ends_statement(view: View, position: int) -> bool:
    """A speech verb behind the statement closes the sentence or is followed by when and where."""
    rest = [i for i in view.items[position + 1 :] if not i.is_mark]
    return not any(i.has("action") or i.has("own") or i.has("object") for i in rest[:4])


def _voice(view: View, actor: Actor) -> Voice:
    if actor.kind == "pronoun":
        if actor.pronoun != "person":
            return Voice()
        inside = [a for a in view.actors if a.kind == "person" and a.last < actor.first]
        if inside:
            return _voice(view, inside[-1])
        speaker = view.discourse.last_speaker
        return Voice(speaker.name, speaker.side, (speaker.sentence,)) if speaker else Voice()
    known = view.discourse.known(actor.name or "") if actor.kind in {"person", "name"} else None
    if known is not None:
        side = known.side if actor.side == "government" else actor.side
        context = () if known.name == actor.name or known.sentence == 0 else (known.sentence,)
        return Voice(known.name, side, context)
    return Voice(actor.name, actor.side)
