"""Moves that the words around a verb tell: arriving, staying at work, doing the same again."""

from dataclasses import replace

from coalition_kg.extract.frames.action import (
    Action,
    action_on,
    force_before,
    is_money,
    is_passive,
    names_theatre_next,
)
from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.lexicon import holds
from coalition_kg.extract.modality import chain_before
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import View


def move_at(view: View, index: int) -> Action | None:
    """Return the action of an item that is no verb of moving forces by itself, or None."""
    return (
        _similar(view, index)
        or _to_be_stationed(view, index)
        or _to_arrive(view, index)
        or _to_go_on(view, index)
        or _to_have(view, index)
        or _to_shrink(view, index)
        or _refused_demand(view, index)
    )


def _to_arrive(view: View, index: int) -> Action | None:
    """``600 lính Nhật chuẩn bị đến Iraq``, ``đang trên đường tới Kosovo``: they are on their way."""
    if not view.items[index].among("arrive") or not names_theatre_next(view, index):
        return None
    force = force_before(view, index)
    if force is None or force.kind not in {"person", "unit", "coalition"}:
        return None
    known = force.quantity is not None or force.more or force.codes or force.owner in {"country", "they"}
    again = force.kind == "mass" and view.discourse.last_action in {"deploy", "expand"}
    if not (known or again) or not _is_on_its_way(view, force, index):
        return None
    there = view.items[index].has("stationed")
    if there and any(i.has("now") for i in view.between(force.last, index)[:1]):
        return action_on(
            force, index, index + 1, "maintain", "subject"
        )  # ``đang ở Basra ... sẽ có mặt ở đó``
    if any(i.among("last") for i in view.between(force.last, index)):
        return action_on(
            force, index, index + 1, "withdraw", "subject"
        )  # ``44 quân nhân cuối cùng đã qua biên giới``
    return action_on(force, index, index + 1, "expand" if force.more else "deploy", "subject")


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
    today = any(i.among("past-day") for i in view.after(index, 5))
    comes = not between and (view.typed.is_title or today) and not _is_sent(view, force.first)
    sent = any(i.has_any("object", "own") for i in between)
    arrived = "done" in modals(between) and bool(force.codes) and force.kind != "coalition" and not sent
    return comes or arrived or bool(modals(between) & {"will", "plan", "begin", "neg"})


def _to_go_on(view: View, index: int) -> Action | None:
    """``hơn 500 lính Nhật sẽ tiếp tục công việc tái thiết``: they stay at their work."""
    if not view.items[index].among("go-on"):
        return None
    if "will" not in modals(view.before(index, 3)) and not _until(view, index):
        return None
    force = force_before(view, index)
    if force is None or force.kind not in {"person", "mass", "unit", "coalition"}:
        return None
    works = any(index < m.first <= index + 4 for m in view.marks("roles", "role", "act"))
    stays = any(i.has_any("mission", "stationed") for i in view.after(index, 2))
    return action_on(force, index, index + 1, "maintain", "subject") if works or stays else None


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
    if force is None or not (force.codes or force.kind == "coalition"):
        return None
    if item.among("fall-below"):
        return Action(index, index, "reduce", "subject", replace(force, quantity=None, number=None))
    number = next((i for i in view.places_after(index, 2) if view.items[i].quantity), None)
    if number is None or is_money(view, number + 1):
        return None
    return Action(index, number, "reduce", "subject", force, view.items[number].quantity, number, target=True)


def _until(view: View, index: int) -> bool:
    """``tiếp tục đóng tại Iraq tới năm 2006``: a stay up to a date is a plan."""
    dates = [i for i in view.places_after(index, 8) if view.items[i].date is not None]
    return bool(dates) and view.items[dates[0] - 1].among("until")


def _to_be_stationed(view: View, index: int) -> Action | None:
    """``một đoàn quân Anh sẽ trú đóng trong tỉnh Helmand``: they are yet to come."""
    item, close = view.items[index], modals(view.before(index, 3))
    if not item.has("stationed") or not item.begins("be-stationed"):
        return None
    if not close & {"will", "plan"} or "begin" in close:
        return None
    force = force_before(view, index)
    if force is None or force.kind not in {"person", "mass", "unit"}:
        return None
    there = any(i.has("now") for i in view.between(force.last, index)[:1])
    return action_on(force, index, index, "maintain" if there else "deploy", "subject")


def _refused_demand(view: View, index: int) -> Action | None:
    """``Nhật đã bác bỏ yêu cầu này``: what was asked before is refused."""
    following, after = view.item(index + 1), view.item(index + 2)
    last = view.discourse.last_demand
    if last is None or not view.items[index].has("modal", "refuse"):
        return None
    asked = following is not None and following.modal in {"demand", "propose"}
    this = after is not None and after.among("this")
    return Action(index, index + 1, last, "same") if asked and this else None


def _similar(view: View, index: int) -> Action | None:
    """``khả năng tương tự``, ``thực hiện quyết định này``: the last action again."""
    item, last = view.items[index], view.discourse.last_action
    meant = view.discourse.last_demand or last
    if meant is not None and item.among("the-matter") and view.items[index - 1].among("weigh"):
        return Action(index, index, meant, "own")
    if meant in {"deploy", "expand"} and _stands_alone(view, index):
        return Action(index, index, "deploy", "same")
    if last is None:
        return None
    if item.modal in {"postpone", "retract"} and is_passive(view, index) and _of_the_plan(view, index):
        return Action(index, index, last, "same")
    if not item.has("same"):
        return None
    modal = set(chain_before(view, index).values)
    if item.holds("similar"):
        return Action(index, index, last, "own") if modal & {"consider", "may"} else None
    carried_out = holds(view.typed.text(max(0, index - 3), index).lower(), "carry-out")
    return Action(index, index, last, "own") if carried_out and "order" in modal else None


def _stands_alone(view: View, index: int) -> bool:
    """``Ấn Độ đã từ chối, còn Thổ Nhĩ Kỳ đang xem xét``: a country's answer to what was asked before."""
    item, following = view.items[index], view.item(index + 1)
    if item.modal not in {"refuse", "consider"} or not (following is None or following.is_stop):
        return False
    country = next((a for a in reversed(view.actors) if a.last < index), None)
    if country is None or country.kind != "country" or is_host(country.codes[0]):
        return False
    return all(i.has_any("modal", "still", "now") for i in view.between(country.last, index))


def _of_the_plan(view: View, index: int) -> bool:
    """``việc thực hiện bị đình hoãn``: what was decided before."""
    return holds(view.typed.text(max(0, index - 16), index).lower(), "the-plan")
