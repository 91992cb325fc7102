"""Certainty: what is said of an action besides the words that govern it, and what is only imagined."""

from itertools import pairwise

from coalition_kg.extract.frames.action import VALENCIES, Action, are_last, is_past_day
from coalition_kg.extract.frames.others import is_announced, is_held_needful, leader_asks, orders_own
from coalition_kg.extract.frames.owners import is_nominal, weighs_request
from coalition_kg.extract.frames.plain import is_due, plain
from coalition_kg.extract.items import Item, is_host, modals
from coalition_kg.extract.modality import Chain, modality
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View

# In a clause of time these tell what happened, not only what might.
TOLD = {"done", "order", "pledge", "announce", "refuse", "begin"}
# How far behind an action ``hay không`` leaves it open.
OPEN_REACH = 11
# How far behind what a state says the quotation may end, and how far behind that it is said who speaks.
QUOTED = 20
SAID = 8
# How far into a sentence the proposal may stand, and how far behind the act the vote on it.
PROPOSED = 3
VOTED = 12
QUOTES = {'"', "“", "”"}
# How far before its verb ``sau khi`` may stand.
CLAUSE = 12
# How far before its verb ``thì`` may stand.
THEN = 5
UNDONE = {"postpone": "postponed", "retract": "retracted"}


def modality_of(view: View, action: Action, chain: Chain, subject: Subject) -> str | None:
    """Return the modality of an action from all that is said of it; None where it is none."""
    if view.items[action.index - 1].among("is-not"):
        return None  # ``chỉ là luân chuyển quân chứ không phải tăng viện``
    found = _said(view, action, chain, subject)
    if found == "under-way" and view.typed.is_title and _begins_later(view, action):
        return "planned"  # ``Italy bắt đầu rút quân khỏi Iraq từ tháng 9``
    imagined = any(i.has("hypothesis") and i.begins("if") for i in view.items[: action.index])
    return None if found == "completed" and imagined else found


def _begins_later(view: View, action: Action) -> bool:
    """A month or a year from which on it is to be done stands behind the action."""
    near = view.after(action.last, OPEN_REACH)
    return any(a.among("level-from") and b.date is not None and not is_past_day(b) for a, b in pairwise(near))


def _said(view: View, action: Action, chain: Chain, subject: Subject) -> str | None:
    return (
        ("considering" if weighs_request(view, action.index) is not None else None)
        or ("ordered" if orders_own(view, chain, subject) else None)
        or _left_open(view, action)
        or predicated(view, action, chain)
        or voted(view, action, chain)
        or _only_if(view, action, chain)
        or _only_then(view, action)
        or modality(view, chain, action.index)
        or ("planned" if leader_asks(view, chain, action, subject) else None)
        or _bare(view, action, chain, subject)
    )


def _left_open(view: View, action: Action) -> str | None:
    """``có rút quân hay không``: whether to act is open; not ``sẽ về nước và X chưa quyết định có ...``."""
    opened = view.left_open_at(action.last, OPEN_REACH)
    if opened is None:
        return None
    others = any(action.last < a.first < opened and view.items[a.first - 1].has("and") for a in view.actors)
    return None if others else "considering"


def predicated(view: View, action: Action, chain: Chain) -> str | None:
    """Return what a noun's own verb says of it: ``việc rút quân bị hoãn``, ``... sẽ vẫn diễn ra``."""
    planned = chain.words[-1:] == ((action.index - 1, "plan"),) and action.index == 1  # ``Kế hoạch rút ...``
    if not is_nominal(view, action.index) and not planned:
        return None
    for index in view.places_after(action.last, 7):
        item = view.items[index]
        if item.is_stop:
            return None
        if item.modal == "neg":
            return _denied(view, action, chain, index)
        if item.modal in UNDONE:
            return UNDONE[item.modal]
        happens = None if planned else _happening(view, item, chain, index)
        if happens is not None:
            return happens
    return None


def voted(view: View, action: Action, chain: Chain) -> str | None:
    """Return what became of a proposal: ``Đề nghị gia hạn được thông qua``, ``... đã bị quốc hội bác bỏ``."""
    if not chain.words or chain.words[0][1] not in {"propose", "plan"} or chain.words[0][0] > PROPOSED:
        return None
    for index in view.places_after(action.last, VOTED):
        item = view.items[index]
        if item.is_stop:
            return None
        passive = any(i.among("passive") or i.ends_in_word("passive") for i in view.before(index, 3))
        if passive and item.modal == "refuse":
            return "refused"
        if passive and item.among("passed"):
            return "pledged"
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
    today = item.begins("happen") and any(i.among("past-day", "today") for i in following)
    if today or (item.modal == "begin" and any(i.among("happen") for i in view.after(index, 1))):
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
    stays = _stays(view, action, chain, subject) if action.name == "maintain" else None
    nominal = is_nominal(view, action.index) or view.items[action.index - 1].has("attempt")
    if stays is not None or nominal:
        return stays
    found = plain(view, action, subject) or _told_by_time(view, action, subject)
    if found is None and (view.typed.is_title or _prolongs_itself(view, action, subject)):
        return "pledged"
    return found or _counted(view, action, subject) or _told_of_state(view, action, subject)


