"""Contingents: the force that a verb is about, and whose it is."""

from coalition_kg.extract.items import Item
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View


def main_force(view: View, index: int) -> NounPhrase | None:
    """Return the force that a verb is about: a larger force that it belongs to is not its subject."""
    named = [p for p in view.phrases_before(index) if p.is_force and p.kind != "allies"]
    named = [p for p in named if not (view.is_served(p) or view.is_landlord(p) or _is_beside(view, p, index))]
    # ``160.000 binh sĩ nước ngoài, chủ yếu là lính Mỹ, ...``: the aside is not the subject.
    phrases = [p for p in named if p.first == 0 or not view.items[p.first - 1].has("aside")] or named
    for phrase in reversed(phrases):
        before = view.item(phrase.first - 1)
        larger = phrase.kind == "coalition" or (phrase.kind == "unit" and _is_served_in(view, phrase))
        if not larger or before is None or not _is_inside(before):
            return phrase
    return phrases[-1] if phrases and not _are_spoken_of(view, phrases[0]) else None


def _are_spoken_of(view: View, inside: NounPhrase) -> bool:
    """``Họ đóng ở Nasiriyah, trong sư đoàn do Anh chỉ huy, làm ...``: those who are in the formation."""
    return any(a.pronoun == "they" and a.last < inside.first for a in view.actors)


def _is_served_in(view: View, unit: NounPhrase) -> bool:
    """``130 binh sĩ, phục vụ trong sư đoàn của Ba Lan``."""
    return any(i.has("stationed") for i in view.before(unit.first - 1, 1))


def _is_beside(view: View, phrase: NounPhrase, index: int) -> bool:
    """``Làm việc bên cạnh quân Anh, họ đã ...``: with whom those work who are spoken of."""
    near = view.before(phrase.first, 2)
    if len(near) == 2 and near[0].has("stationed") and near[1].among("together"):
        return True  # ``34 lính phục vụ cùng quân Mỹ tại Baghdad``
    beside = any(i.among("alongside") for i in view.before(phrase.first, 1))
    return beside and any(a.kind == "pronoun" and phrase.last < a.first < index for a in view.actors)


def _is_inside(before: Item) -> bool:
    """``thuộc liên quân``, ``trong lực lượng đa quốc gia``."""
    return before.has_any("of", "in") or before.among("belonging-to", "serving-in", "led")


def owner(view: View, phrase: NounPhrase) -> Subject | None:
    """Return whose a force is: its country, the alliance that it is, or who has it."""
    if phrase.codes:
        joined = _joined_before(view, phrase)
        if joined is not None:
            codes = tuple(dict.fromkeys((*joined.codes, *phrase.codes)))
            return Subject(codes, joined.first, phrase=phrase)
        return Subject(phrase.codes, phrase.first, phrase=phrase)
    if phrase.kind in {"coalition", "allies"}:
        return Subject((), phrase.first, phrase=phrase, alliance=True)
    meant = view.antecedent(phrase.owner, phrase.first) if phrase.owner in {"country", "they"} else None
    return meant or view.subject(phrase.first)


def _joined_before(view: View, phrase: NounPhrase) -> NounPhrase | None:
    """``quân Nhật và quân Úc đóng ở Muthanna``: the force that the word before joins to another."""
    joint, joined = view.item(phrase.first - 1), view.phrase_before(phrase.first, 2)
    if joint is None or joined is None or not joint.has("and") or joined.last != phrase.first - 2:
        return None
    alike = joined.is_force and joined.codes and joined.quantity is None and phrase.quantity is None
    return joined if alike else None


def other_people_act(view: View, index: int) -> bool:
    """Return whether the people nearest before an item are no foreign force."""
    others = [p for p in view.phrases_before(index) if p.kind not in {"allies", "vague_nations", "people"}]
    return bool(others) and not others[-1].is_force


def has_state(subject: Subject) -> bool:
    """Return whether a subject is an alliance, or countries that are no hosts."""
    return not subject.public and not subject.is_host and bool(subject.codes or subject.alliance)
