"""Commitments: an action on one's own forces, its modality, and who answers for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coalition_kg.extract.frames.conditions import condition_of
from coalition_kg.extract.frames.speakers import Voice, voice_of
from coalition_kg.extract.items import Item, is_host
from coalition_kg.extract.modality import Chain, chain_before, modality
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View
from coalition_kg.model import Commitment, DateMention, Quantity

VALENCIES = ("own", "object", "subject")
HAPPEN = {"diễn", "được", "tiếp tục", "bắt đầu", "hoàn tất", "diễn ra"}
# Clauses of time tell what happened, or only what might.
SINCE = {"khi", "trước khi", "sau khi", "ngay sau khi", "kể từ khi", "từ khi", "kể từ", "kể từ sau"}
EXECUTED = {"under-way", "completed"}
CLASS = {
    "considering": "open", "not-ruled-out": "open",
    "planned": "intended", "pledged": "intended", "ordered": "intended",
    "under-way": "executed", "completed": "executed",
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Reading:
    """An action with its modality and who is committed by it."""

    action: Action
    chain: Chain
    modality: str
    subject: Subject
    voice: Voice


def commitments(view: View) -> Iterator[Commitment]:
    """Yield the commitments of a sentence, one a country for each action."""
    seen: set[tuple[str | None, str, str, int | None]] = set()
    for action in actions(view):
        reading = read(view, action)
        if reading is None:
            if {"demand", "propose"} & set(chain_before(view, action.index).values):
                view.discourse.last_demand = action.name
            continue
        _claim(view, reading)
        view.discourse.last_action = action.name
        for fact in _facts(view, reading):
            key = (fact.country, fact.action, CLASS.get(fact.modality, "negative"), reading.subject.first)
            if key not in seen:
                seen.add(key)
                yield fact


# Actions


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
    return Action(index, index, name, "own", owner, owner.quantity if owner else None)


def _of_subject(view: View, index: int, name: str) -> Action | None:
    """``binh sĩ Honduras sẽ về nước``: the force or its country stands before."""
    item = view.items[index]
    force = _force_before(view, index)
    if name == "expand":
        number = next((i for i in range(index + 1, min(index + 3, len(view.items))) if view.items[i].quantity), None)
        if force is None or number is None or "will" not in chain_before(view, index).values:
            return None
        return Action(index, number, name, "subject", force, view.items[number].quantity, number)
    if name == "deploy" and item.text != "tham chiến" and force is None:
        return None
    if name == "deploy" and not {"neg", "will", "refuse", "consider", "pledge", "may", "begin"} & set(chain_before(view, index).values):
        return None
    brought = next((p for p in view.phrases if p.first == index + 1 and p.kind in {"person", "mass", "unit"}), None)
    if name == "withdraw" and brought is not None:
        return Action(index, brought.last, name, "object", brought, brought.quantity, brought.number)
    if force is None and (not _leaves_theatre(view, index) or not _acts_for_state(view, index)):
        return None
    if name == "withdraw" and _leaves_home(view, index):
        return None
    return Action(index, index, name, "subject", force, force.quantity if force else None, force.number if force else None)


def _acts_for_state(view: View, index: int) -> bool:
    """``Anh sẽ rời Iraq``: without a force word only a state, its office or its statesman can mean one."""
    subject = view.subject(index)
    if subject is None or subject.public:
        return False
    return subject.actor is None or subject.actor.kind in {"country", "office", "person", "pronoun", "alliance"}


def _leaves_home(view: View, index: int) -> bool:
    """``sẽ rời Nhật vào ngày 3/2``: the troops set out."""
    following = view.item(index + 1)
    return following is not None and following.has("country") and not is_host(following.tags["country"])


def _force_before(view: View, index: int) -> NounPhrase | None:
    """The force that an intransitive or passive verb is about, with nothing but a locative between."""
    candidates = [p for p in view.phrases if p.last < index and index - p.last <= 14]
    if not candidates:
        return None
    main = [p for p in candidates if p.first == 0 or not view.items[p.first - 1].has("aside")]
    nearest = (main or candidates)[-1]
    return nearest if nearest.is_force and not view.breaks_between(nearest.last, index, ("contrast",)) else None


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
    if view.items[index].text in {"để", "giữ"} and (_is_passive(view, index) or _next_phrase_is_far(view, index)):
        return None
    if _is_passive(view, index):
        force = _force_before(view, index)
        if force is not None and force.kind in {"person", "mass", "unit", "coalition", "presence"}:
            name, last = _homeward(view, index, name)
            return Action(index, last, name, "object", force, force.quantity, force.number, passive=True)
        if _is_term_extended(view, index, name) or any(a.pronoun == "force" and a.last < index for a in view.actors):
            return Action(index, index, name, "object", passive=True)
        return None
    if name in {"maintain", "expand"} and _deploys_next(view, index):
        return Action(index, index + 1, name, "object")
    phrase = view.object_after(index)
    mission = _mission_after(view, index)
    if mission is not None and (phrase is None or mission < phrase.first):
        return _of_mission(view, index, name, mission)
    if phrase is None or not phrase.is_force or phrase.kind == "allies":
        return _civilians_join(view, index, name, phrase)
    if phrase.kind == "presence" and name not in {"maintain", "withdraw", "reduce", "expand"}:
        return None
    if view.items[index].text == "tham gia" and phrase.kind not in {"mass", "coalition"}:
        return None
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
    phrase = next((p for p in view.phrases if mission < p.first <= mission + 8 and p.is_force), None)
    last = phrase.last if phrase else mission
    return Action(index, last, name, "object", phrase if phrase and phrase.codes else None, None)


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
    return any(i.has("pronoun", "theatre") or i.has("maintain") or i.text in {"ở", "tại", "lại"} or i.has("subject", "maintain") for i in after)


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
    return _similar(view, index) or _to_be_stationed(view, index) or _refused_demand(view, index)


def _to_be_stationed(view: View, index: int) -> Action | None:
    """``một đoàn quân Anh sẽ trú đóng trong tỉnh Helmand``: they are yet to come."""
    if not (view.items[index].has("stationed") and view.items[index].text.startswith(("đóng", "đồn", "trú"))):
        return None
    force = _force_before(view, index)
    modal = chain_before(view, index).values
    if force is None or force.kind not in {"person", "mass", "unit"} or not {"will", "plan"} & set(modal) or "neg" in modal:
        return None
    return Action(index, index, "deploy", "subject", force, force.quantity, force.number)


def _refused_demand(view: View, index: int) -> Action | None:
    """``Nhật đã bác bỏ yêu cầu này``: what was asked before is refused."""
    item, following = view.items[index], view.item(index + 1)
    last = view.discourse.last_demand
    if last is None or not item.has("modal", "refuse") or following is None or following.tags.get("modal") not in {"demand", "propose"}:
        return None
    after = view.item(index + 2)
    return Action(index, index + 1, last, "same") if after is not None and after.text in {"này", "trên", "đó"} else None


def _similar(view: View, index: int) -> Action | None:
    """``khả năng tương tự``, ``thực hiện quyết định này``: the last action again."""
    item = view.items[index]
    last = view.discourse.last_action
    if last is None:
        return None
    if item.tags.get("modal") in {"postpone", "retract"} and _is_passive(view, index) and _of_the_plan(view, index):
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
    return any(word in text for word in ("việc thực hiện", "kế hoạch", "quyết định", "đợt triển khai", "việc triển khai"))


def _with_target(view: View, action: Action) -> Action:
    """``xuống còn 110.000``, ``từ 60 lên 300 người``: the level that the force is brought to."""
    items = view.items
    for index in range(action.index + 1, min(action.index + 16, len(items) - 1)):
        if items[index].has("break") and items[index].text not in {"còn", "từ"} or items[index].text == ",":
            break
        leads = items[index].has("to") and items[index].text not in {"tới", "đến"}
        if leads and items[index + 1].quantity is not None and action.name != "deploy":
            if _is_money(view, index + 2):
                break
            name = "reduce" if items[index].text.startswith(("xuống", "còn")) and action.name == "withdraw" else action.name
            return replace(action, last=index + 1, name=name, quantity=items[index + 1].quantity,
                           number=index + 1, target=True)  # fmt: skip
    return action


def _is_money(view: View, index: int) -> bool:
    item = view.item(index)
    return item is not None and item.has("money")


# Readings


def read(view: View, action: Action) -> Reading | None:
    """Return what an action amounts to, or None where it is no commitment of the country's own."""
    if view.typed.is_question or view.typed.is_link or _is_governed(view, action):
        return None
    start = action.force.first if action.passive and action.force else action.index
    if view.elsewhere(action.index, action.last + 5) or _is_of_losses(view, action) or _is_of_many(action):
        return None
    chain = chain_before(view, action.index)
    subject = _committed(view, action, chain)
    if subject is None or _is_hypothetical(view, action.index) or _is_host_force(view, action, subject):
        return None
    if action.valency == "same" and "modal" in view.items[action.index].tags:
        chain = Chain((*chain.words, (action.index, view.items[action.index].tags["modal"])))
    found = _left_open(view, action) or _predicated(view, action, chain) or modality(view, chain, action.index)
    found = found or _bare(view, action, chain, subject)
    voice = voice_of(view, chain, action.index, subject)
    decided = found is not None and _predicated(view, action, chain) is not None
    if found is None or not decided and _is_for_others(view, chain, action, subject, voice, start):
        return None
    if action.name in {"deploy", "expand"} and found == "under-way" and not _begins(view, chain):
        return None
    return Reading(action, chain, found, subject, voice)


