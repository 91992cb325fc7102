"""Missions: verbs whose object is the mission of a force, ``kéo dài sứ mệnh``, ``mở rộng hoạt động``."""

from coalition_kg.extract.frames.action import Action, action_on, force_before, names_theatre_next
from coalition_kg.extract.lexicon import holds
from coalition_kg.extract.view import View

# How far behind the verb the mission may stand: ``gia hạn thêm một năm sứ mệnh``.
MISSION_REACH = 4
# How far before the verb its mission may stand.
OWN_REACH = 8


def mission_after(view: View, index: int) -> int | None:
    """Return where the mission stands that a verb takes, or None."""
    for position in view.places_after(index, MISSION_REACH):
        if view.items[position].has("mission"):
            return position
        if view.items[position].is_stop:
            return _mission_over_dates(view, position)
    return None


def _mission_over_dates(view: View, comma: int) -> int | None:
    """``gia hạn 12 tháng, tới hết năm 2006, sứ mệnh của quân đội``: up to when stands between commas."""
    closed = next((i for i in view.places_after(comma, MISSION_REACH) if view.items[i].text == ","), None)
    if view.items[comma].text != "," or closed is None or closed + 1 >= len(view.items):
        return None
    dated = any(i.date is not None for i in view.between(comma, closed))
    return closed + 1 if dated and view.items[closed + 1].has("mission") else None


def of_mission(view: View, index: int, name: str, mission: int) -> Action | None:
    """Return the action of ``kéo dài sứ mệnh``, where the mission stands for the force, or None."""
    text = " ".join(i.text for i in view.items[mission : mission + 8])
    military = holds(text, "military-mission" if view.items[index].among("join") else "military")
    if name == "withdraw" and view.items[mission].among("campaign"):
        return None  # ``kết thúc chiến dịch truy quét``
    ends = names_theatre_next(view, mission) and (name != "maintain" or view.items[index].among("prolong"))
    ends = ends and (view.items[index].among("ending") or view.items[mission].among("task"))
    stays = name == "maintain" and view.items[index].among("join") and names_theatre_next(view, mission)
    ends = ends or stays  # ``Estonia sẽ tiếp tục tham gia sứ mệnh ở Iraq``
    theirs = any(a.pronoun in {"they", "force"} and 0 < index - a.last <= 4 for a in view.actors)
    ends = ends or (view.items[index].among("prolong") and theirs and view.discourse.force is not None)
    ends = ends or (view.items[index].among("prolong") and _lasts_longer(view, mission))
    ends = ends or (view.items[index].among("prolong") and _is_own_mission(view, index))
    serves = ends or _serves(view, index, mission) or _is_of_force(view, mission)
    serves = serves or (name == "expand" and _is_of_alliance(view, index, mission))
    if name == "reduce" or not (military or serves):
        return None
    phrase = view.phrase_after(mission)
    if phrase is None or not phrase.is_force:
        return Action(index, mission, name, "object")
    if view.items[index].among("prolong"):
        return action_on(phrase, index, phrase.last, name, "object")
    return Action(index, phrase.last, name, "object", phrase if phrase.codes else None)


def _is_of_alliance(view: View, index: int, mission: int) -> bool:
    """``NATO mở rộng hoạt động tại Afghanistan``."""
    subject = view.subject(index)
    return subject is not None and subject.alliance and names_theatre_next(view, mission)


def _is_own_mission(view: View, index: int) -> bool:
    """``Hà Lan có thể gia hạn nhiệm vụ``: of the force spoken of, by the state that sent it."""
    force, subject = view.discourse.force, view.subject(index)
    known = force is not None and subject is not None and len(subject.codes) == 1 and not subject.public
    return known and force is not None and subject is not None and force.codes == subject.codes


def _lasts_longer(view: View, mission: int) -> bool:
    """``quyết định kéo dài nhiệm vụ thêm 90 ngày``, ``... đến tháng 2-2005``: of the force spoken of."""
    force, more, span = view.discourse.force, view.item(mission + 1), view.item(mission + 3)
    lasting = (
        more is not None
        and more.has("more")
        and span is not None
        and (span.has("money") or span.has("nominal"))
    )
    until = any(
        view.items[i].among("until") and any(n.date for n in view.after(i, 2))
        for i in view.places_after(mission, 2)
    )
    return force is not None and (lasting or until)


def _is_of_force(view: View, mission: int) -> bool:
    """``gia hạn hoạt động của hải quân``, ``kéo dài nhiệm vụ của đơn vị này``."""
    of, force, pronoun = view.item(mission + 1), view.phrase_from(mission + 2), view.item(mission + 2)
    theirs = pronoun is not None and pronoun.has("pronoun", "force")
    return of is not None and of.among("of") and (theirs or (force is not None and force.is_force))


def mission_ends(view: View, index: int, name: str) -> Action | None:
    """Return the action of ``Nhiệm vụ của tiểu đoàn sẽ kết thúc vào ngày 31/12``, or None."""
    if name != "withdraw" or not view.items[index - 1].has("modal", "will"):
        return None
    mission = next((i for i in view.places_before(index, OWN_REACH) if view.items[i].has("mission")), None)
    if mission is None or not _is_of_force(view, mission):
        return None
    force = view.phrase_from(mission + 2)
    return Action(index, index, name, "own", force if force is not None and force.codes else None)


def _is_until(view: View, index: int) -> bool:
    """``gia hạn đến hết năm 2006``, ``gia hạn trong hai tuần tới``: up to when, or when, stands behind."""
    near = view.after(index, 3)
    timed = bool(near) and (near[0].among("until", "within") or near[0].has("in"))
    span = len(near) == 3 and near[1].quantity is not None and near[2].has("money")
    return timed and (span or any(i.date is not None for i in near[1:]))


def _serves(view: View, index: int, mission: int) -> bool:
    """``kéo dài thời gian phục vụ tại Iraq``: a term of service is prolonged, there or by a force."""
    if not view.items[index].among("prolong"):
        return False
    serving = any(i.begins("service") for i in view.items[mission : mission + 3])
    there = any(names_theatre_next(view, i) for i in (mission, mission + 1))
    return serving and (there or force_before(view, index) is not None)


def prolongs(view: View, index: int) -> bool:
    """Return whether a mission just named is prolonged: ``..., và Tokyo sẽ gia hạn thêm một năm``."""
    more, span = view.item(index + 1), view.item(index + 3)
    lasting = more is not None and more.has("more") and span is not None and span.has("money")
    lasting = lasting or (more is not None and more.among("once-more")) or _is_until(view, index)
    lasting = lasting or view.is_left_open(index, 2)  # ``quốc hội chưa quyết định có gia hạn hay không``
    named = any(i.has("mission") or i.among("term") for i in view.items[:index])
    named = named or (view.discourse.header is not None and view.recent_force is not None)
    return (
        view.items[index].among("prolong")
        and lasting
        and (named or view.discourse.last_action in {"maintain", "withdraw"})
    )