def _stays(view: View, action: Action, chain: Chain, subject: Subject) -> str | None:
    """A stay that lasts, is held needful, declared in the state's own words or given a length."""
    if _stays_longer(view, action):
        return "planned"
    if "announce" in chain.values and (_goes_on(view, action) or is_held_needful(view, action)):
        return "pledged"  # ``khẳng định 300 lính của họ vẫn ở lại Iraq``
    if not chain.values and view.items[action.index].begins("go-on"):
        return "planned"  # ``Hà Lan tiếp tục ở lại Iraq``
    return "pledged" if _is_quoted(view, action, chain, subject) else None


def _told_of_state(view: View, action: Action, subject: Subject) -> str | None:
    """What a country does, told as a fact: ``là nước đầu tiên gửi quân``, ``đều gửi quân tham gia``."""
    if subject.actor is None or subject.actor.kind != "country" or action.name not in {"deploy", "withdraw"}:
        return None
    if view.items[action.index].among("join"):
        return None  # ``là nước duy nhất tham gia liên quân``: a state
    between = view.between(subject.actor.last, action.index)
    return "completed" if _joins(view, action, between) or _stands_out(between) else None


def _prolongs_itself(view: View, action: Action, subject: Subject) -> bool:
    """``Bồ Đào Nha gia hạn sự có mặt của 120 cảnh sát``: a state right before the verb has decided it."""
    verb, actor = view.items[action.index], subject.actor
    adjacent = actor is not None and actor.kind in {"country", "office"} and actor.last == action.index - 1
    return adjacent and not action.passive and action.name == "maintain" and verb.among("prolong")


def _joins(view: View, action: Action, between: list[Item]) -> bool:
    """``Cả Italy và Bulgaria đều gửi quân tham gia lực lượng ở Iraq``."""
    joined = view.item(action.last + 1)
    into = action.name == "deploy" and joined is not None and joined.among("join")
    return into and all(i.has("still") for i in between)


def _stands_out(between: list[Item]) -> bool:
    """``là nước đầu tiên``, ``trở thành nước thứ ba``, ``là một trong những nước mới nhất``."""
    while between and between[0].date is not None:
        between = between[1:]  # ``Tonga hôm qua trở thành nước mới nhất gửi quân``
    if not between or not between[0].among("is", "become") or modals(between):
        return False
    state = any(i.has_any("state_noun", "vague_nations") for i in between)
    return state and (between[-1].among("distinct", "first-or-last") or between[-1].begins("ordinal"))


def _is_joint(view: View, action: Action, subject: Subject) -> bool:
    """``Italy, Hàn Quốc và Đan Mạch cùng giảm quân``: what several are doing."""
    several = len(subject.codes) > 1 and subject.actor is not None and subject.actor.kind == "country"
    return several and view.items[action.index - 1].among("jointly")


def _stays_longer(view: View, action: Action) -> bool:
    """``Một nhóm hậu cần 300 người ở lại thêm vài tuần``: so many, and for how long."""
    stays = action.valency == "subject"
    must = view.items[action.index - 1].among("must")  # ``phải ở lại ít nhất một năm``
    if stays and must and any(i.has("money") or i.date is not None for i in view.after(action.last, 5)):
        return True
    kept = action.valency == "object" and any(
        i.has("subject", "maintain") for i in view.after(action.last, 1)
    )
    if kept and action.quantity is not None and any(i.has("more") for i in view.after(action.last, 5)):
        return True  # ``giữ 20.000 quân ở lại Iraq thêm 3 tháng``
    counted = stays and action.quantity is not None
    return counted and any(i.has("more") for i in view.after(action.last, 1))


def _goes_on(view: View, action: Action) -> bool:
    """``vẫn ở lại``, ``tiếp tục ở lại``: a stay that is to last."""
    return view.items[action.index].begins("yet") or view.items[action.index - 1].among("yet", "go-on")


def _is_quoted(view: View, action: Action, chain: Chain, subject: Subject) -> bool:
    """``"Romania giữ quân tại Iraq", ông tuyên bố``: a stay that its state declares in its own words."""
    actor = next((a for a in reversed(view.actors) if a.last < action.index), subject.actor)
    we = actor is not None and view.items[actor.first].among("we")
    state = subject.actor is not None and subject.actor.kind == "country"
    if chain.values or not (state or we):
        return False
    opened = any(i.text in QUOTES for i in view.items[: action.index])
    closed = next((i for i in view.places_after(action.last, QUOTED) if view.items[i].text in QUOTES), None)
    return (
        (opened or we)
        and closed is not None
        and any(i.has("modal", "announce") for i in view.after(closed, SAID))
    )


