"""People: when those counted as ``người`` are a force, ``lực lượng đa quốc gia gồm 150.000 người``."""

from coalition_kg.extract.frames.counts import COUNTED_KINDS
from coalition_kg.extract.frames.held import has_before, heads_section, is_sent
from coalition_kg.extract.items import is_host
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View

LEAVING = {"withdraw", "reduce"}
# How far before the people the force may stand that they are.
ASIDE = 4
# How far before the people the force may stand that was just named.
NAMED = 6
PLACE = ("in", "place", "region", "country", "kind_of_place", "now", "still")
# How many sentences ago a force must have been counted for people to be soldiers.
COUNTED_BEFORE = 2


def counts_force(view: View, phrase: NounPhrase) -> bool:
    """Soldiers, or the people that an alliance's force consists of; its members are countries."""
    if phrase.kind == "allies" and view.items[phrase.noun].holds("nation"):
        return False  # ``còn 26 nước khác``
    if phrase.quantity is None or phrase.kind != "people":
        return phrase.quantity is not None and phrase.kind in COUNTED_KINDS
    if described(view, phrase) is not None or _is_rest(view, phrase) or _is_composed(view, phrase):
        return True
    if _are_troops(view, phrase):
        return True
    return gathered(view, phrase) is not None and not view.items[phrase.noun].among("member")


def _are_troops(view: View, phrase: NounPhrase) -> bool:
    """``Ireland có 430 người``, after another force was counted: the people are its soldiers."""
    counted, verb = view.discourse.counted, view.item(phrase.first - 1)
    if counted is None or view.number - counted[0] > COUNTED_BEFORE or verb is None or view.has_losses:
        return False
    countries = [g.last for g in view.groups.values() if not is_host(g.codes[0])]
    last = max((i for i in countries if i < phrase.first - 1), default=None)
    had = verb.among("have", "remain") and last is not None
    opened = last is not None and all(
        i.has("now", "current") or i.has_any("now", "still", "each")
        for i in view.between(last, phrase.first - 1)
    )
    after = view.item(phrase.last + 1)
    return had and opened and (after is None or after.is_mark or after.has("in") or after.has("and"))


def _is_composed(view: View, phrase: NounPhrase) -> bool:
    """``đã điều 450 người, gồm kỹ sư và nhân viên y tế``: the people are those listed."""
    opened = next((i for i in view.places_after(phrase.last, 2) if view.items[i].has("include")), None)
    listed = view.phrase_after(opened, 2) if opened is not None else None
    there = is_sent(view, phrase) or has_before(view, phrase) or heads_section(view, phrase)
    return listed is not None and listed.kind == "person" and there


def _is_rest(view: View, phrase: NounPhrase) -> bool:
    """``đã rút 150 binh sĩ khỏi Iraq, còn lại 1.450 người``: those who stay."""
    earlier = view.items[: phrase.first]
    gone = any(i.tags.get(valency) in LEAVING for i in earlier for valency in ("own", "object"))
    return gone and any(i.among("rest") for i in view.before(phrase.first, 1))


def described(view: View, phrase: NounPhrase) -> Subject | None:
    """``binh sĩ Mỹ - hiện có 148.000 người ở Iraq``: the people are those just named."""
    force = next((p for p in reversed(view.phrases_before(phrase.first)) if p.is_force), None)
    theirs = force is not None and force.owner == "they" and force.kind == "mass"
    if force is None or not (force.codes or theirs) or force.quantity is not None:
        return None
    between = view.between(force.last, phrase.first)
    if phrase.first - force.last > NAMED:
        return None
    if theirs and not force.codes:
        meant = view.antecedent("they", force.first)
        return meant if meant is not None and meant.codes and between and between[-1].has("have") else None
    had = any(i.has("have") and not i.among("be") for i in between)
    # ``Lính Anh ở miền nam Iraq hiện còn 8.500 người``
    there = bool(between) and between[-1].has("have") and all(i.has_any(*PLACE) for i in between[:-1])
    opens = force.first == 0 and force.kind in {"person", "mass"} and there
    had = (had and between[0].is_mark) or opens
    return Subject(force.codes, force.first, phrase=force) if had else None


def gathered(view: View, phrase: NounPhrase) -> Subject | None:
    """``lực lượng đa quốc gia tại đây gồm khoảng 150.000 binh sĩ``: the whole force is counted."""
    before, left = view.item(phrase.first - 1), view.phrase_before(phrase.first, ASIDE)
    own = (
        left is not None
        and (left.kind == "coalition" or left.owner == "un")
        and before is not None
        and before.among("have", "rest-word", "only-have")
    )
    if before is None or not before.has("have") or not (own or before.among("consist")):
        return None
    earlier = reversed(view.phrases_before(phrase.first))
    whole = next(
        (p for p in earlier if p.kind == "coalition" or _is_led(view, p) or _keeps_peace(view, p)), None
    )
    if whole is None or any(i.among("joining") for i in view.before(whole.first, 1)):
        return None  # ``Estonia gia nhập NATO năm 2004 và hiện có 45 binh sĩ``
    others = any(a.codes and whole.last < a.first < phrase.first for a in view.actors)
    near = phrase.first - whole.last <= 6 or not others
    return Subject((), whole.first, phrase=whole, alliance=True) if near else None


def _is_led(view: View, phrase: NounPhrase) -> bool:
    """``lực lượng do NATO lãnh đạo``, ``Brazil dẫn đầu lực lượng mới``: a whole force, not a country's."""
    after = view.item(phrase.last + 1)
    if phrase.kind != "mass" or phrase.codes:
        return False
    leads = any(m.last == phrase.first - 1 for m in view.marks("sectors", "command", "passive_command"))
    return leads or (after is not None and after.among("by"))


def _keeps_peace(view: View, phrase: NounPhrase) -> bool:
    """``Lực lượng gìn giữ hòa bình, gồm khoảng 9.000 binh sĩ``: of all nations, where none is named."""
    return not phrase.codes and phrase.owner is None and view.items[phrase.noun].among("peace-force")