def _is_of_losses(view: View, action: Action) -> bool:
    """``nâng tổng số lính Mỹ thiệt mạng lên 827``: the dead are counted, no force is moved."""
    marks = [m for m in view.marks("casualty") if m.tag in {"kill", "wound", "toll", "lose"}]
    return any(action.index < m.first <= action.last + 3 for m in marks)


def _is_of_many(action: Action) -> bool:
    """``một lực lượng của các nước Hồi giáo`` is no country's own."""
    return action.force is not None and action.force.owner == "many"


def _left_open(view: View, action: Action) -> str | None:
    """``có rút quân hay không``: whether to act is open."""
    after = view.items[action.last + 1 : action.last + 12]
    return "considering" if any(a.text == "hay" and b.text == "không" for a, b in zip(after, after[1:], strict=False)) else None


def _predicated(view: View, action: Action, chain: Chain) -> str | None:
    """``việc triển khai quân sẽ vẫn diễn ra``, ``việc rút quân bị hoãn``: the noun's own verb says what of it."""
    if not _is_nominal(view, action.index):
        return None
    for index in range(action.last + 1, min(action.last + 8, len(view.items))):
        item = view.items[index]
        value = item.tags.get("modal")
        if item.is_mark or item.has("break"):
            return None
        if value == "neg":
            return "refused" if view.items[action.index - 1].text == "việc" or "pledge" in chain.values else None
        if value in {"postpone", "retract"}:
            return {"postpone": "postponed", "retract": "retracted"}[value]
        if value in {"will", "plan"} and any(i.text in HAPPEN for i in view.items[index + 1 : index + 5]):
            return "pledged" if "announce" in chain.values else "planned"
    return None


