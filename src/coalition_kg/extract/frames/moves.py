"""Moves that the words around a verb tell: arriving, staying at work, doing the same again."""

from dataclasses import replace
from itertools import pairwise

from coalition_kg.extract.frames.action import (
    Action,
    action_on,
    are_last,
    force_before,
    is_money,
    is_passive,
    names_theatre_next,
)
from coalition_kg.extract.items import Item, is_host, modals
from coalition_kg.extract.lexicon import holds, words
from coalition_kg.extract.modality import chain_before
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import View

# The words, apart from those of being stationed and of deciding, that a move may begin with.
OPENERS = (
    "arrive", "on-the-way", "enter", "go-on", "at", "work-on", "have", "left-over", "fall-below",
    "the-matter", "promise", "homeward", "replacing",
)  # fmt: skip
# How far from ``tiếp tục`` the state may stand that goes on, and its work.
GOING = 4
# How many sentences ago it may have been said that they are sent.
RECENT = 2


def move_at(view: View, index: int) -> Action | None:
    """Return the action of an item that is no verb of moving forces by itself, or None."""
    item = view.items[index]
    if not item.has_any("stationed", "modal", "same") and not item.among(*OPENERS):
        return None
    return (
        _similar(view, index)
        or _to_be_stationed(view, index)
        or _to_arrive(view, index)
        or _to_replace(view, index)
        or _to_go_on(view, index)
        or _to_stay(view, index)
        or _to_have(view, index)
        or _to_shrink(view, index)
        or _to_give(view, index)
        or _to_return(view, index)
        or _refused_demand(view, index)
    )


def _to_arrive(view: View, index: int) -> Action | None:
    """``600 lính Nhật chuẩn bị đến Iraq``, ``đang trên đường tới Kosovo``: they are on their way."""
    if not (view.items[index].among("arrive", "on-the-way") or _enters_land(view, index)):
        return None
    force = force_before(view, index)
    reaches = view.items[index].among("arrive-there")  # ``sẽ tới nơi vào giữa tháng 5``
    if not (reaches or names_theatre_next(view, index) or _is_due(view, force, index)):
        return None
    if force is None and _they_come(view, index):
        return Action(index, index + 1, "deploy", "subject")
    sized = force is not None and force.kind == "mass" and force.quantity is not None and bool(force.codes)
    if force is None or not (
        force.kind in {"person", "unit", "coalition"} or sized or _are_first(view, force)
    ):
        return None
    known = force.quantity is not None or force.more or force.codes or force.owner in {"country", "they"}
    again = force.kind == "mass" and view.discourse.last_action in {"deploy", "expand"}
    batch = force.kind == "unit" and any(
        i.among("follow-suit", "first-or-last") for i in view.after(force.last, 1)
    )
    if not (known or again or batch) or not _is_on_its_way(view, force, index):
        return None
    there = view.items[index].has("stationed")
    if there and any(i.has("now") for i in view.between(force.last, index)[:1]):
        return action_on(
            force, index, index + 1, "maintain", "subject"
        )  # ``đang ở Basra ... sẽ có mặt ở đó``
    if are_last(view, force, index):
        return action_on(
            force, index, index + 1, "withdraw", "subject"
        )  # ``44 quân nhân cuối cùng đã qua biên giới``
    if view.discourse.last_action == "withdraw" and _is_beside_theatre(view, index):
        return action_on(force, index, index + 1, "withdraw", "subject")  # ``đã đến Kuwait``, on the way home
    return action_on(force, index, index + 1, "expand" if force.more else "deploy", "subject")


def _they_come(view: View, index: int) -> bool:
    """``Họ sẽ tới tỉnh Al Muthanna``: those who were just said to be sent."""
    told = view.told_within(RECENT) in {"deploy", "expand"} and view.recent_force is not None
    they = any(a.pronoun in {"they", "force"} and a.first <= 1 and index - a.last <= 3 for a in view.actors)
    return told and they and "will" in modals(view.before(index, 2))


def _are_first(view: View, force: NounPhrase) -> bool:
    """``Toán quân đầu tiên của Nhật``."""
    return force.kind == "mass" and holds(view.typed.text(force.first, force.last).lower(), "first-or-last")


