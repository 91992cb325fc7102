"""Voices: to whom a commitment is attributed, and whether that is a government's word."""

from dataclasses import dataclass, replace

from coalition_kg.extract.actors import Actor
from coalition_kg.extract.modality import Chain
from coalition_kg.extract.names import is_foreign_name
from coalition_kg.extract.view import DECIDED, Subject, View

SPEAKING = ("announce", "pledge", "order", "refuse", "plan", "predict", "consider", "retract", "demand")
# How far behind the action an attribution such as ``, bà Arroyo nói`` may stand.
TRAIL = 40
# How far behind the person the verb of saying may stand.
SAYING = 13


@dataclass(frozen=True, slots=True)
class Voice:
    """The name as written, the side that it speaks for, and sentences that it needs."""

    name: str | None = None
    side: str | None = None
    context: tuple[int, ...] = ()


def voice_of(view: View, chain: Chain, index: int, subject: Subject) -> Voice:
    """Return who says, decides or orders the action at an item."""
    if "predict" in chain.values and not {"announce", "pledge", "order", "refuse"} & set(chain.values):
        reporter = _reporter(view)
        return Voice(reporter.name if reporter else None, "report")
    source = _cited(view, chain, index)
    if source is not None:
        return Voice(source.name, "report")
    actor = _trailing(view, index) or _speaker(view, chain, index, subject)
    return _voice(view, actor) if actor is not None else Voice(side=subject.side)


def _reporter(view: View) -> Actor | None:
    """The paper or source of a prediction."""
    return next((a for a in view.actors if a.kind == "office" and a.side == "report"), None)


def _cited(view: View, chain: Chain, index: int) -> Actor | None:
    """``Theo hãng tin Yonhap, Hàn Quốc sẽ ...``: a paper says what nobody announces."""
    if not view.items[0].among("according-to") or set(chain.values) & set(SPEAKING) - {"plan"}:
        return None
    source = next((a for a in view.actors if a.first == 1 and a.side == "report"), None)
    told = any(a.kind == "person" for a in view.actors if a.first < index)
    return None if told else source


def _speaker(view: View, chain: Chain, index: int, subject: Subject) -> Actor | None:
    """Whose decision it is, else who stands before the word of saying, else the subject itself."""
    own = subject.actor if subject.actor is not None and subject.actor.kind in {"person", "office"} else None
    if own is not None and view.owns_decision(own.first):
        return own
    place = chain.place_of(*SPEAKING)
    return _actor_before(view, place if place is not None else index) or own


def _actor_before(view: View, index: int) -> Actor | None:
    """The person or office nearest before a speaking word, in the same clause chain."""
    near = [a for a in view.actors if a.last < index and a.kind != "alliance"]
    for actor in reversed(near):
        reports = actor.side == "report" and _is_decision(view, index)
        if reports or _is_dependent(view, actor):
            continue
        if _may_speak(view, actor):
            return actor
        if actor.kind == "country":
            return _seat(view, actor)
    return None


def _is_dependent(view: View, actor: Actor) -> bool:
    """``với Tổng thống X``, ``của Thủ tướng Y``: spoken to or of, not speaking."""
    before = view.item(actor.first - 1)
    governed = before is not None and (before.has("of") or before.among("addressed-to"))
    return governed and not view.owns_decision(actor.first)


def _may_speak(view: View, actor: Actor) -> bool:
    if actor.kind in {"person", "office", "public"}:
        return True
    if actor.kind == "name":
        return _is_personal(view, actor) and _stands_free(view, actor)
    return actor.kind == "pronoun" and actor.pronoun == "person"


def _seat(view: View, actor: Actor) -> Actor | None:
    """``Seoul tuyên bố``: a capital speaks for its government."""
    item = view.items[actor.first]
    seat = item.tags.get("country_kind") in {"capital", "metonym"} and actor.first == actor.last
    return replace(actor, kind="office", name=view.typed.text(actor.first, actor.last)) if seat else None


def _is_decision(view: View, index: int) -> bool:
    """At a decision somebody else reports on, not decides."""
    return view.items[index].modal in DECIDED


def _stands_free(view: View, actor: Actor) -> bool:
    """A name that no noun before it makes part of another."""
    before = view.item(actor.first - 1)
    return before is None or before.is_mark or bool(before.tags)


def _is_personal(view: View, actor: Actor) -> bool:
    """A name that was introduced, or that no Vietnamese word could be."""
    return view.discourse.known(actor.name or "") is not None or is_foreign_name(actor.name)


def _trailing(view: View, index: int) -> Actor | None:
    """``..., Tổng thống X tuyên bố`` or ``..., X cho hay`` behind the action."""
    kinds = {"person", "office", "name", "pronoun"}
    for actor in view.actors:
        near = index < actor.first <= index + TRAIL and actor.kind in kinds
        said = _said_after(view, actor) if near else None
        if said is not None:
            return actor if _ends_statement(view, said) else None
    return None


def _said_after(view: View, actor: Actor) -> int | None:
    """Where the verb of saying stands behind an actor that a comma or quotation mark sets off."""
    before = view.item(actor.first - 1)
    if before is None or before.text not in {",", '"'}:
        return None
    for position in view.places_after(actor.last, SAYING):
        item = view.items[position]
        if item.has("modal", "announce"):
            return position
        if item.is_mark and item.text != ",":
            break
    return None


def _ends_statement(view: View, position: int) -> bool:
    """A speech verb behind the statement closes the sentence or is followed by when and where."""
    rest = [i for i in view.items[position + 1 :] if not i.is_mark]
    return not any(i.has_any("action", "own", "object") for i in rest[:4])


def _voice(view: View, actor: Actor) -> Voice:
    """An actor's name and side, as they were introduced where they were."""
    if actor.kind == "pronoun":
        return _voice_of_pronoun(view, actor)
    known = view.discourse.known(actor.name or "") if actor.kind in {"person", "name"} else None
    if known is None:
        return Voice(actor.name, actor.side)
    side = known.side if actor.side == "government" else actor.side
    context = () if known.name == actor.name or known.sentence == 0 else (known.sentence,)
    return Voice(known.name, side, context)


def _voice_of_pronoun(view: View, actor: Actor) -> Voice:
    """``ông nói``: the person named before in the sentence, else who spoke last."""
    if actor.pronoun != "person":
        return Voice()
    inside, speaker = view.person_before(actor), view.discourse.last_speaker
    if inside is not None:
        return _voice(view, inside)
    return Voice(speaker.name, speaker.side, (speaker.sentence,)) if speaker else Voice()
