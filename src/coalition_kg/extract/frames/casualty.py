"""Casualties: losses with their victims, date, place and cause."""

from collections.abc import Iterator
from dataclasses import replace

from coalition_kg.extract.discourse import Event, Losses
from coalition_kg.extract.frames.losses import losses, names_dead
from coalition_kg.extract.frames.places import place_in
from coalition_kg.extract.frames.victims import REACH, Loss
from coalition_kg.extract.items import is_host
from coalition_kg.extract.lexicon import holds
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import View
from coalition_kg.model import Casualty, DateMention

# How far behind one group of victims the others of the same force may stand.
NEAR = 8
# How far behind them one of those just told of may stand.
APART = 14
BOMBINGS = {"bombing", "suicide bombing", "car bomb"}
# The causes from the most to the least telling.
CAUSES = (
    "suicide bombing", "car bomb", "crash", "mortar", "ambush", "bombing", "clash", "shooting", "accident",
    "non-hostile", "hostile",
)  # fmt: skip


def casualties(view: View) -> Iterator[Casualty]:
    """Yield the casualties of a sentence, one a country, group of victims and outcome."""
    if view.typed.is_question:
        return
    if view.typed.is_title:
        view.discourse.disaster = _is_about_disaster(view)
    if _is_of_other_war(view):
        return
    seen: set[tuple[str | None, int, str]] = set()
    parties: set[tuple[str | None, ...]] = set()
    before: Loss | None = None
    told = view.discourse.losses
    if names_dead(view):
        view.discourse.losses = Losses("killed", view.number)
    for found in losses(view):
        loss = _like_before(view, found, before) if before else _like_told(view, found, told)
        loss = _like_attacked(view, loss)
        before = loss if loss.phrase.kind == "person" else found
        number = loss.phrase.number or loss.phrase.first
        view.has_losses = True
        sectioned = view.discourse.header is not None
        own = loss.phrase.kind == "person" or (loss.phrase.kind == "people" and bool(loss.phrase.codes))
        parties.add(loss.codes if own else ())
        soldiers = loss.codes if len(parties) == 1 and () not in parties else ()
        view.discourse.losses = Losses(loss.mark.value, view.number, sectioned, soldiers)
        view.claimed.add(number)
        for code in _each_or_none(view, loss):
            if (code, number, loss.mark.value) not in seen:
                seen.add((code, number, loss.mark.value))
                yield _fact(view, loss, code)


def _each_or_none(view: View, loss: Loss) -> tuple[str | None, ...]:
    """``6 binh sĩ của Ba Lan, Slovakia và Latvia``: how many each has lost is not said."""
    several = len(loss.codes) > 1 and loss.quantity.value is not None and loss.quantity.value > 1
    each = any(i.has("each") for i in view.items)
    owned = any(i.among("of") for i in view.items[loss.phrase.noun : loss.phrase.last])
    return (None,) if several and owned and not each else loss.codes


def _like_told(view: View, loss: Loss, told: Losses | None) -> Loss:
    """``Ba người khác bị thương``, behind a sentence about one country's soldiers: they are of them."""
    if told is None or told.sentence != view.number - 1 or len(told.codes) != 1 or told.codes == (None,):
        return loss
    first = loss.phrase.first
    dated = 0 < first <= 3 and view.items[first - 1].text == "," and view.items[first - 2].date is not None
    opens = first == 0 and loss.phrase.kind == "people"
    opens = (opens or (dated and loss.phrase.kind in {"people", "person"})) and loss.codes == (None,)
    if not (opens and _are_others(view, loss)) or told.codes[0] is None or is_host(told.codes[0]):
        return loss
    same = replace(loss.phrase, kind="person")
    return replace(loss, codes=told.codes, phrase=same, context=(told.sentence,))


def _are_others(view: View, loss: Loss) -> bool:
    """``8 người khác``, ``một người nữa``."""
    return any(i.among("other", "again") for i in view.items[loss.phrase.last : loss.phrase.last + 2])


def _like_attacked(view: View, loss: Loss) -> Loss:
    """``Lính Ukraine bị phục kích, một người chết``: those attacked, whose force opens the sentence."""
    force, phrase = view.phrase_from(0), loss.phrase
    if loss.codes != (None,) or phrase.kind != "people" or phrase.noun != phrase.last or force is None:
        return loss
    attacked = view.item(force.last + 1)
    if not force.is_force or len(force.codes) != 1 or is_host(force.codes[0]) or attacked is None:
        return loss
    others = any(force.last < p.first < phrase.first for p in view.phrases)
    hit = attacked.among("suffer") or any(m.first == force.last + 1 for m in view.marks("casualty", "cause"))
    comma = view.items[phrase.first - 1].text == "," or view.items[phrase.first - 2].text == ","
    if others or not hit or not comma:
        return loss
    return replace(loss, codes=force.codes, phrase=replace(phrase, kind="person", personnel=force.personnel))