def _enters_land(view: View, index: int) -> bool:
    """``đã vào Haiti``: the host country itself, no town that is fought for."""
    land = view.item(index + 1)
    if not view.items[index].among("enter") or land is None or not is_host(land.tags.get("country")):
        return False
    crossed = next((i for i in view.places_before(index, 3) if view.items[i].among("crossing")), index)
    told = {"done", "neg"}
    return any(i.modal in told for i in view.before(crossed, 1))


def _is_due(view: View, force: NounPhrase | None, index: int) -> bool:
    """``450 lính Australia dự kiến sẽ đến vào giữa tháng 5``: when, not where."""
    when = view.after(index, 2)
    dated = len(when) > 1 and when[0].has("in") and when[1].date is not None
    dated = dated or (bool(when) and when[0].among("replacing"))  # ``sẽ đến thay thế 1.400 lính Hà Lan``
    counted = force is not None and force.quantity is not None and bool(force.codes)
    return dated and counted and bool(modals(view.before(index, 2)) & {"will", "plan"})


def _is_beside_theatre(view: View, index: int) -> bool:
    """Another host's land follows than that of which the article tells."""
    named = next((i.place_code for i in view.after(index, 3) if is_host(i.place_code)), None)
    return named is not None and named != view.discourse.theatre


def _is_sent(view: View, first: int) -> bool:
    """``gửi thêm 100 binh sĩ tới``: the sending says it."""
    before = view.item(first - 1)
    return before is not None and before.has("object")


def _is_on_its_way(view: View, force: NounPhrase, index: int) -> bool:
    """Behind the last comma only a word of the future or a beginning; in a title nothing at all."""
    start = max([force.last, *(i for i in range(force.last, index) if view.items[i].text == ",")])
    between = view.between(start, index)
    if any(i.is_stop for i in between):
        return False
    if view.items[index].among("on-the-way"):
        return bool(between) and between[-1].among("event-preposition")
    if any(i.has_any("object", "own") for i in between):
        return False  # ``sẽ được triển khai tới Afghanistan``: the first verb says it
    today = any(i.among("past-day") for i in view.after(index, 5))
    today = today or (bool(force.codes) and force.quantity is not None and _is_dated(view, index))
    comes = not between and (view.typed.is_title or today) and not _is_sent(view, force.first)
    arrived = "done" in modals(between) and bool(force.codes) and force.kind != "coalition"
    return comes or arrived or bool(modals(between) & {"will", "plan", "begin", "neg"})


def _to_replace(view: View, index: int) -> Action | None:
    """``600 lính Anh sẽ trám chỗ của người Hà Lan``, ``lính Anh sẽ thế chân quân Hà Lan``: they come."""
    force = force_before(view, index)
    if not view.items[index].among("replacing") or "will" not in modals(view.before(index, 2)):
        return None
    if force is None or force.kind not in {"person", "unit", "mass"} or not force.codes:
        return None
    replaced = [g for g in view.groups.values() if index < g.first <= index + GOING]
    others = replaced and not set(replaced[0].codes) & set(force.codes) and not is_host(replaced[0].codes[0])
    return action_on(force, index, index, "deploy", "subject") if others else None


def _is_dated(view: View, index: int) -> bool:
    """``Đại đội 150 quân của Azerbaijan tới Iraq tháng 8/2003``: a full date right behind the land."""
    near = view.after(index, 4)
    dated = next((n for n, i in enumerate(near) if i.date is not None), None)
    found = near[dated].date if dated is not None else None
    return found is not None and found.mention.edtf is not None and not any(i.is_stop for i in near[:dated])


def _to_go_on(view: View, index: int) -> Action | None:
    """``hơn 500 lính Nhật sẽ tiếp tục công việc tái thiết``: they stay at their work."""
    if not view.items[index].among("go-on"):
        return None
    if "will" not in modals(view.before(index, 3)) and not _until(view, index):
        return None
    force = force_before(view, index)
    if force is None and _state_goes_on(view, index):
        return Action(index, index + 1, "maintain", "own")
    if force is None and _mission_goes_on(view, index):
        return Action(index, index, "maintain", "own")
    if force is None or force.kind not in {"person", "mass", "unit", "coalition"}:
        return None
    works = any(index < m.first <= index + 4 for m in view.marks("roles", "role", "act"))
    stays = any(_is_task(i) for i in view.after(index, 2)) or any(
        i.has("stationed") for i in view.after(index, 1)
    )
    return action_on(force, index, index + 1, "maintain", "subject") if works or stays else None


