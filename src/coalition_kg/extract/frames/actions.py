"""Actions: the verbs that move, keep or cut a force, with the force that they are about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coalition_kg.extract.items import is_host
from coalition_kg.extract.modality import chain_before
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import View
from coalition_kg.model import Quantity

VALENCIES = ("own", "object", "subject")
# Unknown words that may stand between a country and the verb that it is the subject of.
MOST_PLAIN = 4


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


def actions(view: View) -> Iterator[Action]:
    """Yield the actions on forces in a sentence, left to right."""
    covered = -1
    for index, item in enumerate(view.items):
        valency = next((v for v in VALENCIES if v in item.tags), None)
        if index <= covered or item.has("blocked"):
            continue
        action = _other_action(view, index) if valency is None else _action(view, index, valency)
        if action is not None:
            covered = action.last
            yield action


def _action(view: View, index: int, valency: str) -> Action | None:
    name = view.items[index].tags[valency]
    if _inside_phrase(view, index):
        return None
    continues = index > 0 and view.items[index - 1].text == "tiếp tục"
    if name in {"deploy", "expand"} and valency != "subject" and continues:
        name = "maintain"  # ``sẽ tiếp tục đóng góp quân``
    match valency:
        case "own":
            return _with_target(view, _own(view, index, name))
        case "subject":
            action = _of_subject(view, index, name)
        case _:
            action = _of_object(view, index, name)
    return _with_target(view, action) if action else None


def _inside_phrase(view: View, index: int) -> bool:
    phrase = view.phrase_at(index)
    return phrase is not None and phrase.first < index


def _own(view: View, index: int, name: str) -> Action:
    """``rút quân``: the force is in the word itself."""
    owner = next((p for p in view.phrases if p.first == index + 1 and p.quantity and p.is_force), None)
    name, last = _homeward(view, owner.last if owner else index, name)
    return Action(index, last, name, "own", owner, owner.quantity if owner else None)


def _of_subject(view: View, index: int, name: str) -> Action | None:
    """``binh sĩ Honduras sẽ về nước``: the force or its country stands before."""
    item = view.items[index]
    force = _force_before(view, index)
    if name == "expand":
        number = next(
            (i for i in range(index + 1, min(index + 3, len(view.items))) if view.items[i].quantity), None
        )
        if force is None or number is None or "will" not in chain_before(view, index).values:
            return None
        return Action(index, number, name, "subject", force, view.items[number].quantity, number)
    if name == "deploy" and item.text != "tham chiến" and force is None:
        return None
    if item.text == "tham chiến" and not _denied_or_planned(view, index):
        return None
    if name == "deploy" and not {"neg", "will", "refuse", "consider", "pledge", "may", "begin"} & set(
        chain_before(view, index).values
    ):
        return None
    brought = next(
        (p for p in view.phrases if p.first == index + 1 and p.kind in {"person", "mass", "unit"}), None
    )
    if name == "withdraw" and brought is not None:
        return Action(index, brought.last, name, "object", brought, brought.quantity, brought.number)
    if item.text == "trở về" and _names_theatre_next(view, index):
        return None
    homeward = force is None and _they_go_home(view, index)
    if (
        force is None
        and not homeward
        and (not _leaves_theatre(view, index) or not _acts_for_state(view, index))
    ):
        return None
    if name == "withdraw" and _leaves_home(view, index):
        return (
            Action(index, index + 1, "deploy", "subject", force, force.quantity, force.number)
            if force
            else None
        )
    return Action(
        index,
        index,
        name,
        "subject",
        force,
        force.quantity if force else None,
        force.number if force else None,
    )


def _acts_for_state(view: View, index: int) -> bool:
    """``Anh sẽ rời Iraq``: without a force word only a state, its office or its statesman can mean one."""
    subject = view.subject(index)
    if subject is None or subject.public:
        return False
    if subject.actor is None or subject.first is None:
        return subject.phrase is not None or view.discourse.header is not None
    between = view.items[subject.actor.last + 1 : index]
    plain = sum(1 for i in between if not i.tags and not i.is_mark and i.date is None)
    civilian = any(p.kind == "civilian" and subject.actor.last < p.first < index for p in view.phrases)
    known = subject.actor.kind in {"country", "office", "person", "pronoun", "alliance"}
    return known and plain <= MOST_PLAIN and not civilian


def _denied_or_planned(view: View, index: int) -> bool:
    """``không tham chiến``, ``sẽ tham chiến``: the word for fighting is elsewhere a role."""
    return any(
        i.tags.get("modal") in {"neg", "will", "refuse"} for i in view.items[max(0, index - 2) : index]
    )


def _leaves_home(view: View, index: int) -> bool:
    """``sẽ rời Nhật vào ngày 3/2``: the troops set out."""
    following = view.item(index + 1)
    return following is not None and following.has("country") and not is_host(following.tags["country"])


def _they_go_home(view: View, index: int) -> bool:
    """``họ sẽ về nước``, said of a force just named."""
    pronouns = {"they", "force"}
    near = [a for a in view.actors if a.last < index and index - a.last <= 6 and a.pronoun in pronouns]
    near = [a for a in near if a.first == 0 or not any(v in view.items[a.first - 1].tags for v in VALENCIES)]
    return "về" in view.items[index].text and bool(near) and view.discourse.force is not None


def _force_before(view: View, index: int) -> NounPhrase | None:
    """The force that an intransitive or passive verb is about, with nothing but a locative between."""
    candidates = [p for p in view.phrases if p.last < index and index - p.last <= 14]
    if not candidates:
        return None
    main = [p for p in candidates if p.first == 0 or not view.items[p.first - 1].has("aside")]
    nearest = (main or candidates)[-1]
    return (
        nearest if nearest.is_force and not view.breaks_between(nearest.last, index, ("contrast",)) else None
    )


def _leaves_theatre(view: View, index: int) -> bool:
    """``rút khỏi Iraq``, ``ở lại Iraq``: a country's forces are meant though no force is named."""
    for position in range(index + 1, min(index + 4, len(view.items))):
        item = view.items[position]
        if item.has("pronoun", "theatre") or is_host(item.tags.get("country")):
            return True
        if item.has("pronoun", "country") and view.discourse.theatre:
            return True
        if not (item.has("in") or item.has("still") or item.has("elsewhere")):
            return False
    return False


