"""Owners: whose force an action is about."""

from dataclasses import replace
from itertools import pairwise

from coalition_kg.extract.frames.action import Action
from coalition_kg.extract.items import is_host
from coalition_kg.extract.phrases import Countries, NounPhrase
from coalition_kg.extract.view import Subject, View

# How far behind its country in a list the verb may stand.
LISTED = 14
# How far before a speaker ``và`` may join him to another: ``và người đồng nhiệm Anh Tony Blair``.
JOINED = 4
# How far from the verb the nations in general and those named may stand.
NATIONS = 6


def committed(view: View, action: Action) -> Subject | None:
    """Return whose force it is: the force's own country, ``quyết định ... của X``, else who acts."""
    weighed = weighs_request(view, action.index)
    if weighed is not None:
        return view.subject(weighed)
    force, subject = _as_rest(view, action.force), view.subject(action.index)
    if force is not None and force.codes:
        named = subject is not None and subject.first is not None and subject.actor is not None
        if subject is not None and named and set(force.codes) & set(subject.codes):
            return replace(subject, codes=force.codes)
        return Subject(force.codes, force.first, phrase=force)
    allied = force is not None and force.kind == "coalition"
    if action.passive and (force is None or allied) and (theirs := _owner_of_mission(view, action.index)):
        return theirs
    if force is not None and allied:
        return Subject((), force.first, phrase=force, alliance=True)
    if _is_decision_noun(view, action.index):
        owner = _owner_after(view, action)
        if owner is not None or _is_reason(view, action, subject):
            return owner or view.default_subject(titled=True)
    if force is not None and force.kind == "unit" and subject is not None and subject.assumed:
        subject = view.default_subject(titled=True) or subject  # ``Nhóm thứ hai sẽ lên đường``
    if subject is None or subject.is_host or subject.assumed:
        subject = _proposer(view, action.index) or subject
    return listed_subject(view, action.index) or named_nations(view, action) or _both(view, subject)


def _both(view: View, subject: Subject | None) -> Subject | None:
    """``Thủ tướng Australia John Howard và Thủ tướng Anh Tony Blair đều nói ...``: each for his country."""
    speaker = subject.actor if subject is not None else None
    if subject is None or speaker is None or speaker.kind not in {"person", "name"} or not subject.codes:
        return subject
    both = view.item(speaker.last + 1)
    joint = next((i for i in view.places_before(speaker.first, JOINED) if view.items[i].has("and")), None)
    other = next((a for a in view.actors if joint is not None and a.last == joint - 1), None)
    if both is None or not both.among("both") or other is None or other.kind != "person" or not other.codes:
        return subject
    return replace(subject, codes=tuple(dict.fromkeys((*other.codes, *subject.codes))), first=other.first)


def _as_rest(view: View, force: NounPhrase | None) -> NounPhrase | None:
    """``Phần lớn lính Hà Lan đã rời Iraq, 300 người còn lại sẽ ...``: of the country of those before."""
    remaining = view.item(force.last + 1) if force is not None else None
    if force is None or force.codes or remaining is None or not remaining.holds("remaining"):
        return force
    earlier = [p for p in view.phrases_before(force.first) if p.is_force and len(p.codes) == 1]
    return replace(force, codes=earlier[-1].codes) if earlier else force


def _proposer(view: View, index: int) -> Subject | None:
    """``Đề nghị của chính phủ Hungary về việc kéo dài ...``: whose proposal opens the sentence."""
    noun, of = view.item(0), view.item(1)
    if noun is None or of is None or noun.modal not in {"propose", "plan"} or not of.among("of") or index < 3:
        return None
    return _owner_at(view, 2)


def weighs_request(view: View, index: int) -> int | None:
    """Return where ``nếu`` stands in ``Wellington sẽ cân nhắc nếu LHQ đề nghị cử sĩ quan``, or None."""
    opened = next((i for i in view.places_before(index, LISTED) if view.items[i].has("hypothesis")), None)
    if opened is None or not any(i.modal == "consider" for i in view.before(opened, 4)):
        return None
    asked = any(i.modal in {"demand", "propose"} for i in view.between(opened, index))
    return opened if asked and not any(i.text == "," for i in view.between(opened, index)) else None