def _mission_goes_on(view: View, index: int) -> bool:
    """``Riga khẳng định sứ mệnh ở Iraq sẽ tiếp tục``: the mission in the theatre, and nothing behind."""
    after = view.item(index + 1)
    mission = next((i for i in view.places_before(index, GOING) if _is_task(view.items[i])), None)
    return mission is not None and (after is None or after.is_stop) and names_theatre_next(view, mission)


def _is_task(item: Item) -> bool:
    """A mission; a campaign that goes on keeps nobody there."""
    return item.has("mission") and not item.among("campaign")


def _state_goes_on(view: View, index: int) -> bool:
    """``Estonia sẽ tiếp tục thực hiện nghĩa vụ ở Iraq``, ``chúng tôi sẽ tiếp tục công việc tái thiết``."""
    actor = next((a for a in reversed(view.actors) if a.last < index), None)
    subject = view.meant_by(actor) if actor is not None and index - actor.last <= GOING else None
    if actor is None or subject is None or not subject.codes or subject.is_host or subject.public:
        return False
    speaks = actor.kind in {"country", "office"} or view.items[actor.first].among("we")
    near = view.items[index + 1 : index + 1 + GOING]
    if near and near[0].has_any("object", "own", "subject"):
        return False  # ``sẽ tiếp tục để các binh sĩ ở lại``: the next verb says it
    works = any(_is_task(i) for i in near[:2]) or any(i.among("duty") for i in near)
    works = works or any(index < m.first <= index + GOING for m in view.marks("roles", "role", "act"))
    we = view.items[actor.first].among("we")
    this = we and any(a.has("mission") and b.among("this") for a, b in pairwise(near))  # ``sứ mệnh này``
    return speaks and works and (this or view.names_theatre() or any(i.holds("theatre-name") for i in near))


def _to_stay(view: View, index: int) -> Action | None:
    """``quân nhân nước này sẽ ở Iraq tới khi hết hạn``, ``sẽ đóng tại Iraq trong một năm``."""
    item = view.items[index]
    there = item.among("at") or (item.has("stationed") and item.begins("be-stationed"))
    here = (there and names_theatre_next(view, index)) or item.among("work-on")
    if not here or "will" not in modals(view.before(index, 1)):
        return None
    lasting = any(i.has("condition") for i in view.after(index, 3)) or any(
        view.items[i].among("until", "during")
        and any(n.quantity or n.date or n.has("break") for n in view.after(i, 2))
        for i in view.places_after(index, 4)
    )
    force = force_before(view, index)
    theirs = any(a.pronoun in {"they", "force"} and 0 < index - a.last <= 2 for a in view.actors)
    known = theirs and view.recent_force is not None and len(view.recent_force.codes) == 1
    if not lasting or (force is None and not known):
        return None
    return action_on(force, index, index + 1, "maintain", "subject" if force is not None else "own")


def _to_have(view: View, index: int) -> Action | None:
    """``Hà Lan sẽ có 1.400 quân ở tỉnh Uruzgan``: they are to be there."""
    before = view.item(index - 1)
    if not view.items[index].among("have") or before is None or not before.has("modal", "will"):
        return None
    force = view.phrase_from(index + 1)
    there = view.item(force.last + 1) if force is not None else None
    if force is None or force.kind != "person" or force.quantity is None or force.codes or there is None:
        return None
    if not there.among("at") or not names_theatre_next(view, force.last + 1):
        return None
    return Action(index, force.last, "deploy", "object", force, force.quantity, force.number)


def _to_shrink(view: View, index: int) -> Action | None:
    """``quân Ba Lan sẽ chỉ còn 1.700 người``; ``quân số Mỹ sẽ thấp hơn con số 160.000``."""
    item, close = view.items[index], modals(view.before(index, 2))
    if "will" not in close or "neg" in close or not item.among("left-over", "fall-below"):
        return None
    force = force_before(view, index)
    if force is None or not (force.codes or force.kind == "coalition" or _is_size_spoken_of(view, force)):
        return None
    if item.among("fall-below"):
        return Action(index, index, "reduce", "subject", replace(force, quantity=None, number=None))
    number = next((i for i in view.places_after(index, 2) if view.items[i].quantity), None)
    if number is None or is_money(view, number + 1):
        return None
    return Action(index, number, "reduce", "subject", force, view.items[number].quantity, number, target=True)