def _of_object(view: View, index: int, name: str) -> Action | None:
    """``gửi 3.600 quân``, ``được rút về``: the force is the object, or the passive's subject."""
    if _follows_relative(view, index):
        return None
    if view.items[index].text in {"để", "giữ"} and (
        _is_passive(view, index) or _next_phrase_is_far(view, index)
    ):
        return None
    if _is_passive(view, index):
        force = _force_before(view, index)
        if force is not None and force.kind in {"person", "mass", "unit", "coalition", "presence"}:
            name, last = _homeward(view, index, name)
            return Action(index, last, name, "object", force, force.quantity, force.number, passive=True)
        if _is_term_extended(view, index, name) or any(
            a.pronoun == "force" and a.last < index for a in view.actors
        ):
            return Action(index, index, name, "object", passive=True)
        return None
    if name in {"maintain", "expand"} and _deploys_next(view, index):
        return Action(index, index + 1, name, "object")
    phrase = view.object_after(index)
    mission = _mission_after(view, index)
    if mission is not None and (phrase is None or mission < phrase.first):
        return _of_mission(view, index, name, mission)
    if phrase is None or not phrase.is_force or phrase.kind == "allies":
        return _moves_itself(view, index, name) or _civilians_join(view, index, name, phrase)
    if phrase.kind == "presence" and name not in {"maintain", "withdraw", "reduce", "expand"}:
        return None
    if view.items[index].text == "tham gia":
        joined = phrase.kind in {"mass", "coalition"} and not _sent_to_join(view, index)
        return Action(index, phrase.last, name, "object") if joined else None
    if name == "maintain" and view.items[index].text in {"để", "giữ"} and not _stays(view, index, phrase):
        return None
    name, last = _homeward(view, phrase.last, name)
    if name == "deploy" and (phrase.more or _more_between(view, index, phrase)):
        name = "expand"
    return Action(index, last, name, "object", phrase, phrase.quantity, phrase.number)


def _next_phrase_is_far(view: View, index: int) -> bool:
    """``để`` and ``giữ`` are about a force only where it stands right behind them."""
    phrase = view.phrase_after(index, reach=2)
    return phrase is None


def _follows_relative(view: View, index: int) -> bool:
    """``các nước tham gia ...`` only says which countries are meant."""
    before = view.item(index - 1)
    return before is not None and before.has("vague_nations")


def _is_passive(view: View, index: int) -> bool:
    return any(i.text in {"được", "bị"} for i in view.items[max(0, index - 2) : index])


def _is_term_extended(view: View, index: int, name: str) -> bool:
    """``thời hạn này sẽ được kéo dài``: the stay is extended."""
    before = view.items[max(0, index - 12) : index]
    return name == "maintain" and any(i.has("mission") or i.text.startswith("thời hạn") for i in before)


def _sent_to_join(view: View, index: int) -> bool:
    """``gửi 3.000 quân tham gia liên quân``: the sending was said already."""
    return any(
        i.has("object", "deploy") or i.has("own", "deploy") or i.has("object", "maintain")
        for i in view.items[max(0, index - 12) : index]
    )


def _deploys_next(view: View, index: int) -> bool:
    """``gia hạn triển khai quân``: the deployment itself is prolonged."""
    following = view.item(index + 1)
    return following is not None and (following.has("own", "deploy") or following.has("object", "deploy"))