def _only_if(view: View, action: Action, chain: Chain) -> str | None:
    """``cam đoan rằng chỉ giảm quân khi ...``: what is to be done on a condition."""
    if not view.items[action.index - 1].among("only") or not _is_conditional(view, action):
        return None
    if "neg" in chain.values or "refuse" in chain.values:
        return None
    return "pledged" if "announce" in chain.values else "planned"


def _only_then(view: View, action: Action) -> str | None:
    """``Liên Hợp Quốc phải có vai trò thì họ mới gửi quân``: what is done only once something else is."""
    before = view.before(action.index, THEN)
    behind = before[next((n for n, i in enumerate(before) if i.among("then")), len(before)) :]
    return "considering" if any(i.among("only-then") for i in behind) else None


def _told_by_time(view: View, action: Action, subject: Subject) -> str | None:
    """What a date makes of a bare verb: done on a past day, expected at a later one, lengthened up to one."""
    if _has_happened(view, action) or _is_in_past_clause(view, action, subject):
        return "completed"
    if _is_expected(view, action.index):
        return "planned"
    if _is_joint(view, action, subject):
        return "under-way"
    lengthened = action.passive and action.name == "maintain" and _is_lengthened(view, action)
    return "pledged" if lengthened else None


def _is_in_past_clause(view: View, action: Action, subject: Subject) -> bool:
    """``Sau khi Madrid gọi 1.300 lính về, ...``: what something else came after."""
    opened = _clause_opener(view, action.index)
    if opened is None or not _is_over(view, opened) or action.name not in {"withdraw", "reduce"}:
        return False
    near = view.items[action.index : action.last + 3]
    out = any(i.has_any("home", "gulf") or i.holds("home") or is_host(i.place_code) for i in near)
    out = out or any(i.date is not None and i.begins("at-past") for i in near)
    out = out or (action.valency == "own" and subject.actor is not None and subject.actor.kind == "country")
    if not (out or action.quantity is not None or any(i.has("all") or i.holds("all-of") for i in near)):
        return False  # ``sau khi lực lượng Mỹ rút đi``: from where they fought
    return subject.actor is None or subject.actor.kind not in {"person", "name"}


def _clause_opener(view: View, index: int) -> int | None:
    """Where ``sau khi`` stands that opens the clause of an item."""
    listed = {i for g in view.groups.values() for i in range(g.first, g.last)}
    near = (i for i in view.places_before(index, CLAUSE) if i not in listed)
    opened = next((i for i in near if view.items[i].is_stop), None)
    return opened if opened is not None and view.items[opened].among("time-clause") else None


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
        near = view.after(action.last, 3)
        dated = any(a.among("at-past") and b.date is not None for a, b in pairwise(near))
        return dated or _ends_as_past(view, action)
    moved = action.valency != "subject" and not action.passive
    if action.name == "withdraw" and moved and (_opens_in_past(view) or _ends_in_past(view, action)):
        return True  # ``Năm ngoái, Tây Ban Nha cũng rút quân về nước``
    if action.name == "reduce" and moved and action.target and _opens_in_past(view):
        return True  # ``Ba Lan: Tháng trước Warsaw cắt giảm quân số xuống còn 1.700``
    if action.force is None:
        return False
    if action.name == "withdraw" and action.valency == "object" and not action.passive:
        return any(i.among("last") for i in view.items[action.index + 1 : action.last + 2])
    return action.valency == "subject" and _is_told_of(view, action, action.force)


def _is_told_of(view: View, action: Action, force: NounPhrase) -> bool:
    """The last have left, a full date opens the sentence, they have set out, or it was on a past day."""
    verb = view.items[action.index]
    if any(i.among("see-off") for i in view.before(force.first, 1)):
        return True
    if action.name == "withdraw" and are_last(view, force, action.index):
        return True
    out = verb.among("set-out") or verb.ends_in_word("toward")
    gone = out and "done" in modals(view.before(action.index, 1))
    if force.codes and (gone or _opens_with_day(view)):
        return True  # ``Ngày 4/2/2004, lính dù Litva rút khỏi Iraq``
    if view.typed.is_title and verb.among("landing"):
        return True
    near = view.after(action.last, 2)
    dated = bool(near) and near[0].among("at-past") and near[-1].date is not None
    ended = _ends_as_past(view, action)
    home = verb.among("reach-home") and bool(force.codes)  # ``380 lính Bulgaria về đến Sofia``
    if action.name == "withdraw" and (
        dated or home or (ended and force.codes) or any(is_past_day(i) for i in near)
    ):
        return True  # ``160 lính Singapore về nước hôm 4/4``
    if not force.codes and not (action.name == "withdraw" and force.owner == "country"):
        return False
    after = view.after(action.last, 4) if verb.among("arrive") else []
    between = view.between(force.last, action.index)
    leaves = action.name == "deploy" and any(i.among("today") for i in between)
    return leaves or any(is_past_day(i) for i in [*between, *after])


