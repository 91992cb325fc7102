"""Verbs whose object is the force: ``gửi 3.600 quân``, ``kéo dài sứ mệnh``, ``được rút về``."""

from dataclasses import replace
from itertools import pairwise

from coalition_kg.extract.actors import Actor
from coalition_kg.extract.frames.action import (
    Action,
    action_on,
    force_before,
    homeward,
    is_money,
    is_passive,
    is_past_day,
    names_theatre_next,
)
from coalition_kg.extract.frames.counts import is_size
from coalition_kg.extract.frames.intransitive import leaves_something_else, nations_listed
from coalition_kg.extract.frames.joins import civilians_join, joins_too, sends_people, sent_to_join
from coalition_kg.extract.frames.missions import mission_after, mission_ends, of_mission, prolongs
from coalition_kg.extract.frames.owners import speaks_of_own_force
from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.modality import chain_before
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import View

# How far before an intransitive use of the verb its force may stand.
OWN_REACH = 8
# How far behind the verb those may stand who come with ships and planes.
CRAFT = 13
# Who may refuse to go on, and how far before the verb.
REFUSING = 4
DECIDING = {"country", "office", "person", "name", "pronoun"}
# What may stand right before a verb of leaving that has no object.
GOVERNING = {"neg", "no_plan", "will", "may", "refuse", "plan", "pledge"}
MOVED = {"person", "mass", "unit", "coalition", "presence"}
# Which actions a noun may point back to: ``việc cắt giảm`` also to a withdrawal in part.
MEANT_BY = {
    "reduce": {"reduce", "withdraw"},
    "withdraw": {"reduce", "withdraw"},
    "deploy": {"deploy", "expand"},
    "expand": {"deploy", "expand"},
    "maintain": {"maintain"},
}


def of_object(view: View, index: int, name: str) -> Action | None:
    """Return the action of a verb that takes a force as object or passive subject, or None."""
    item, before = view.items[index], view.item(index - 1)
    if before is not None and before.has("vague_nations"):
        return None  # ``các nước tham gia ...`` only says which countries are meant
    if before is not None and before.among("recruit"):
        return None  # ``tuyển bổ sung binh lính``: new soldiers, of whom none is sent
    if item.among("additional") and view.items[min(index + 1, len(view.items) - 1)].among("added-to"):
        return None  # ``bổ sung vào đội quân 700 kỹ sư``: those are there already
    if item.among("additional") and any(p.last == index - 1 and p.quantity for p in view.phrases):
        return None  # ``200 công binh bổ sung sẽ được triển khai``
    if item.among("shift") and _moves_no_count(view, index):
        return None
    if is_passive(view, index):
        return None if item.among("leave-or-hold") else _passive(view, index, name)
    if item.among("leave-or-hold") and not _takes_force(view, index):
        return _keeps_it(view, index, name)
    if name in {"maintain", "expand"} and _deploys_next(view, index):
        return Action(index, index + 1, name, "object")
    return _active(view, index, name)


def _moves_no_count(view: View, index: int) -> bool:
    """``chuyển sang nhiệm vụ khác``, ``chuyển căn cứ``; not ``chuyển 4.000 quân sang Iraq``."""
    moved = _object(view, index)
    return not is_passive(view, index) and (moved is None or moved.quantity is None)


def _object(view: View, index: int) -> NounPhrase | None:
    """The force behind the verb; ``gửi tới sư đoàn 1`` names only who receives."""
    phrase = view.object_after(index) or _beside_craft(view, index)
    received = phrase is not None and phrase.quantity is None and view.items[phrase.first - 1].has("to")
    return None if received else phrase


def _beside_craft(view: View, index: int) -> NounPhrase | None:
    """``điều một tàu đổ bộ và 192 quân``: ships or planes stand before those who come with them."""
    force = next((p for p in view.phrases if index < p.first <= index + CRAFT), None)
    if force is None or not force.is_force or force.quantity is None:
        return None
    between = view.between(index, force.first)
    craft = any(a.quantity is not None and b.among("craft") for a, b in pairwise(between))
    craft = craft or (bool(between) and between[0].among("craft"))  # ``rút tàu đổ bộ và 190 quân nhân``
    joined = bool(between) and (between[-1].has("and") or between[-1].among("together"))
    return force if craft and joined and not any(i.has_any("modal", "break") for i in between) else None


