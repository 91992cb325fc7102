"""Certainty: what is said of an action besides the words that govern it, and what is only imagined."""

from coalition_kg.extract.frames.action import VALENCIES, Action
from coalition_kg.extract.frames.others import is_announced, leader_asks
from coalition_kg.extract.frames.owners import is_nominal
from coalition_kg.extract.items import Item, modals
from coalition_kg.extract.modality import Chain, modality
from coalition_kg.extract.view import Subject, View

# In a clause of time these tell what happened, not only what might.
TOLD = {"done", "order", "pledge", "announce", "refuse", "begin"}
# How far behind an action ``hay không`` leaves it open.
OPEN_REACH = 11
UNDONE = {"postpone": "postponed", "retract": "retracted"}


def modality_of(view: View, action: Action, chain: Chain, subject: Subject) -> str | None:
    """Return the modality of an action from all that is said of it; None where it is none."""
    if view.items[action.index - 1].among("is-not"):
        return None  # ``chỉ là luân chuyển quân chứ không phải tăng viện``
    found = _said(view, action, chain, subject)
    imagined = any(i.has("hypothesis") and i.begins("if") for i in view.items[: action.index])
    return None if found == "completed" and imagined else found


def _said(view: View, action: Action, chain: Chain, subject: Subject) -> str | None:
    return (
        _left_open(view, action)
        or predicated(view, action, chain)
        or modality(view, chain, action.index)
        or ("planned" if leader_asks(view, chain, action, subject) else None)
        or _bare(view, action, chain, subject)
    )


def _left_open(view: View, action: Action) -> str | None:
    """``có rút quân hay không``: whether to act is open."""
    return "considering" if view.is_left_open(action.last, OPEN_REACH) else None


def predicated(view: View, action: Action, chain: Chain) -> str | None:
    """Return what a noun's own verb says of it: ``việc rút quân bị hoãn``, ``... sẽ vẫn diễn ra``."""
    if not is_nominal(view, action.index):
        return None
    for index in view.places_after(action.last, 7):
        item = view.items[index]
        if item.is_stop:
            return None
        if item.modal == "neg":
            return _denied(view, action, chain, index)
        if item.modal in UNDONE:
            return UNDONE[item.modal]
        happens = _happening(view, item, chain, index)
        if happens is not None:
            return happens
    return None


def _denied(view: View, action: Action, chain: Chain, index: int) -> str | None:
    """``kế hoạch rút quân không thay đổi`` stands; ``việc rút quân sẽ không ...`` does not happen."""
    if any(i.among("change") for i in view.items[index : index + 3]):
        return "pledged"
    following = view.item(index + 1)
    own = following is None or following.is_stop
    own = own or (following is not None and following.among("happen", "passive", "finished"))
    if not own and view.items[index].begins("not"):
        return None  # ``việc gửi quân không vi phạm hiến pháp``: what is denied is another thing
    act = view.items[action.index - 1].among("the-act")
    return "refused" if act or "pledge" in chain.values else None


def _happening(view: View, item: Item, chain: Chain, index: int) -> str | None:
    """``việc rút quân đang diễn ra``, ``việc triển khai quân sẽ vẫn diễn ra``, ``... hoàn tất``."""
    if item.modal == "consider" and view.items[index - 1].among("passive"):
        return "considering"
    if item.among("finished") and not modals(view.before(index, 3)) & {"will", "plan", "may", "demand"}:
        return "completed"
    following = view.after(index, 2)
    if item.modal == "will" and "consider" in modals(following):
        return "considering"
    if item.modal == "may" and any(i.among("happen") or i.modal == "begin" for i in following):
        return "considering"
    if item.modal == "will" and "begin" in modals(following):
        return "pledged" if "announce" in chain.values else "planned"
    if item.modal == "begin" and any(i.date is not None and not i.among("past-day") for i in following):
        return "planned"
    if item.modal == "begin" and any(i.among("happen") for i in view.after(index, 1)):
        return "under-way"
    if item.modal in {"will", "plan"} and any(i.among("happen") for i in view.after(index, 4)):
        return "pledged" if "announce" in chain.values else "planned"
    return None


def _bare(view: View, action: Action, chain: Chain, subject: Subject) -> str | None:
    """The modality of a verb that no modal word governs."""
    if "neg" in chain.values:
        return None
    if (action.passive and action.target) or view.items[action.index].among("completing"):
        return "completed"
    if is_announced(view, chain, action):
        return "pledged"
    if view.items[action.index - 1].among("seek") and not chain.values:
        return "planned"
    if is_nominal(view, action.index) or view.items[action.index - 1].has("attempt"):
        return None
    if view.items[action.index - 1].among("only") and _is_conditional(view, action):
        return "pledged" if "announce" in chain.values else "planned"
    found = _told_by_time(view, action)
    if found is None and view.typed.is_title:
        return "pledged"
    return found or _counted(view, action, subject)