def _to_return(view: View, index: int) -> Action | None:
    """``60 công binh sẽ về vào tháng 9``, ``lính Tonga đã về``: home, though home is not named."""
    if not view.items[index].among("homeward") or not modals(view.before(index, 2)) & {
        "will",
        "plan",
        "done",
    }:
        return None
    time, date = view.item(index + 1), view.item(index + 2)
    ends = time is None or time.is_mark or time.date is not None
    timed = time is not None and (time.has("in") or time.among("at-past", "before-after"))
    dated = timed and date is not None
    force = force_before(view, index)
    if force is not None and any(i.among("replacing") for i in view.between(force.last, index)):
        return None  # ``gửi 380 người sang, thay cho nhóm vừa về``
    if not (ends or (dated and date is not None and date.date is not None)):
        return None
    if force is None:
        those = any(a.pronoun == "force" and 0 < index - a.last <= 2 for a in view.actors)
        return Action(index, index, "withdraw", "own") if those and view.recent_force is not None else None
    if any(i.holds("remaining") for i in view.before(force.first, 2)):
        force = replace(
            force, quantity=None, number=None
        )  # ``Những người còn lại trong lực lượng 443 người``
    return action_on(force, index, index, "withdraw", "subject") if force.kind in {"person", "unit"} else None


def _to_give(view: View, index: int) -> Action | None:
    """``Ba Lan cam kết 130 quân cảnh``: so many are promised."""
    if not view.items[index].among("promise"):
        return None
    force = view.phrase_from(index + 1)
    if force is None or force.kind != "person" or force.quantity is None or force.codes:
        return None
    return Action(index, force.last, "deploy", "same", force, force.quantity, force.number)


def _is_size_spoken_of(view: View, force: NounPhrase) -> bool:
    """``Theo ông, quân số sẽ còn 130.000``: of the one country that the text is about."""
    topic = view.discourse.current()
    noun = view.items[force.noun]
    bare = force.owner is None and force.quantity is None and (noun.among("force-size") or noun.has("unit"))
    return bare and topic is not None and len(topic.codes) == 1


def _until(view: View, index: int) -> bool:
    """``tiếp tục đóng tại Iraq tới năm 2006``: a stay up to a date is a plan."""
    dates = [i for i in view.places_after(index, 8) if view.items[i].date is not None]
    return bool(dates) and view.items[dates[0] - 1].among("until")


def _to_be_stationed(view: View, index: int) -> Action | None:
    """``một đoàn quân Anh sẽ trú đóng trong tỉnh Helmand``: they are yet to come."""
    item, close = view.items[index], modals(view.before(index, 3))
    if not item.has("stationed"):
        return None
    force = force_before(view, index)
    if item.begins("deploy") and "begin" in close and "neg" not in close:
        begun = force is not None and force.kind in {"person", "unit"}
        return action_on(force, index, index, "deploy", "subject") if begun else None
    if not item.begins("be-stationed") or not close & {"will", "plan"} or "begin" in close:
        return None
    if force is None or force.kind not in {"person", "mass", "unit"}:
        return None
    there = any(i.has("now") for i in view.between(force.last, index)[:1])
    return action_on(force, index, index, "maintain" if there else "deploy", "subject")


def _refused_demand(view: View, index: int) -> Action | None:
    """``Nhật đã bác bỏ yêu cầu này``: what was asked before is refused."""
    following, after = view.item(index + 1), view.item(index + 2)
    last = view.discourse.last_demand
    option = view.typed.text(index + 1, min(index + 3, len(view.items) - 1)).lower() if following else ""
    turned_down = view.items[index].has("modal", "refuse") and option.startswith(tuple(words("the-option")))
    reversed_ = view.items[index].has("modal", "retract") and option.startswith(tuple(words("the-decision")))
    if turned_down or reversed_:  # ``đã đảo ngược kế hoạch đó``
        meant = last or view.discourse.last_action
        return Action(index, index + 1, meant, "same") if meant is not None else None
    if _denies_report(view, index, option):
        return Action(index, index + 1, view.discourse.last_action or "", "same")
    if last is None or not view.items[index].has("modal", "refuse"):
        return None
    asked = following is not None and following.modal in {"demand", "propose"}
    this = after is not None and after.among("this")
    if _turns_it_down(view, index):
        return Action(index, index, last, "same")
    return Action(index, index + 1, last, "same") if asked and this else None