def _takes_force(view: View, index: int) -> bool:
    """``để quân lại``; ``để tăng cường quân số``, ``để cùng lính Mỹ ...`` are purposes."""
    following = view.item(index + 1)
    verb = following is not None and (following.has_any("object", "own") or following.among("besides"))
    return not verb and view.phrase_after(index, reach=2) is not None


def _keeps_it(view: View, index: int, name: str) -> Action | None:
    """``hứa sẽ để lực lượng này ở lại``: the force spoken of."""
    pronoun, stays = view.item(index + 1), view.item(index + 2)
    kept = pronoun is not None and stays is not None and pronoun.has("pronoun", "force")
    if name != "maintain" or not kept or stays is None or not stays.has("subject", "maintain"):
        return None
    return Action(index, index + 2, name, "object")


def _active(view: View, index: int, name: str) -> Action | None:
    share = _share_of(view, index, name) or _nominal_again(view, index, name) or _denies_more(view, index)
    if share is not None:
        return share
    if _is_this_again(view, index):
        return Action(index, index, name, "own")
    phrase, mission = _object(view, index), mission_after(view, index)
    if mission is not None and (phrase is None or mission < phrase.first):
        return of_mission(view, index, name, mission)
    if phrase is None and (brought := _pronoun_home(view, index, name)) is not None:
        return brought
    if phrase is None and prolongs(view, index):
        return Action(index, index, name, "own")
    if phrase is None or not phrase.is_force or phrase.kind == "allies":
        return (
            mission_ends(view, index, name)
            or _nations_gone(view, index, name)
            or _moves_itself(view, index, name)
            or _of_the_number(view, index, name)
            or _changes_number(view, index, name)
            or _left_then(view, index, name)
            or _to_level(view, index, name)
            or _leaves_alone(view, index, name)
            or civilians_join(view, index, name)
            or joins_too(view, index)
            or sends_people(view, index, name)
        )
    return _of_force(view, index, name, phrase)


def _is_this_again(view: View, index: int) -> bool:
    """``quốc hội đã bác đề nghị gia hạn này``: what was asked for in the sentence before."""
    this, before = view.item(index + 1), view.item(index - 1)
    asked = before is not None and before.modal in {"propose", "demand", "plan", "refuse"}
    told = view.told_within(1) is not None or view.discourse.last_demand is not None
    return asked and told and this is not None and this.among("this")


def _nations_gone(view: View, index: int, name: str) -> Action | None:
    """``Những nước đã rút: Tây Ban Nha (1.300 quân), Honduras (370)``."""
    following = view.item(index + 1)
    if name != "withdraw" or following is None or following.text != ":":
        return None
    return Action(index, index, name, "own") if nations_listed(view, index) else None


def _pronoun_home(view: View, index: int, name: str) -> Action | None:
    """``rút đội quân này về nước``, ``đưa họ về nước``: the force is a pronoun."""
    following = next(
        (i for i in view.places_after(index, 2) if not view.items[i].has_any("all", "still")), None
    )
    if following is None:
        return None
    if view.items[following].has("home") and view.items[index + 1].has("all"):
        following -= 1  # ``đưa tất cả về nước``
    elif view.items[following].tags.get("pronoun") not in {"force", "they"}:
        return None
    brought, last = homeward(view, following, name)
    leaves = name == "withdraw" and not view.items[index].among("call-home")
    home = brought == "withdraw" and (last > following or leaves)
    civilians = any(p.kind == "civilian" for p in view.phrases)
    known = home and view.recent_force is not None and not civilians
    return Action(index, last, "withdraw", "object") if known else None