def _begins(view: View, chain: Chain) -> bool:
    """``đang góp quân`` is a state, ``bắt đầu gửi`` an act."""
    return any(value == "begin" and view.items[i].text != "đang" for i, value in chain.words)


def _is_governed(view: View, action: Action) -> bool:
    """``gia hạn triển khai quân``: the first verb already said it."""
    for index in range(max(0, action.index - 4), action.index):
        item = view.items[index]
        prolongs = item.has("object", "maintain") and item.text not in {"để", "giữ"}
        if prolongs or item.has("object", "expand") and index == action.index - 1:
            return not view.breaks_between(index, action.index) and "," not in view.typed.text(index, action.index)
    return False


def _committed(view: View, action: Action, chain: Chain) -> Subject | None:
    """Whose force it is: the force's own country, ``quyết định ... của X``, else who acts."""
    subject = view.subject(action.index)
    force = action.force
    if force is not None and force.codes:
        own = Subject(force.codes, force.first, phrase=force)
        if subject is not None and subject.first is not None and subject.actor is not None and set(force.codes) & set(subject.codes):
            return replace(subject, codes=force.codes)
        return own
    if force is not None and force.kind == "coalition":
        return Subject((), force.first, phrase=force, alliance=True)
    owner = _owner_after(view, action) if _is_decision_noun(view, action.index) else None
    if owner is not None:
        return owner
    listed = _listed_subject(view, action.index)
    if listed is not None:
        return listed
    return subject


def _is_decision_noun(view: View, index: int) -> bool:
    """``quyết định``, ``kế hoạch``, ``việc`` right before the verb make a noun of it."""
    before = view.item(index - 1)
    return before is not None and (before.tags.get("modal") in {"pledge", "plan"} or before.has("nominal"))