def _owner_of_mission(view: View, index: int) -> Subject | None:
    """``Sứ mệnh của Đức được kéo dài``: whose the mission is."""
    for position in view.places_before(index, LISTED):
        owned = view.items[position].among("of") and position > 0 and view.items[position - 1].has("mission")
        if owned:
            return _owner_at(view, position + 1)
    return None


def is_nominal(view: View, index: int) -> bool:
    """Return whether a verb is used as a noun: ``việc rút quân``, ``quá trình rút quân``."""
    for item in reversed(view.before(index, 3)):
        if item.holds("will"):
            return False  # ``khẳng định việc Ấn Độ sẽ không đưa quân`` is a clause
        if item.has("nominal"):
            return True
    return False


def _is_reason(view: View, action: Action, subject: Subject | None) -> bool:
    """``vì Mỹ ... nên quyết định rút quân``: the subject is only the reason."""
    if subject is None or subject.first is None:
        return False
    return any(i.among("reason") for i in view.items[subject.first : action.index])


def _is_decision_noun(view: View, index: int) -> bool:
    """``quyết định``, ``kế hoạch``, ``việc`` right before the verb make a noun of it."""
    before = view.item(index - 1)
    return before is not None and (before.modal in {"pledge", "plan"} or before.has("nominal"))


def sender_after(view: View, index: int) -> Subject | None:
    """Return whose the troops are in ``quyết định gửi quân của Tokyo tới Iraq``."""
    of = view.item(index + 1)
    return _owner_at(view, index + 2) if of is not None and of.among("of") else None


def _owner_after(view: View, action: Action) -> Subject | None:
    """``quyết định rút quân của Tây Ban Nha``: only a noun governs an owner behind the verb."""
    for index in range(action.last + 1, min(action.last + 5, len(view.items) - 1)):
        item = view.items[index]
        if item.is_stop or item.modal in {"demand", "propose"} or item.has_any("coalition", "mass"):
            return None  # ``cử quân theo lời kêu gọi của LHQ``, ``góp quân cho lực lượng của LHQ``
        if item.among("of"):
            return _owner_at(view, index + 1)
        if item.among("passive") and index + 1 in view.groups:
            return _owner_at(view, index + 1)  # ``Quyết định rút quân được The Hague đưa ra``
    return None


def _owner_at(view: View, index: int) -> Subject | None:
    """A country, a person or office of one, or an alliance."""
    if index in view.groups:
        return Subject(view.groups[index].codes, index)
    office = next((a for a in view.actors if a.first == index and a.kind != "alliance"), None)
    named = view.meant_by(office) if office is not None else None
    if named is not None and named.codes:
        return named
    pronoun = next((a for a in view.actors if a.first == index and a.kind == "pronoun"), None)
    theirs = (
        view.meant_by(pronoun) if pronoun is not None and pronoun.pronoun in {"they", "country"} else None
    )
    if theirs is not None and theirs.codes:
        return theirs
    allied = view.items[index].has_any("coalition", "organisation")
    return Subject((), index, alliance=True) if allied else None


def listed_subject(view: View, index: int) -> Subject | None:
    """Return who act in ``Nhiều nước, trong đó có Ukraina và Hà Lan, đã bắt đầu rút``: those listed."""
    for first, group in view.groups.items():
        before = view.item(first - 1)
        listed = before is not None and before.has("include") and group.last < index
        if listed and _acts(view, group, index):
            return Subject(group.codes, first)
    return None


def named_nations(view: View, action: Action) -> Subject | None:
    """Return who they are in ``Trong số những nước cam kết góp quân có Ba Lan và Hungary``."""
    if (joined := _joined_nations(view, action)) is not None:
        return joined
    before = view.before(action.index, NATIONS)
    counted = any(a.quantity is not None and b.has("state_noun") for a, b in pairwise(before))
    if not counted and not any(i.has("vague_nations") for i in before):
        return None
    for first, group in view.groups.items():
        between = view.between(action.last, first)
        listed = bool(between) and (
            between[-1].has("include") or between[-1].among("have") or between[-1].text == ":"
        )
        if listed and len(between) > 1 and between[-2].text == ",":
            del between[-2]
        if listed and len(between) <= NATIONS and not any(i.is_stop or i.has("modal") for i in between[:-1]):
            return Subject(listed_from(view, group)[0], first) if not is_host(group.codes[0]) else None
    return None