def _denies_more(view: View, index: int) -> Action | None:
    """``Bangkok không gia hạn``, ``không định gửi thêm``: a refusal that names no force."""
    item, after, before = view.items[index], view.item(index + 1), view.item(index - 1)
    if any(i.among("it") for i in view.before(index - 1, 1)):
        return None  # ``Nó không kéo dài``
    ends = after is None or after.is_mark
    denied = before is not None and before.modal in {"neg", "no_plan", "plan", "refuse"}
    open_ = before is not None and before.modal in {"may", "consider"} and item.among("prolong")
    more = item.among("prolong") or item.ends_in_word("more-word")
    denied = denied and bool({"neg", "no_plan", "refuse"} & set(chain_before(view, index).values))
    spoken = view.discourse.force is not None or view.discourse.last_action is not None
    decided = any(a.kind in DECIDING and 0 < index - a.last <= REFUSING for a in view.actors)
    term = item.among("prolong") and any(i.has("mission") or i.begins("term") for i in view.items[:index])
    spoken = spoken and (decided or term)  # ``thời hạn là 6 tháng và chưa có kế hoạch kéo dài``
    return (
        Action(index, index, item.tags["object"], "own")
        if ends and (denied or open_) and more and spoken
        else None
    )


def _nominal_again(view: View, index: int, name: str) -> Action | None:
    """``Việc cắt giảm sẽ bắt đầu vào đầu năm tới``: what the sentences before have told of."""
    before = view.item(index - 1)
    if before is None or not before.among("the-act") or view.discourse.last_action not in MEANT_BY[name]:
        return None
    following = next(
        (i for i in view.after(index, 3) if not i.has("more") and not i.among("follow-suit")), None
    )
    told = following is not None and (following.has("modal") or following.among("finished", "take-place"))
    return Action(index, index, name, "own") if told else None


def _share_of(view: View, index: int, name: str) -> Action | None:
    """``rút bớt 1/3``, ``giảm 10% trong tổng số 2.900 binh sĩ``: a share of a force that is named."""
    last = _share_end(view, index + 1)
    if name not in {"reduce", "withdraw"} or last is None:
        return None
    whole = view.phrase_after(last, 3)
    named = [p for p in view.phrases if p.is_force and p.kind != "unit"]
    moved = any(i.has("own") for i in view.items[:index])
    if not named and not moved:
        return None
    force = whole if whole in named else None
    force = replace(force, quantity=None, number=None) if force is not None else None
    return Action(index, last, "reduce", "object", force)


def _share_end(view: View, first: int) -> int | None:
    """Where ``1/3``, ``10%`` or ``một nửa`` ends that starts at an item."""
    number, mark, second = view.item(first), view.item(first + 1), view.item(first + 2)
    if number is None or number.quantity is None or mark is None:
        return None
    if mark.text == "/" and second is not None and second.quantity is not None:
        return first + 2
    return first + 1 if mark.among("share") else None


def _passive(view: View, index: int, name: str) -> Action | None:
    """``300 binh sĩ sẽ được đưa về nước``; ``thời hạn được kéo dài``; ``lực lượng này được rút``."""
    force = force_before(view, index)
    if force is not None and any(i.among("beside-number") for i in view.before(force.first, 1)):
        return None  # ``Với số quân vừa được bổ sung, ...``
    if any(i.among("relative-word") for i in view.before(index, 2)):
        return None  # ``mức 138.000 người vốn được duy trì trong năm nay``
    done = view.items[index - 1].has("modal", "done")
    sized = force is not None and force.kind == "mass" and name in {"reduce", "expand"}
    sized = sized and force is not None and not view.plain_between(force.last, index)
    if force is not None and done and not sized and not _was_moved(view, index, force):
        return None
    if force is not None and force.kind in MOVED:
        name, last = homeward(view, index, name)
        if view.items[index].among("call-home") and last == index:
            return None
        added = name == "deploy" and (force.more or _is_additional(view, force))
        return action_on(force, index, last, "expand" if added else name, "object", passive=True)
    pronoun = any(a.pronoun == "force" and a.last < index for a in view.actors)
    if pronoun:
        name, last = homeward(view, index, name)
        return Action(index, last, name, "object", passive=True)
    if _is_term_extended(view, index, name):
        return Action(index, index, name, "object", passive=True)
    return None