def _ends_as_past(view: View, action: Action) -> bool:
    """``tháng trước``, ``tuần qua`` right behind the action."""
    return any(i.date is not None and i.ends_in_word("past-ending") for i in view.after(action.last, 3))


def _opens_with_day(view: View) -> bool:
    """A full date opens the sentence, in which nothing is yet to come."""
    found = view.items[0].date
    full = (
        found is not None and found.mention.edtf is not None and len(found.mention.edtf) == len("2003-01-01")
    )
    return full and not modals(view.items) & {"will", "plan", "may", "demand", "neg"}


def _opens_in_past(view: View) -> bool:
    """A past date opens the sentence, in which nothing is yet to come."""
    header = view.discourse.header
    sectioned = header is not None and header.sentence == view.number
    colon = next((i for i, item in enumerate(view.items[:4]) if sectioned and item.text == ":"), -1)
    first = view.items[min(colon + 1, len(view.items) - 1)]
    opened = first.date is not None and (first.among("past-ending") or first.ends_in_word("past-ending"))
    return opened and not modals(view.items) & {"will", "plan", "may", "demand", "neg", "consider", "refuse"}


def _ends_in_past(view: View, action: Action) -> bool:
    """``Moscow rút quân gìn giữ hòa bình khỏi Kosovo năm ngoái``: a past date behind what is left."""
    for item in view.after(action.last, 5):
        if item.date is not None:
            return item.among("past-ending") or item.ends_in_word("past-ending") or item.begins("at-past")
        if not (item.has_any("home", "in", "country", "place", "region") or item.among("right-from")):
            return False
    return False


def _is_conditional(view: View, action: Action) -> bool:
    """``chỉ gửi quân nếu ...``, ``chỉ gửi quân khi có yêu cầu``."""
    return any(
        i.has_any("hypothesis", "condition") or i.among("if", "when", "under-flag")
        for i in view.after(action.last, 8)
    )


def _counted(view: View, action: Action, subject: Subject) -> str | None:
    """``3.000 quân về nước vào tháng 3``, ``rút 300 quân``: a number makes it an act."""
    if not action.quantity:
        return None
    before = view.discourse.last_action_sentence
    goes_on = view.discourse.last_action in {"withdraw", "reduce"} and before == view.number - 1
    told = view.discourse.last_modality in {"completed", "under-way"} and action.valency == "subject"
    if goes_on and told and action.name == "withdraw" and view.items[action.index].among("depart"):
        return "completed"  # ``... lên đường về nước. 120 quân nhân rời trại Lima bằng đường bộ``
    later = any(d.start >= view.items[action.index].start for d in view.typed.dates)
    if action.name == "withdraw" and action.valency == "subject" and later:
        return "planned"
    if subject.first is None:
        return None
    if action.name in {"withdraw", "reduce"} and action.valency == "object":
        return "planned" if is_due(view, action) else "completed"
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
    if weighs_request(view, index) is not None:
        return False
    if _is_speculation(view, index):
        return True
    for position in range(index - 1, -1, -1):
        item = view.items[position]
        if _ends_clause(view, position):
            return False
        if item.has("hypothesis"):
            return not (item.among("despite") and modals(view.items[position:index]) & TOLD)
        if item.has("break", "cause") and item.among("time-clause"):
            if _is_expected(view, index) or _is_over(view, position):
                return False
            told = modals(view.items[position:index]) & TOLD
            return not told and not any(
                i.among("finished", "completing") for i in view.items[position : index + 1]
            )
    return False


def _is_expected(view: View, index: int) -> bool:
    """``Sau khi Italy rút hết quân vào cuối năm, lực lượng Romania sẽ ...``: it will be at that date."""
    comma = next((i for i in view.places_after(index, OPEN_REACH) if view.items[i].text == ","), None)
    if comma is None or _clause_opener(view, index) is None:
        return False
    dated = any(i.date is not None for i in view.between(index, comma))
    return dated and any(i.holds("will") for i in view.items[comma:])


def _is_over(view: View, position: int) -> bool:
    """``sau khi Tây Ban Nha rút quân``: where nothing in the sentence is yet to come, it has happened."""
    later = [i for n, i in enumerate(view.items) if n == 0 or not view.items[n - 1].begins("fear")]
    open_ = bool(modals(later) & {"will", "may", "plan", "demand"})
    return view.items[position].among("after-clause") and not (open_ or any(i.holds("will") for i in later))


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