def listed_from(view: View, group: Countries) -> tuple[tuple[str, ...], int]:
    """Return the countries of a list and where it ends: ``Nicaragua (115 lính), Singapore và Tonga``."""
    codes, index, last = list(group.codes), group.last + 1, group.last
    while index < len(view.items):
        if view.items[index].text == "(":
            index = next((i for i in view.places_after(index, 6) if view.items[i].text == ")"), index) + 1
        following = view.groups.get(index + 1)
        if index >= len(view.items) or following is None:
            break
        if view.items[index].text not in {",", ";"} and not view.items[index].has("and"):
            break
        codes += following.codes
        index, last = following.last + 1, following.last
    return tuple(dict.fromkeys(codes)), last


def _joined_nations(view: View, action: Action) -> Subject | None:
    """``Anh, Ba Lan cùng các nước bạn bè hứa đóng góp ...``: the named ones of those who act."""
    for first, group in view.groups.items():
        joint = view.item(group.last + 1)
        others = next((p for p in view.phrases if group.last + 1 < p.first <= group.last + 3), None)
        vague = (
            others is not None and others.kind in {"vague_nations", "allies"} and others.last < action.index
        )
        if not vague or joint is None or not joint.has("and") or is_host(group.codes[0]):
            continue
        opens = first == 0 or view.items[first - 1].is_stop or view.items[first - 1].has("hypothesis")
        nearer = any(others is not None and others.last < a.first < action.index for a in view.actors)
        if opens and not nearer:
            return Subject(group.codes, first)
    return None


def _acts(view: View, group: Countries, index: int) -> bool:
    """Many countries are spoken of, and nobody else stands between the listed ones and the verb."""
    general = any(
        (p.last < group.first and p.owner in {"many", "allies"}) or p.kind in {"allies", "vague_nations"}
        for p in view.phrases
    )
    end = _description_end(view, group.last, index)
    others = any(end < a.first < index for a in view.actors)
    return general and not others and index - end - 1 < LISTED


def _description_end(view: View, last: int, index: int) -> int:
    """``trong đó có Tây Ban Nha - đồng minh của Mỹ, ...``: what a dash opens and a comma ends."""
    opened = view.item(last + 1)
    if opened is None or opened.text != "-":
        return last
    return next((i for i in range(last + 2, index) if view.items[i].text == ","), last)


def _others_act(view: View, action: Action) -> bool:
    """``các nhóm chiến binh tuyển mộ thêm quân``: insurgents or local forces right before the verb."""
    others = [p for p in view.phrases_before(action.index) if p.kind in {"host", "enemy"}]
    if not others or action.valency == "subject":
        return False
    between = view.between(others[-1].last, action.index)
    return all(i.has_any("modal", "still") for i in between) and not action.passive


def is_host_force(view: View, action: Action, subject: Subject) -> bool:
    """Return whether an action is about local forces, insurgents or civilians."""
    if action.force is not None and action.force.kind in {"host", "enemy", "civilian"}:
        return True
    if _others_act(view, action):
        return True
    if subject.phrase is not None and subject.phrase.kind in {"host", "enemy"}:
        return True
    local = all(is_host(code) and code == view.discourse.theatre for code in subject.codes)
    return bool(subject.codes) and local


def speaks_of_own_force(view: View, index: int) -> bool:
    """Return whether the force of who acts was named before in the sentence, or in one of the last two."""
    subject = view.subject(index)
    if subject is None or not subject.codes or subject.is_host or subject.public:
        return False
    inside = any(p.is_force and (p.codes == subject.codes or p.quantity) for p in view.phrases_before(index))
    recent = view.recent_force
    return inside or (recent is not None and recent.codes == subject.codes)