def _was_moved(view: View, index: int, force: NounPhrase) -> bool:
    """``lính Ba Lan đã được cử``: the verb's own subject, a country's or on its way to the theatre."""
    between = view.between(force.last, index)
    told = any(i.text == "," or i.has("modal", "announce") for i in between)
    if told or view.plain_between(force.last, index):
        return False
    bound = any(names_theatre_next(view, i) for i in (index, index + 1))
    return bound or any(not is_host(code) for code in force.codes)


def _is_additional(view: View, force: NounPhrase) -> bool:
    """``20.000 binh lính bổ sung đã được cử tới``."""
    return any(i.among("additional") for i in view.items[force.noun + 1 : force.last + 2])


def _is_term_extended(view: View, index: int, name: str) -> bool:
    """``thời hạn này sẽ được kéo dài``: the stay is extended."""
    return name == "maintain" and any(i.has("mission") or i.begins("term") for i in view.before(index, 12))


def _deploys_next(view: View, index: int) -> bool:
    """``gia hạn triển khai quân``: the deployment itself is prolonged."""
    following = view.item(index + 1)
    if following is not None and following.has("stationed") and view.items[index].among("prolong"):
        return True  # ``gia hạn đóng quân``
    return following is not None and (following.has("own", "deploy") or following.has("object", "deploy"))


def _of_force(view: View, index: int, name: str, phrase: NounPhrase) -> Action | None:
    """``gửi 3.600 quân``, ``tham gia liên quân``, ``giữ quân ở lại``, ``gửi thêm 100 lính``."""
    if view.items[index].among("ending") and phrase.kind == "coalition":
        return None  # ``chấm dứt liên minh với Mỹ``
    if phrase.kind == "presence" and name not in {"maintain", "withdraw", "reduce", "expand"}:
        return None
    if view.items[index].among("join"):
        joined = phrase.kind in {"mass", "coalition"} and not sent_to_join(view, index)
        return Action(index, phrase.last, name, "object") if joined else None
    if name == "maintain" and view.items[index].among("leave-or-hold") and not _stays(view, index, phrase):
        return None
    last = phrase.last
    if phrase.kind != "presence":
        name, last = homeward(view, phrase.last, name)
    if view.items[index].among("call-home") and last == phrase.last:
        return None  # ``gọi lính Mỹ là ...``
    if view.items[last].ends_in_word("away") and leaves_something_else(view, last, None):
        return None  # ``đưa quân đội Mỹ ra khỏi vụ bê bối``
    changed = view.item(phrase.last + 1)
    if name == "deploy" and changed is not None and changed.tags.get("object") in {"reduce", "expand"}:
        return None  # ``đưa số binh sĩ Mỹ giảm xuống ...``: the second verb says it
    if name == "deploy" and (phrase.more or _is_more(view, index, phrase)):
        name = "expand"
    return action_on(phrase, index, last, name, "object")


def _stays(view: View, index: int, phrase: NounPhrase) -> bool:
    """``để binh lính tại đây``, ``giữ quân số ở mức``: a place or a level follows the force."""
    if view.items[index].among("hold"):
        return phrase.kind in {"mass", "person", "unit"}
    behind = any(i.among("stay-behind") for i in view.after(phrase.last, 1))
    return behind or any(
        i.has_any("stationed", "maintain")
        or i.has("pronoun", "theatre")
        or i.has("subject", "maintain")
        or i.among("at")
        for i in view.after(phrase.last, 2)
    )


def _is_more(view: View, index: int, phrase: NounPhrase) -> bool:
    """``gửi thêm 100 lính``, ``gửi 100 lính nữa``."""
    around = [*view.items[index + 1 : phrase.first + 1], *view.after(phrase.last, 1)]
    added = [i for i in view.after(phrase.last, 3) if i.among("additional")]
    return bool(added) or any(i.has("more") for i in around)