def _mission_after(view: View, index: int) -> int | None:
    for position in range(index + 1, min(index + 4, len(view.items))):
        if view.items[position].has("mission"):
            return position
        if view.items[position].is_mark or view.items[position].has("break"):
            return None
    return None


def _of_mission(view: View, index: int, name: str, mission: int) -> Action | None:
    """``kéo dài sứ mệnh``, ``mở rộng các hoạt động gìn giữ hòa bình``: the mission stands for the force."""
    text = " ".join(i.text for i in view.items[mission : mission + 8])
    military = any(word in text for word in ("quân", "binh", "hòa bình", "tại đây", "lính", "lực lượng"))
    if view.items[index].text == "tham gia":
        military = "hòa bình" in text or "quân sự" in text
    if not military or name == "reduce":
        return None
    phrase = view.phrase_after(mission)
    phrase = phrase if phrase is not None and phrase.is_force else None
    last = phrase.last if phrase else mission
    return Action(index, last, name, "object", phrase if phrase and phrase.codes else None, None)


def _moves_itself(view: View, index: int, name: str) -> Action | None:
    """``800 binh sĩ đã bắt đầu triển khai``, ``quân số có thể giảm còn 66.000``: no object stands behind."""
    close = {i.tags.get("modal") for i in view.items[max(0, index - 4) : index]} & {
        "will",
        "begin",
        "may",
        "plan",
    }
    force = _force_before(view, index)
    if not close or force is None or index - force.last > MOST_PLAIN * 2:
        return None
    moved = view.items[index].text == "triển khai" and force.kind in {"person", "unit"}
    changed = (
        name in {"reduce", "expand"}
        and force.kind == "mass"
        and view.items[force.noun].text in {"quân số", "số quân", "lực lượng"}
    )
    return (
        Action(index, index, name, "subject", force, force.quantity, force.number)
        if moved or changed
        else None
    )


def _civilians_join(view: View, index: int, name: str, phrase: NounPhrase | None) -> Action | None:
    """``từ chối cho công dân tham gia``."""
    if view.items[index].text == "tham gia" and "refuse" in chain_before(view, index).values:
        following = view.item(index + 1)
        if following is None or following.is_mark:
            return Action(index, index, name, "object")
    return None


def _stays(view: View, index: int, phrase: NounPhrase) -> bool:
    """``để binh lính tại đây``, ``giữ quân số ở mức``: a place or a level follows the force."""
    if view.items[index].text == "giữ":
        return phrase.kind in {"mass", "person"}
    after = view.items[phrase.last + 1 : phrase.last + 3]
    return any(
        i.has("stationed")
        or i.has("pronoun", "theatre")
        or i.has("maintain")
        or i.text in {"ở", "tại", "lại"}
        or i.has("subject", "maintain")
        for i in after
    )


def _homeward(view: View, last: int, name: str) -> tuple[str, int]:
    """``đưa quân về nước`` brings home what ``đưa`` alone sends out; return action and last item."""
    for index in range(last + 1, min(last + 9, len(view.items))):
        item = view.items[index]
        if item.has("subject", "withdraw") or item.text in {"trở về", "về"}:
            return (name if name == "reduce" else "withdraw"), index
        if (item.is_mark and item.text not in {'"', "(", ")"}) or item.has("modal") or item.has("break"):
            break
    return name, last


def _more_between(view: View, index: int, phrase: NounPhrase) -> bool:
    around = [*view.items[index + 1 : phrase.first + 1], *view.items[phrase.last + 1 : phrase.last + 2]]
    return any(i.has("more") for i in around)


def _other_action(view: View, index: int) -> Action | None:
    return (
        _similar(view, index)
        or _to_be_stationed(view, index)
        or _to_arrive(view, index)
        or _to_go_on(view, index)
        or _refused_demand(view, index)
    )


def _to_arrive(view: View, index: int) -> Action | None:
    """``600 lính Nhật chuẩn bị đến Iraq``, ``đang trên đường tới Kosovo``: they are on their way."""
    if view.items[index].text not in {"đến", "tới", "sang", "có mặt"} or not _names_theatre_next(view, index):
        return None
    force = _force_before(view, index)
    counted = force is not None and (force.quantity is not None or force.more or force.codes)
    if force is None or force.kind not in {"person", "unit", "coalition"} or not counted:
        return None
    start = max([force.last, *(i for i in range(force.last, index) if view.items[i].text == ",")])
    between = view.items[start + 1 : index]
    moving = {i.tags.get("modal") for i in between} & {"will", "plan", "begin"}
    bare = not between and view.typed.is_title
    if (not moving and not bare) or any(i.is_mark or i.has("break") for i in between):
        return None
    return Action(
        index, index + 1, "expand" if force.more else "deploy", "subject", force, force.quantity, force.number
    )