def _owner_after(view: View, action: Action) -> Subject | None:
    """``quyết định rút quân của Tây Ban Nha``: only a noun governs an owner behind the verb."""
    for index in range(action.last + 1, min(action.last + 5, len(view.items) - 1)):
        item = view.items[index]
        if item.is_mark or item.has("break"):
            return None
        if item.text == "của":
            if index + 1 in view.groups:
                return Subject(view.groups[index + 1].codes, index + 1)
            office = next((a for a in view.actors if a.first == index + 1 and a.codes), None)
            if office is not None:
                return Subject(office.codes, office.first, office, side=office.side)
            if view.items[index + 1].has("coalition") or view.items[index + 1].has("organisation"):
                return Subject((), index + 1, alliance=True)
            return None
    return None


def _listed_subject(view: View, index: int) -> Subject | None:
    """``Nhiều nước, trong đó có Ukraina và Hà Lan, đã bắt đầu rút``: the listed countries act."""
    for first, group in view.groups.items():
        before = view.item(first - 1)
        if before is not None and before.has("include") and group.last < index and len(group.codes) >= 1:
            gap = view.items[group.last + 1 : index]
            general = any(p.last < first and p.owner in {"many", "allies"} or p.kind in {"allies", "vague_nations"} for p in view.phrases)
            if general and not any(p for p in view.actors if group.last < p.first < index) and len(gap) < 14:
                return Subject(group.codes, first)
    return None


def _is_host_force(view: View, action: Action, subject: Subject) -> bool:
    host = {view.discourse.theatre}
    phrase = action.force
    if phrase is not None and phrase.kind in {"host", "enemy", "civilian"}:
        return True
    if subject.phrase is not None and subject.phrase.kind in {"host", "enemy"}:
        return True
    return bool(subject.codes) and all(is_host(code) and code in host for code in subject.codes)


def _is_hypothetical(view: View, index: int) -> bool:
    """Inside ``nếu ...``, up to the comma that ends the clause."""
    if _is_speculation(view, index):
        return True
    for position in range(index - 1, -1, -1):
        item = view.items[position]
        if item.text in {",", ";", ":"} and not any(g.first < position < g.last for g in view.groups.values()) or item.text == "thì":
            return False
        if item.has("hypothesis"):
            return True
        if item.has("break", "cause") and item.text in SINCE:
            said = {i.tags.get("modal") for i in view.items[position:index]}
            return not said & {"done", "order", "pledge", "announce", "refuse", "begin"}
    return False


def _is_speculation(view: View, index: int) -> bool:
    """``Nếu X cũng rút quân thì sẽ có ...``: what follows from others' imagined moves is imagined too."""
    opened = next((i for i, item in enumerate(view.items[:index]) if item.text in {"nếu", "nếu như"}), None)
    if opened is None:
        return False
    return any(any(v in view.items[i].tags for v in VALENCIES) for i in range(opened, index) if i < index - 1)


def _bare(view: View, action: Action, chain: Chain, subject: Subject) -> str | None:
    """The modality of a verb that no modal word governs."""
    if "neg" in chain.values:
        return None
    if action.passive and action.target:
        return "completed"
    nominal = _is_nominal(view, action.index)
    if nominal:
        return None
    if view.typed.is_title:
        return "pledged"
    if action.name == "withdraw" and action.valency == "subject" and action.quantity and _future_date(view, action):
        return "planned"
    if "announce" in chain.values and subject.actor is not None and action.name in {"expand", "reduce"}:
        return "pledged"
    return None


def _future_date(view: View, action: Action) -> bool:
    return any(d.start >= view.items[action.index].start for d in view.typed.dates)


def _is_nominal(view: View, index: int) -> bool:
    return any(i.has("nominal") for i in view.items[max(0, index - 3) : index])


def _is_for_others(
    view: View, chain: Chain, action: Action, subject: Subject, voice: Voice, start: int
) -> bool:
    """Whether others demand, oppose or discuss what is not theirs to decide."""
    if subject.public:
        return True
    values = chain.values
    asked = [i for i, value in chain.words if value in {"demand", "propose"}]
    if asked and not _decides(chain, asked[0]):
        return not _asks_own_parliament(view, asked[-1], subject)
    if _wants_of_others(view, chain, action):
        return True
    supported = chain.place_of("support")
    if supported is not None and subject.phrase is not action.force and supported < (subject.first or 0):
        return True
    opposed = [i for i, value in chain.words if value == "refuse" and view.items[i].text == "phản đối"]
    if opposed and not _opposes_itself(view, opposed[0]):
        return True
    if "pledge" in values or "order" in values:
        return subject.alliance and _is_nominal(view, action.index) and subject.phrase is not None
    return _is_nominal(view, action.index) and not set(values) & {"consider", "plan", "refuse", "postpone", "retract", "begin", "no_plan", "may", "support"}