def _moves_itself(view: View, index: int, name: str) -> Action | None:
    """``800 binh sĩ đã bắt đầu triển khai``, ``quân số có thể giảm còn 66.000``: no object stands behind."""
    force = force_before(view, index) or _force_over_break(view, index)
    close = modals(view.before(index, 4)) & {"will", "begin", "may", "plan"}
    if not close or force is None or index - force.last > OWN_REACH:
        return None
    moved = view.items[index].among("deploy") and force.kind in {"person", "unit"}
    size = force.kind in {"mass", "coalition"} and view.items[force.noun].among("force-size")
    adjacent = view.items[index - 1].has("modal", "will")
    size = size or (force.kind == "mass" and force.quantity is None and view.items[force.noun].has("person"))
    size = size or (adjacent and force.quantity is None and view.items[force.first].among("number-of"))
    leveled = any(i.has_any("from", "to") for i in view.after(index, 1))
    # ``Quân Anh sẽ giảm từ 8.700 xuống 5.500``
    size = size or (adjacent and leveled and bool(force.codes) and force.quantity is None)
    changed = size and name in {"reduce", "expand"}
    stays = name == "maintain" and "will" in close and bool(force.codes) and _stays_there(view, index)
    leaves = name == "withdraw" and bool({"will", "may"} & close and force.codes) and _ends_here(view, index)
    if changed and (number := _changed_by(view, index)) is not None:
        return Action(index, number, name, "subject", force, view.items[number].quantity, number)
    return action_on(force, index, index, name, "subject") if moved or changed or leaves or stays else None


def _to_level(view: View, index: int, name: str) -> Action | None:
    """``Lầu Năm Góc dự định giảm xuống 138.000``: the force just spoken of is brought to a number."""
    to = view.item(index + 1)
    place = index + 2 if to is not None and to.has("to") else index + 1
    number = view.item(place)
    leads = place == index + 2 or view.items[index].ends_in_word("level-word")
    if name not in {"reduce", "expand"} or number is None or not leads or not is_size(number.quantity):
        return None
    told = bool(chain_before(view, index).values) and not is_money(view, place + 1)
    if not told or not speaks_of_own_force(view, index):
        return None
    return Action(index, place, name, "own", None, number.quantity, place, target=True)


def _of_the_number(view: View, index: int, name: str) -> Action | None:
    """``nhưng con số sẽ giảm từ 1.200 xuống còn 600``: the number of those spoken of."""
    if name not in {"reduce", "expand"} or not modals(view.before(index, 2)) & {"will", "may", "done"}:
        return None
    named = any(i.among("the-number") for i in view.before(index, 4))
    inside = any(p.is_force and p.codes for p in view.phrases_before(index))
    recent = view.recent_force
    known = inside or (recent is not None and bool(recent.codes))
    known = known and any(i.quantity is not None for i in view.after(index, 5))
    return Action(index, index, name, "own") if named and known else None


def _left_then(view: View, index: int, name: str) -> Action | None:
    """``sau khi 140 công binh rút hôm 30/6``: who left on a day that is past."""
    near, force = view.after(index, 2), force_before(view, index)
    past = bool(near) and (is_past_day(near[0]) or (near[0].among("at-past") and near[-1].date is not None))
    if name != "withdraw" or not past or force is None or force.kind not in {"person", "unit"}:
        return None
    if view.items[index].among("finished", "ending", "call-home"):
        return None
    if any(i.text == ")" for i in view.between(force.last, index)):
        return None  # ``Tây Ban Nha (1.300 quân) và Honduras (370) đều rút``
    return action_on(force, index, index, name, "subject")


def _changes_number(view: View, index: int, name: str) -> Action | None:
    """``chính phủ đang xem xét tăng gấp đôi con số này``: the number just given."""
    number = next((i for i in view.places_after(index, 3) if not view.items[i].has("still")), None)
    named = number is not None and (
        view.items[number].among("the-number") or view.items[number].has("pronoun", "force")
    )
    known = view.recent_force is not None and bool(view.recent_force.codes)
    if name not in {"reduce", "expand"} or not named or not known or number is None:
        return None
    return Action(index, number, name, "own")