def _to_go_on(view: View, index: int) -> Action | None:
    """``hơn 500 lính Nhật sẽ tiếp tục công việc tái thiết``: they stay at their work."""
    if view.items[index].text != "tiếp tục" or "will" not in {
        i.tags.get("modal") for i in view.items[max(0, index - 3) : index]
    }:
        return None
    force = _force_before(view, index)
    works = any(m.tag in {"role", "act"} and index < m.first <= index + 4 for m in view.marks("roles"))
    goes_on = works or any(i.has("mission") or i.has("stationed") for i in view.items[index + 1 : index + 3])
    if force is None or force.kind not in {"person", "mass", "unit", "coalition"} or not goes_on:
        return None
    return Action(index, index + 1, "maintain", "subject", force, force.quantity, force.number)


def _names_theatre_next(view: View, index: int) -> bool:
    for item in view.items[index + 1 : index + 4]:
        if (
            is_host(item.tags.get("country"))
            or is_host(item.tags.get("place_country"))
            or item.has("pronoun", "theatre")
            or item.has("pronoun", "country")
        ):
            return True
        if not (item.has("in") or item.has("region") or item.has("kind_of_place")):
            return False
    return False


def _to_be_stationed(view: View, index: int) -> Action | None:
    """``một đoàn quân Anh sẽ trú đóng trong tỉnh Helmand``: they are yet to come."""
    if not (view.items[index].has("stationed") and view.items[index].text.startswith(("đóng", "đồn", "trú"))):
        return None
    force = _force_before(view, index)
    close = {i.tags.get("modal") for i in view.items[max(0, index - 3) : index]}
    if (
        force is None
        or force.kind not in {"person", "mass", "unit"}
        or not {"will", "plan"} & close
        or "begin" in close
    ):
        return None
    return Action(index, index, "deploy", "subject", force, force.quantity, force.number)


def _refused_demand(view: View, index: int) -> Action | None:
    """``Nhật đã bác bỏ yêu cầu này``: what was asked before is refused."""
    item, following = view.items[index], view.item(index + 1)
    last = view.discourse.last_demand
    if (
        last is None
        or not item.has("modal", "refuse")
        or following is None
        or following.tags.get("modal") not in {"demand", "propose"}
    ):
        return None
    after = view.item(index + 2)
    return (
        Action(index, index + 1, last, "same")
        if after is not None and after.text in {"này", "trên", "đó"}
        else None
    )


def _similar(view: View, index: int) -> Action | None:
    """``khả năng tương tự``, ``thực hiện quyết định này``: the last action again."""
    item = view.items[index]
    last = view.discourse.last_action
    if last is None:
        return None
    if (
        item.tags.get("modal") in {"postpone", "retract"}
        and _is_passive(view, index)
        and _of_the_plan(view, index)
    ):
        return Action(index, index, last, "same")
    if not item.has("same"):
        return None
    modal = set(chain_before(view, index).values)
    if "tương tự" in item.text:
        return Action(index, index, last, "own") if modal & {"consider", "may"} else None
    carried_out = "thực hiện" in view.typed.text(max(0, index - 3), index).lower()
    return Action(index, index, last, "own") if carried_out and "order" in modal else None


def _of_the_plan(view: View, index: int) -> bool:
    """``việc thực hiện bị đình hoãn``: what was decided before."""
    text = view.typed.text(max(0, index - 6), index).lower()
    return any(
        word in text
        for word in ("việc thực hiện", "kế hoạch", "quyết định", "đợt triển khai", "việc triển khai")
    )


def _with_target(view: View, action: Action) -> Action:
    """``xuống còn 110.000``, ``từ 60 lên 300 người``: the level that the force is brought to."""
    items = view.items
    for index in range(action.index + 1, min(action.index + 16, len(items) - 1)):
        if (items[index].has("break") and items[index].text not in {"còn", "từ"}) or items[index].text == ",":
            break
        leads = items[index].has("to") and items[index].text not in {"tới", "đến"}
        raised = (
            items[index].text.startswith("lên") and action.force is not None and action.force.kind == "mass"
        )
        if leads and items[index + 1].quantity is not None and (action.name != "deploy" or raised):
            if is_money(view, index + 2):
                break
            if raised and action.name == "deploy":
                action = replace(action, name="expand")
            name = (
                "reduce"
                if items[index].text.startswith(("xuống", "còn")) and action.name == "withdraw"
                else action.name
            )
            return replace(action, last=index + 1, name=name, quantity=items[index + 1].quantity,
                           number=index + 1, target=True)  # fmt: skip
    return action


def is_money(view: View, index: int) -> bool:
    """Return whether the item is a unit of money, time or distance, so that its number counts no people."""
    item = view.item(index)
    return item is not None and item.has("money")