def _told_by_time(view: View, action: Action) -> str | None:
    """What a date makes of a bare verb: done on a past day, expected at a later one, lengthened up to one."""
    if _has_happened(view, action):
        return "completed"
    if _is_expected(view, action.index):
        return "planned"
    lengthened = action.passive and action.name == "maintain" and _is_lengthened(view, action)
    return "pledged" if lengthened else None


def _is_lengthened(view: View, action: Action) -> bool:
    """``sứ mệnh được kéo dài đến ngày 13/10/2004``, ``... thêm 90 ngày``."""
    near = view.after(action.last, 3)
    return view.items[action.index].among("prolong") and any(
        i.date is not None or i.has("more") for i in near
    )


def _has_happened(view: View, action: Action) -> bool:
    """``150 quân nhân Ukraina hôm qua lên đường về nước``: a day that is past tells an act."""
    pronoun = any(a.pronoun == "force" and a.last < action.index for a in view.actors)
    if action.valency == "subject" and action.force is None and pronoun:
        return any(i.date is not None and i.ends_in_word("past-ending") for i in view.after(action.last, 3))
    if action.valency != "subject" or action.force is None:
        return False
    if view.typed.is_title and view.items[action.index].among("landing"):
        return True
    if not action.force.codes and not (action.name == "withdraw" and action.force.owner == "country"):
        return False
    after = view.after(action.last, 4) if view.items[action.index].among("arrive") else []
    return any(i.among("past-day") for i in [*view.between(action.force.last, action.index), *after])


def _is_conditional(view: View, action: Action) -> bool:
    """``chỉ gửi quân nếu ...``, ``chỉ gửi quân khi có yêu cầu``."""
    return any(
        i.has_any("hypothesis", "condition") or i.among("if", "when") for i in view.after(action.last, 8)
    )


def _counted(view: View, action: Action, subject: Subject) -> str | None:
    """``3.000 quân về nước vào tháng 3``, ``rút 300 quân``: a number makes it an act."""
    if not action.quantity:
        return None
    later = any(d.start >= view.items[action.index].start for d in view.typed.dates)
    if action.name == "withdraw" and action.valency == "subject" and later:
        return "planned"
    if subject.first is None:
        return None
    if action.name in {"withdraw", "reduce"} and action.valency == "object":
        return "completed"
    raised = action.name in {"expand", "reduce"} or view.items[action.index].among("prolong")
    if raised and action.target and _is_result(view, action):
        return "completed"
    return "pledged" if raised else None


def _is_result(view: View, action: Action) -> bool:
    """``đã gửi 700 quân, tăng số lính tại đây lên 20.000``: what the act before the comma led to."""
    earlier = view.items[: action.index - 1]
    done = any(i.has("modal", "done") for i in earlier)
    return view.items[action.index - 1].text == "," and done and any(i.has_any(*VALENCIES) for i in earlier)


def is_hypothetical(view: View, index: int) -> bool:
    """Return whether an item stands inside ``nếu ...``, up to the comma that ends the clause."""
    if _is_speculation(view, index):
        return True
    for position in range(index - 1, -1, -1):
        item = view.items[position]
        if _ends_clause(view, position):
            return False
        if item.has("hypothesis"):
            return not (item.among("despite") and modals(view.items[position:index]) & TOLD)
        if item.has("break", "cause") and item.among("time-clause"):
            if _is_expected(view, index):
                return False
            told = modals(view.items[position:index]) & TOLD
            return not told and not any(
                i.among("finished", "completing") for i in view.items[position : index + 1]
            )
    return False


def _is_expected(view: View, index: int) -> bool:
    """``Sau khi Italy rút hết quân vào cuối năm, lực lượng Romania sẽ ...``: it will be at that date."""
    comma = next((i for i in view.places_after(index, OPEN_REACH) if view.items[i].text == ","), None)
    if comma is None or not view.items[0].among("time-clause"):
        return False
    dated = any(i.date is not None for i in view.between(index, comma))
    return dated and "will" in modals(view.items[comma:])


def _ends_clause(view: View, position: int) -> bool:
    """A mark that stands in no list of countries, or ``thì``."""
    item = view.items[position]
    listed = any(g.first < position < g.last for g in view.groups.values())
    following = view.item(position + 1)
    if item.among("is") and following is not None and following.has("modal", "will"):
        return True  # ``lời hứa khi tranh cử là sẽ ...``
    return item.among("then") or (item.text in {",", ";", ":"} and not listed)


def _is_speculation(view: View, index: int) -> bool:
    """``Nếu X cũng rút quân thì sẽ có ...``: what follows from others' imagined moves is imagined too."""
    opened = next((i for i, item in enumerate(view.items[:index]) if item.among("if")), None)
    return opened is not None and any(i.has_any(*VALENCIES) for i in view.items[opened : index - 1])