def _leaves_alone(view: View, index: int, name: str) -> Action | None:
    """``Tirana chưa có ý định rút``, ``khẳng định không rút``: the verb ends its clause."""
    before, after = view.item(index - 1), view.item(index + 1)
    ends = after is None or after.is_mark or after.has_any("and", "home") or after.date is not None
    ends = ends or (after is not None and (after.among("late-adverb") or after.has("condition")))
    ends = ends or _is_dated_next(view, index)
    governed = before is not None and (before.modal in GOVERNING or _will_begin(view, index))
    governed = governed or (
        before is not None and before.modal == "done" and view.discourse.header is not None
    )
    if name not in {"withdraw", "reduce"} or not ends or not governed or is_passive(view, index):
        return None
    actor = next((a for a in reversed(view.actors) if a.last < index), None)
    if actor is None and view.discourse.header is not None:
        return Action(index, index, name, "own") if speaks_of_own_force(view, index) else None
    headed = actor is not None and actor.first == 0 and _heads_line(view, actor)
    if headed and before is not None and before.modal == "done":
        return Action(index, index, name, "own")  # ``New Zealand: 61 công binh, đã rút``
    state = actor is not None and actor.kind in {"country", "office", "pronoun", "person"}
    state = state and actor is not None and not view.items[actor.first].among("we")
    return Action(index, index, name, "own") if state and speaks_of_own_force(view, index) else None


def _heads_line(view: View, actor: Actor) -> bool:
    """``Tonga: 53 lính, ...``: the country of the section, before its colon or dash."""
    mark, header = view.item(actor.last + 1), view.discourse.header
    return (
        header is not None and header.sentence == view.number and mark is not None and mark.text in {":", "-"}
    )


def _is_dated_next(view: View, index: int) -> bool:
    """``rút vào cuối năm``, ``rút sau ngày 15/12``."""
    time, date = view.item(index + 1), view.item(index + 2)
    timed = time is not None and (time.has_any("in", "from") or time.among("time-adjunct"))
    return timed and date is not None and date.date is not None


def _will_begin(view: View, index: int) -> bool:
    """``sẽ bắt đầu rút``."""
    before = view.before(index, 2)
    return len(before) == 2 and before[1].modal == "begin" and before[0].modal in {"will", "plan"}


def _force_over_break(view: View, index: int) -> NounPhrase | None:
    """``Ba Lan có 2.500 quân, nhưng trong tháng này sẽ giảm xuống còn 1.700``: the force just counted."""
    force = view.phrase_before(index, OWN_REACH)
    if (
        force is None
        or force.kind != "person"
        or force.quantity is None
        or not view.items[index].has("object", "reduce")
    ):
        return None
    owned = force.codes or any(i.among("have") for i in view.before(force.first, 1))
    return replace(force, quantity=None, number=None, kind="mass") if owned else None


def _changed_by(view: View, index: int) -> int | None:
    """``sẽ giảm khoảng 800 người``: by how many people."""
    number, noun = view.item(index + 1), view.item(index + 2)
    counted = number is not None and number.quantity is not None and noun is not None
    return index + 1 if counted and noun is not None and noun.has_any("people", "person") else None


def _stays_there(view: View, index: int) -> bool:
    """``binh sĩ Nhật sẽ duy trì tại Iraq``: the theatre follows."""
    at = view.item(index + 1)
    return at is not None and at.among("at") and names_theatre_next(view, index)


def _ends_here(view: View, index: int) -> bool:
    """``quân đội Mỹ sẽ rút trước tháng 12``: when, or nothing, follows."""
    after, when = view.item(index + 1), view.item(index + 2)
    if after is not None and after.has("in") and when is not None and when.date is not None:
        return True  # ``140 lính Slovakia cũng sẽ rút vào mùa hè tới``
    return after is None or after.is_stop or after.date is not None or after.among("until")