def _like_before(view: View, loss: Loss, before: Loss) -> Loss:
    """``3 binh lính Anh chết và 8 người khác bị thương``: the others are of the same force."""
    if before.phrase.kind != "person" or before.codes == (None,) or loss.codes != (None,):
        return loss
    bare = loss.phrase.noun == loss.phrase.number
    one = _is_one_of(view, loss, before)
    others = bare or one or _are_others(view, loss)
    near = 0 < loss.phrase.first - before.phrase.last <= (APART if one else NEAR)
    joint = view.items[loss.phrase.first - 1]
    joined = (joint.has("and") or joint.ends_in_word("and")) and loss.mark.value != before.mark.value
    people = view.items[loss.phrase.noun].among("person")
    others = others or (joined and people and before.mark.last < loss.phrase.first)
    same = replace(loss, codes=before.codes, phrase=replace(loss.phrase, kind="person"))
    return same if others and near else loss


def _is_one_of(view: View, loss: Loss, before: Loss) -> bool:
    """``Hai trung sĩ Hà Lan đã thiệt mạng, một người chết vì lựu đạn``: one of them, behind a comma."""
    several = before.quantity.value is not None and before.quantity.value > 1
    one = loss.quantity.value == 1 and loss.phrase.kind == "people" and loss.phrase.last == loss.phrase.noun
    return several and one and view.items[loss.phrase.first - 1].text in {",", ":", "("}


# Other wars and other disasters


def _is_of_other_war(view: View) -> bool:
    """Losses of another conflict, of a disaster, of another time or in a country without a mission."""
    if _names_other_conflict(view) or _names_disaster(view) or view.is_long_ago():
        return True
    if any(i.tags.get("country") == view.discourse.theatre for i in view.items):
        return False
    return _names_older_war(view) or (_is_abroad(view) and not _is_bombing(view))


def _names_other_conflict(view: View) -> bool:
    return any(i.has("elsewhere") for i in view.items)


def _names_disaster(view: View) -> bool:
    """The sentence, or the title, speaks of one."""
    return bool(view.marks("casualty", "disaster")) or view.discourse.disaster


def _is_about_disaster(title: View) -> bool:
    """``Số người chết vì lũ lụt ở Haiti``, so all its dead are; unrest comes with other deaths."""
    named = (title.typed.text(m.first, m.last).lower() for m in title.marks("casualty", "disaster"))
    return not _names_other_conflict(title) and any(not holds(text, "unrest") for text in named)


def _names_older_war(view: View) -> bool:
    return any(i.has("older_war") for i in view.items)


def _is_bombing(view: View) -> bool:
    """Terror abroad may be because of the commitment; floods and flu are not."""
    return any(m.value in BOMBINGS for m in view.marks("casualty", "cause"))


def _is_abroad(view: View) -> bool:
    """The sentence sets the event in a country without a mission."""
    for index, item in enumerate(view.items[1:], start=1):
        code = item.tags.get("place_country") or item.tags.get("country")
        if code and not is_host(code) and view.items[index - 1].among("at"):
            return not any(i.among("mourn") for i in view.before(index - 1, 2))
    return False


# Facts


def _fact(view: View, loss: Loss, code: str | None) -> Casualty:
    first, last = _extent(loss)
    rule = f"casualty-{loss.mark.tag.replace('_', '-')}"
    return Casualty(
        evidence=view.evidence(first, last, rule, loss.context),
        country=code,
        theatre=view.theatre(0, len(view.items) - 1),
        quantity=loss.quantity,
        outcome=loss.mark.value,
        victims=_victims(view, loss.phrase),
        date=_date(view),
        place=place_in(view, first, last),
        cause=_cause(view),
    )


def _extent(loss: Loss) -> tuple[int, int]:
    """The victims, and the word that says what befell them where it is near."""
    phrase, mark = loss.phrase, loss.mark
    if mark.first - phrase.last > REACH or phrase.first - mark.last > 3:
        return phrase.first, phrase.last
    return min(phrase.first, mark.first), max(phrase.last, mark.last)


def _victims(view: View, phrase: NounPhrase) -> str:
    """``soldiers``, ``police``, ``soldiers+police``, ``civilians`` or ``people``."""
    if phrase.kind in {"person", "coalition", "allies", "mass"}:
        text = view.typed.text(phrase.first, phrase.last).lower()
        if not holds(text, "police"):
            return "soldiers"
        return "soldiers+police" if holds(text, "troops") else "police"
    if phrase.kind == "host":
        return "police" if view.items[phrase.noun].holds("police") else "soldiers"
    return "civilians" if phrase.kind == "civilian" else "people"


def _date(view: View) -> DateMention | None:
    """The first date of the sentence, which ``cùng ngày`` points back to later."""
    dated = [d.mention for d in view.typed.dates if d.mention.edtf or d.mention.redacted]
    if dated and dated[0].edtf:
        view.discourse.event = Event(dated[0].edtf, view.number)
    return dated[0] if dated else view.same_day() or next((d.mention for d in view.typed.dates), None)


def _cause(view: View) -> str | None:
    """The most telling cause that the sentence names."""
    found = {m.value for m in view.marks("casualty", "cause")}
    return next((cause for cause in CAUSES if cause in found), None)