def _denies_report(view: View, index: int, report: str) -> bool:
    """``Hãng tin X cho hay Nhật sẽ rút quân. Shinzo Abe phủ nhận tin này``: what was reported just before."""
    told = view.told_within(1) is not None and view.items[index].has("modal", "refuse")
    return told and report.startswith(tuple(words("the-report")))


def _turns_it_down(view: View, index: int) -> bool:
    """``Phe đối lập đòi đưa quân về, nhưng ông Thaksin bác bỏ``: the sentence ends with who refuses."""
    following, actor = view.item(index + 1), next((a for a in reversed(view.actors) if a.last < index), None)
    ends = following is None or following.text in {".", '"'}
    near = (
        actor is not None
        and index - actor.last <= 2
        and actor.kind in {"person", "name", "country", "office"}
    )
    opened = actor is not None and any(i.has("break", "contrast") for i in view.before(actor.first, 2))
    return ends and near and opened


def _similar(view: View, index: int) -> Action | None:
    """``khả năng tương tự``, ``thực hiện quyết định này``: the last action again."""
    item, last = view.items[index], view.discourse.last_action
    meant = view.discourse.last_demand or last
    if meant is not None and item.among("the-matter") and view.items[index - 1].among("weigh"):
        return Action(index, index, meant, "own")
    if meant is not None and _stands_alone(view, index):
        if meant in {"deploy", "expand"}:
            return Action(index, index, "deploy", "same")
        if _is_contrasted(view, index):
            return Action(index, index, meant, "same")
    if last is None:
        return None
    if item.modal in {"postpone", "retract"} and is_passive(view, index) and _of_the_plan(view, index):
        return Action(index, index, last, "same")
    if not item.has("same"):
        return None
    modal = set(chain_before(view, index).values)
    if item.holds("similar"):
        return (
            Action(index, index, last, "own")
            if modal & {"consider", "may", "announce", "pledge", "propose"}
            else None
        )
    carried_out = holds(view.typed.text(max(0, index - 3), index).lower(), "carry-out")
    return Action(index, index, last, "own") if carried_out and "order" in modal else None


def _stands_alone(view: View, index: int) -> bool:
    """``Ấn Độ đã từ chối, còn Thổ Nhĩ Kỳ đang xem xét``: a country's answer to what was asked before."""
    item, behind = view.items[index], _behind_request(view, index)
    while (when := view.item(behind)) is not None and (when.date is not None or when.among("at-past")):
        behind += 1  # ``Ấn Độ đã từ chối hồi tháng 7``
    following = view.item(behind)
    if item.modal not in {"refuse", "consider"} or not (following is None or following.is_stop):
        return False
    country = next((a for a in reversed(view.actors) if a.last < index), None)
    if country is None or country.kind != "country" or is_host(country.codes[0]):
        return False
    if country.first > 0 and view.items[country.first - 1].among("of"):
        return False
    between = view.between(country.last, index)
    return all(i.has_any("modal", "still", "now", "each") for i in between)


def _behind_request(view: View, index: int) -> int:
    """``Bangladesh đã khước từ lời mời của Washington``: the item behind what was asked, and by whom."""
    asked, of = view.item(index + 1), view.item(index + 2)
    if (
        asked is None
        or asked.modal not in {"demand", "propose"}
        or not view.items[index].has("modal", "refuse")
    ):
        return index + 1
    asker = next((a for a in view.actors if of is not None and of.among("of") and a.first == index + 3), None)
    return asker.last + 1 if asker is not None else index + 2


def _is_contrasted(view: View, index: int) -> bool:
    """``Italy giảm quân, còn Nhật và Ba Lan đang cân nhắc``: the same act of others is set against theirs."""
    country = next((a for a in reversed(view.actors) if a.last < index), None)
    same = view.discourse.last_action_sentence == view.number
    return (
        same
        and country is not None
        and any(i.has("break", "contrast") for i in view.before(country.first, 1))
    )


def _of_the_plan(view: View, index: int) -> bool:
    """``việc thực hiện bị đình hoãn``: what was decided before."""
    return holds(view.typed.text(max(0, index - 16), index).lower(), "the-plan")
