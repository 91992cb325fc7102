"""An action on a force, and what the items around one say: who moves, where, and to what number."""

from dataclasses import dataclass, replace

from coalition_kg.extract.contingents import has_beside
from coalition_kg.extract.items import Item, is_host
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import View
from coalition_kg.model import Quantity

VALENCIES = ("own", "object", "subject")
# How far behind a verb of motion the theatre may stand: ``tới sân bay quốc tế ở ngoại ô Monrovia``.
NEXT = 7
# How far before a verb its force may stand; how far behind it the way home or the level.
FORCE_REACH = 14
# How far before a force the dash may stand that opens an aside.
ASIDE = 6
HOME_REACH = 8
LEVEL_REACH = 15


@dataclass(frozen=True, slots=True)
class Action:
    """An action at an item, with the force that it moves."""

    index: int
    last: int
    name: str
    valency: str
    force: NounPhrase | None = None
    quantity: Quantity | None = None
    number: int | None = None
    passive: bool = False
    target: bool = False


def action_on(
    force: NounPhrase | None, index: int, last: int, name: str, valency: str, passive: bool = False
) -> Action:
    """Return an action on a force, with the number of the force where it has one."""
    if force is None:
        return Action(index, last, name, valency, passive=passive)
    return Action(index, last, name, valency, force, force.quantity, force.number, passive)


def force_before(view: View, index: int) -> NounPhrase | None:
    """Return the force that an intransitive or passive verb is about, with nothing but a locative between."""
    candidates = [p for p in view.phrases_before(index) if index - p.last <= FORCE_REACH]
    if not candidates:
        return None
    main = [p for p in candidates if p.first == 0 or not view.items[p.first - 1].has("aside")]
    main = [p for p in main if not _is_larger_unit(view, p)] or main
    main = [p for p in main if not _is_aside(view, p, index)] or main
    main = [p for p in main if not view.is_served(p)] or main
    main = [p for p in main if not _is_company(view, p)] or main
    candidates = [p for p in candidates if not any(i.among("kin") for i in view.before(p.first, 1))]
    if not candidates:
        return None  # ``Cha mẹ nữ binh sĩ đã phải rời thành phố``
    nearest = _with_apposed((main or candidates)[-1], candidates, view)
    if not nearest.is_force or view.breaks_between(nearest.last, index, ("contrast",)):
        return None
    # ``Ba Lan, với 1.400 binh sĩ, cân nhắc ở lại``: how many it has, not how many stay.
    had = has_beside(view.items, nearest.first) or _is_had(view, nearest, index)
    return replace(nearest, quantity=None, number=None) if had else nearest


def _with_apposed(nearest: NounPhrase, candidates: list[NounPhrase], view: View) -> NounPhrase:
    """``Nhóm lính Nhật đầu tiên, khoảng 30 người, đã tới``: how many they are stands between commas."""
    if nearest.kind != "people" or nearest.quantity is None or len(candidates) < 2:
        return nearest
    whole, closed = candidates[-2], view.item(nearest.last + 1)
    between = view.between(whole.last, nearest.first)
    opened = bool(between) and between[-1].text == "," and len(between) <= 2
    if not opened or not whole.is_force or whole.quantity is not None or closed is None or closed.text != ",":
        return nearest
    return replace(whole, quantity=nearest.quantity, number=nearest.number, last=nearest.last)


def _is_had(view: View, phrase: NounPhrase, index: int) -> bool:
    """``Canada hiện có 2.300 quân ở Afghanistan, ..., và lẽ ra về nước``: told before the comma."""
    before = view.item(phrase.first - 1)
    had = before is not None and before.has("have") and not before.has("include") and not before.among("be")
    return had and any(i.text == "," for i in view.between(phrase.last, index))


def _is_aside(view: View, phrase: NounPhrase, index: int) -> bool:
    """``Lực lượng này - 138.000 lính Mỹ và 23.000 binh sĩ nước khác - sẽ ở lại``: between dashes."""
    closed = any(i.text in {"-", ")"} for i in view.between(phrase.last, index))
    opened = any(i.text in {"-", "("} for i in view.before(phrase.first, ASIDE))
    return closed and opened


def _is_company(view: View, phrase: NounPhrase) -> bool:
    """``48 binh sĩ đóng cùng doanh trại với quân Ba Lan sẽ về nhà``: with whom those are."""
    before = view.item(phrase.first - 1)
    return before is not None and before.among("with-word") and phrase.quantity is None


def _is_larger_unit(view: View, phrase: NounPhrase) -> bool:
    """``1.500 lính dù thuộc sư đoàn 82 sẽ tới Baghdad``: what those who move belong to."""
    before = view.item(phrase.first - 1)
    counted = view.phrase_before(phrase.first, 3)
    return phrase.kind == "unit" and before is not None and before.has("of") and counted is not None


def is_passive(view: View, index: int) -> bool:
    """Return whether a passive word stands right before an item: ``được rút``, ``bị hoãn``."""
    before = view.before(index, 2)
    if before and (before[-1].modal in {"plan", "pledge"} or before[-1].has("nominal")):
        return False  # ``không ngăn được kế hoạch rút quân``
    return any(i.among("passive") for i in before)