def _decides(chain: Chain, asked: int) -> bool:
    """Whether a decision governs what was asked: ``chấp nhận yêu cầu``, ``từ chối đề nghị``."""
    decisions = {"pledge", "order", "plan", "refuse", "retract", "no_plan", "postpone"}
    return any(value in decisions and index < asked for index, value in chain.words)


def _asks_own_parliament(view: View, index: int, subject: Subject) -> bool:
    return any(a.kind == "office" and a.first - index in {1, 2} for a in view.actors) and bool(subject.codes)


def _wants_of_others(view: View, chain: Chain, action: Action) -> bool:
    """``muốn chúng ta phải rút lui``: somebody else is to act."""
    wishes = [i for i, value in chain.words if value == "plan" and view.items[i].has("wish")]
    if not wishes:
        return False
    between = [a for a in view.actors if wishes[-1] < a.first < action.index and a.kind in {"country", "pronoun", "office", "person", "alliance"}]
    return bool(between)


def _opposes_itself(view: View, index: int) -> bool:
    """``phản đối`` refuses only where the government itself stands before it."""
    subject = view.subject(index)
    if subject is None or subject.public or subject.first is None or subject.actor is None:
        return False
    return subject.actor.kind in {"country", "office", "person"} and index - subject.actor.last <= 4


# Facts


def _claim(view: View, reading: Reading) -> None:
    """A number that is to go or come is no strength; what was sent is both."""
    action = reading.action
    if action.number is None:
        return
    executed = reading.modality in EXECUTED and action.name in {"deploy", "expand", "reduce"}
    if not executed:
        view.claimed.update(range(action.number, action.number + 1))
        if action.force is not None and action.force.number is not None and not action.target:
            view.claimed.add(action.force.number)


def _facts(view: View, reading: Reading) -> Iterator[Commitment]:
    action, subject = reading.action, reading.subject
    first, last = _extent(view, reading)
    condition = condition_of(view, action.last, action.index, CLASS.get(reading.modality) == "open")
    side = reading.voice.side or subject.side
    evidence = view.evidence(first, last, f"commitment-{action.name}", (*subject.context, *reading.voice.context))
    for code in subject.codes or (None,):
        yield Commitment(
            evidence=evidence,
            country=code,
            theatre=view.theatre(action.index, min(action.last + 8, len(view.items) - 1)),
            action=action.name,
            modality=reading.modality,
            quantity=action.quantity if action.quantity and _is_people(view, action) else None,
            date=_date(view, reading),
            speaker=reading.voice.name,
            side=side,
            conditional=condition.conditional,
            condition=condition.span,
        )


def _is_people(view: View, action: Action) -> bool:
    return action.number is None or not _is_money(view, action.number + 1)


def _extent(view: View, reading: Reading) -> tuple[int, int]:
    action = reading.action
    anchors = [action.index, action.last]
    if action.force is not None:
        anchors += [action.force.first, action.force.last]
    if reading.subject.first is not None and not view.breaks_between(min(reading.subject.first, action.index), action.index, ("contrast",)):
        anchors.append(reading.subject.first)
    if reading.chain.first is not None:
        anchors.append(reading.chain.first)
    return min(anchors), _with_destination(view, max(anchors))


def _with_destination(view: View, last: int) -> int:
    """Stretch the quote over ``khỏi Iraq``, ``tới Samawa``."""
    while last + 2 < len(view.items) and view.items[last + 1].has("in") and _is_location(view.items[last + 2]):
        last += 2
    return last


def _is_location(item: Item) -> bool:
    return item.has("country") or item.has("place") or item.has("pronoun", "theatre")


def _date(view: View, reading: Reading) -> DateMention | None:
    """When it is to happen: a date behind the action, not the day of the announcement."""
    start = view.items[reading.action.index].start
    later = [d for d in view.typed.dates if d.start >= start]
    dated = next((d for d in later if d.mention.edtf or d.mention.redacted), None)
    if dated is not None:
        return dated.mention
    if reading.modality in EXECUTED:
        earlier = [d for d in view.typed.dates if d.end <= start and d.mention.edtf]
        return earlier[-1].mention if earlier else None
    return next((d.mention for d in later), None)