def names_theatre_next(view: View, index: int) -> bool:
    """Return whether the theatre follows an item: ``tới miền nam Iraq``, ``đến nước này``."""
    described = False
    for item in view.after(index, NEXT):
        if is_host(item.tags.get("country")) or is_host(item.tags.get("place_country")):
            return True
        if item.has("pronoun", "theatre") or item.has("pronoun", "country") or item.has("gulf"):
            return True
        if described and item.among("this"):
            return True  # ``tới vùng này``
        if not item.has_any("in", "region", "kind_of_place") and not (described and item.is_plain):
            return False
        described = item.has("kind_of_place") or (described and item.is_plain)
    return False


def homeward(view: View, last: int, name: str) -> tuple[str, int]:
    """Return action and last item: ``đưa quân về nước`` brings home what ``đưa`` alone sends out."""
    for index in view.places_after(last, HOME_REACH):
        item = view.items[index]
        if item.has("subject", "withdraw") or item.among("homeward"):
            return (name if name == "reduce" else "withdraw"), index
        if item.among("instead"):
            break
        if item.has("now"):
            continue  # ``đưa 300 binh sĩ đang đóng tại Iraq về nước``
        if (item.is_mark and item.text not in {'"', "(", ")"}) or item.has_any("modal", "break"):
            break
    return name, last


def with_target(view: View, action: Action) -> Action:
    """Return an action with the level that the force is brought to: ``xuống còn 110.000``."""
    end = min(action.index + 1 + LEVEL_REACH, len(view.items) - 1)
    for index in range(action.index + 1, end):
        item, number = view.items[index], view.items[index + 1]
        if (item.has("break") and not item.among("level-break")) or item.text == ",":
            break
        if number.quantity is not None and _leads_to_level(item, action):
            if is_money(view, index + 2) or _counts_units(view, action, index + 2):
                break
            return replace(
                action, last=index + 1, name=_name_at_level(item, action), quantity=number.quantity,
                number=index + 1, target=True,
            )  # fmt: skip
    return action


def counting_people(view: View, action: Action) -> Action:
    """Return an action on units with the people in them: ``rút hai lữ đoàn, tức khoảng 7.000 quân, ...``."""
    force = action.force
    if force is not None and force.kind == "presence" and action.quantity is None:
        of, those = view.item(force.last + 1), view.phrase_from(force.last + 2)
        counted = of is not None and of.among("of") and those is not None and those.kind == "person"
        if counted and those is not None and those.quantity is not None:  # ``sự có mặt của 120 cảnh sát``
            return replace(action, last=those.last, quantity=those.quantity, number=those.number)
    if force is None or force.kind != "unit":
        return action
    part = any(i.has("part") for i in view.items[force.first : force.noun])
    if part:  # ``hai trong số 17 lữ đoàn``
        action = replace(action, quantity=None, number=None)
    comma = view.item(force.last + 1)
    start = force.last + (1 if comma is not None and comma.text in {",", "("} else 2)
    opened, people = view.item(start), view.phrase_after(start, 2)
    apposed = opened is not None and opened.text in {",", "("} and people is not None
    if (
        not apposed
        or people is None
        or people.kind != "person"
        or people.codes
        or action.quantity is not None
    ):
        return action
    return replace(action, last=max(action.last, people.last), quantity=people.quantity, number=people.number)


def _counts_units(view: View, action: Action, following: int) -> bool:
    """``số lữ đoàn sẽ giảm từ 17 xuống 15``: brigades, no people."""
    noun = view.item(following)
    people = noun is not None and noun.has_any("people", "person")
    return action.force is not None and action.force.kind == "unit" and not people


def _leads_to_level(item: Item, action: Action) -> bool:
    """``xuống còn``, ``lên``; a force that is sent has no level unless it is raised."""
    leads = item.has("to") and not item.among("up-to")
    return leads and (action.name != "deploy" or _raises(item, action) or _lowers(item, action))


def _raises(item: Item, action: Action) -> bool:
    """``đưa quân số lên 300``."""
    return item.begins("upward") and action.force is not None and action.force.kind == "mass"


def _lowers(item: Item, action: Action) -> bool:
    """``đưa số lính Mỹ xuống dưới 138.000``."""
    counted = action.force is not None and action.force.quantity is None
    return item.begins("downward") and counted and action.valency == "object"


def _name_at_level(item: Item, action: Action) -> str:
    if action.name == "deploy":
        return "reduce" if item.begins("downward") else "expand"
    return "reduce" if item.begins("downward") and action.name == "withdraw" else action.name


def is_money(view: View, index: int) -> bool:
    """Return whether the item is a unit of money, time or distance, so that its number counts no people."""
    item = view.item(index)
    return item is not None and item.has("money")


def is_past_day(item: Item) -> bool:
    """Return whether an item is a day that is past: ``hôm qua``, ``hôm Chủ Nhật``."""
    return item.among("past-day") or (item.date is not None and item.begins("on-day"))


def are_last(view: View, force: NounPhrase, index: int) -> bool:
    """Return whether ``những binh sĩ Tây Ban Nha cuối cùng`` stand before a verb: none are left."""
    of, last = view.item(force.first - 1), view.item(force.first - 2)
    if of is not None and last is not None and of.among("of") and last.among("last"):
        return True  # ``đơn vị cuối cùng của quân Mỹ``
    return any(i.among("last") for i in view.items[force.noun : index])
