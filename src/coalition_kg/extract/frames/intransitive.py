"""Verbs whose subject is the force or its country: ``binh sĩ Honduras sẽ về nước``, ``Anh sẽ rời Iraq``."""

from coalition_kg.extract.frames.action import (
    VALENCIES,
    Action,
    action_on,
    force_before,
    is_past_day,
    names_theatre_next,
)
from coalition_kg.extract.frames.owners import listed_subject, named_nations, speaks_of_own_force
from coalition_kg.extract.items import Item, is_host, modals
from coalition_kg.extract.modality import chain_before
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import View

# Unknown words that may stand between a country and the verb that it is the subject of.
MOST_PLAIN = 4
# Without one of these, being sent is a state.
DECIDING = {"neg", "will", "refuse", "consider", "pledge", "may", "begin", "order"}
# How far behind the place that is left the theatre may stand.
BOUND = 12
# How near the start of a sentence of a section it may be said that its country has left.
OPENING = 3
# How many sentences ago the withdrawal may have been told whose first group sets out.
RECENT = 2
# How far behind its country ``ra đi`` may stand.
GONE = 3
DECIDED_STAY = {"will", "plan", "pledge"}
NAMED = {"person", "name"}
STATE = {"country", "office", "person", "pronoun", "alliance"}


def of_subject(view: View, index: int, name: str) -> Action | None:
    """Return the action of a verb whose force or country stands before it, or None where it tells none."""
    force = force_before(view, index)
    if force is not None and _is_said_of_person(view, force, index):
        return None
    if force is None and _is_named_again(view, index, name):
        return Action(index, index, name, "own")
    brought = _brought(view, index, name)
    if brought is not None:
        return action_on(brought, index, brought.last, name, "object")
    if name == "expand":
        return _grows(view, index, force)
    if name == "deploy" and not _is_sent(view, index, force):
        return None
    told = _is_denied_or_planned(view, index) and not (
        force is not None and _are_deployed(view, force, index)
    )
    if view.items[index].among("fight") and (
        not told or (force is not None and view.items[index].among("join-war"))
    ):
        return None
    if name == "deploy" and any(i.has("subject", "withdraw") and i.has("home") for i in view.after(index, 1)):
        return None  # ``lên đường hồi hương``: the next verb says where to
    following = view.item(index + 1)
    if view.items[index].among("repatriate") and following is not None and following.has("pronoun", "force"):
        return Action(index, index + 1, name, "object")
    return _goes(view, index, name, force)


def _brought(view: View, index: int, name: str) -> NounPhrase | None:
    """``đã đổ bộ gần 900 lính lên cảng``, ``rút lui 300 quân``: the force behind the verb, that is moved."""
    phrase = view.phrase_from(index + 1)
    if phrase is None or name != "deploy":
        return phrase if name == "withdraw" and phrase and phrase.kind in {"person", "mass", "unit"} else None
    done = "done" in modals(view.before(index, 2))
    return phrase if view.items[index].among("landing") and phrase.quantity is not None and done else None


def _is_named_again(view: View, index: int, name: str) -> bool:
    """``Việc hồi hương có thể hoàn tất trong hai tuần``: the withdrawal that was told of before."""
    before, following = view.item(index - 1), view.item(index + 1)
    told = name == "withdraw" and view.discourse.last_action in {"withdraw", "reduce"}
    named = before is not None and before.among("the-act") and following is not None
    return told and named and following is not None and following.has("modal")


def _is_said_of_person(view: View, force: NounPhrase, index: int) -> bool:
    """``quân các nước tới Liberia sau khi Tổng thống X đã từ chức và ra đi``."""
    opened = (i for i in range(force.last + 1, index) if view.items[i].among("time-clause"))
    return any(a.kind == "person" and a.first == i + 1 for i in opened for a in view.actors)


def _grows(view: View, index: int, force: NounPhrase | None) -> Action | None:
    """``lực lượng này sẽ tăng lên 300``."""
    number = next((i for i in view.places_after(index, 2) if view.items[i].quantity), None)
    if force is None or number is None or not {"will", "may"} & set(chain_before(view, index).values):
        return None
    return Action(index, number, "expand", "subject", force, view.items[number].quantity, number, target=True)


def _is_sent(view: View, index: int, force: NounPhrase | None) -> bool:
    """``lính Nhật sẽ lên đường``; ``sẽ tham chiến`` needs no force word."""
    if force is None and view.items[index].among("set-out") and _they_go_home(view, index):
        return True
    if force is None and not view.items[index].among("fight"):
        return False
    sets_out = force is not None and view.items[index].among("set-out")
    gone = force is not None and bool(force.codes) and "done" in modals(view.before(index, 1))
    if sets_out and force is not None and any(i.among("see-off") for i in view.before(force.first, 1)):
        return True  # ``Tổng thống Gruzia tiễn 550 binh sĩ lên đường sang Iraq``
    if sets_out and gone:
        return True  # ``những người lính Bosnia đầu tiên đã lên đường sang Iraq``
    if sets_out and force and any(is_past_day(i) for i in view.between(force.last, index)):
        return True  # ``150 binh sĩ El Salvador hôm qua lên đường sang Iraq``
    if force is not None and view.items[index].among("landing") and names_theatre_next(view, index):
        return view.typed.is_title or "done" in modals(view.before(index, 3))
    chain = set(chain_before(view, index).values)
    return bool(DECIDING & chain) or (sets_out and "plan" in chain)  # ``dự kiến lên đường tới Iraq``


def _is_denied_or_planned(view: View, index: int) -> bool:
    """``không tham chiến``, ``sẽ tham chiến``: the word for fighting is elsewhere a role."""
    return bool(modals(view.before(index, 2)) & {"neg", "will", "refuse"})


def _are_deployed(view: View, force: NounPhrase, index: int) -> bool:
    """``số binh sĩ được triển khai sẽ không tham chiến``: those are sent, and have a task."""
    return any(i.has("object", "deploy") for i in view.between(force.last, index))


def _goes(view: View, index: int, name: str, force: NounPhrase | None) -> Action | None:
    """``sẽ về nước``, ``rời Iraq``, ``ở lại Iraq``; leaving home is setting out."""
    source = view.item(index + 1)
    thence = source is not None and source.has("from")  # ``đã trở về từ Iraq``
    if view.items[index].among("return") and names_theatre_next(view, index) and not thence:
        return None
    if force is None and not any(of(view, index) for of in STATES_ACT):
        return None
    before = view.item(index - 1)
    out = view.items[index].among("out-of-there")
    if out and (before is None or not before.has("modal") or not _leaves_theatre(view, index)):
        return None  # ``đẩy binh sĩ Italy ra khỏi Iraq``
    if view.items[index].has("pronoun", "theatre") and (
        before is None or not before.has_any("modal", "still", "stationed")
    ):
        return None  # ``đứng đầu lữ đoàn đa quốc gia ở đây``
    if view.items[index].among("leave") and leaves_something_else(view, index, force):
        return None
    returns = view.items[index].begins("homeward-word")
    if name == "deploy" and force is not None and _follows_home(view, index, force):
        return action_on(force, index, index, "withdraw", "subject")
    if name == "withdraw" and not returns and (_leaves_home(view, index) or _sets_out(view, index)):
        return action_on(force, index, index + 1, "deploy", "subject") if force else None
    return action_on(force, index, index, name, "subject")


def _follows_home(view: View, index: int, force: NounPhrase) -> bool:
    """``Đợt đầu gồm 150 người sẽ lên đường`` behind a sentence of withdrawal: they go home too."""
    planned = view.items[0].among("as-planned")  # ``Theo kế hoạch, đợt đầu gồm 150 người ...``
    first = view.items[len(view.opening) + 1 if planned else view.source_end]
    told = (
        view.told_within(RECENT) in {"withdraw", "reduce"}
        and view.discourse.last_action_sentence != view.number
    )
    follows = first.begins("first-group") and not force.codes and not names_theatre_next(view, index)
    return told and follows and view.items[index].among("set-out")


def leaves_something_else(view: View, index: int, force: NounPhrase | None) -> bool:
    """Return whether neither the theatre nor home is left: ``rút khỏi các cuộc đàm phán``."""
    following = view.item(index + 1)
    if following is None or following.is_stop or following.date is not None:
        return False
    if following.has("country") and not is_host(following.tags["country"]) and force is not None:
        return bool(force.codes) and following.tags["country"] not in force.codes
    land = (
        "coalition",
        "country",
        "place",
        "place_country",
        "region",
        "kind_of_place",
        "pronoun",
        "in",
        "modal",
        "now",
        "gulf",
    )
    near = view.after(index, 3)
    return not any(i.has_any(*land) for i in near) and not any(i.begins("war-word") for i in near)


def _leaves_home(view: View, index: int) -> bool:
    """``sẽ rời Nhật vào ngày 3/2``: the troops set out."""
    following = next((i for i in view.after(index, 2) if not i.has("kind_of_place")), None)
    return following is not None and following.has("country") and not is_host(following.tags["country"])


def _sets_out(view: View, index: int) -> bool:
    """``rời sân bay Figo Maduro ở Lisbon để sang Iraq``: the theatre is where they go."""
    if not view.items[index].among("leave") or names_theatre_next(view, index):
        return False
    bound = (i for i in view.places_after(index, BOUND) if view.items[i].among("arrive"))
    land = view.discourse.theatre
    return any(i.place_code == land or i.has("pronoun", "theatre") for b in bound for i in view.after(b, 3))


def _they_go_home(view: View, index: int) -> bool:
    """``họ sẽ về nước``, said of a force just named."""
    force = view.discourse.force
    if force is None or not force.armed:
        return False
    meant = {"they", "force"} if view.items[index].holds("home") else {"force"}
    decided = (
        modals(view.before(index, 6)) & {*DECIDED_STAY, "refuse"}
        or "refuse" in chain_before(view, index).values
    )
    sets_out = view.items[index].has("subject", "deploy") and view.items[index].among("set-out")
    decided = decided or (sets_out and "may" in modals(view.before(index, 2)))
    if (view.items[index].has("subject", "maintain") or sets_out) and decided:
        meant = {"they", "force"}
    near = [a for a in view.actors if a.last < index <= a.last + 6 and a.pronoun in meant]
    loose = {a for a in near if _is_loose(view.items[a.first])}
    homeward = view.items[index].holds("home") or view.items[index].holds("remaining") or bool(decided)
    near = [a for a in near if a not in loose or (a.pronoun == "force" and force.codes and homeward)]
    others = [
        a.first for a in view.actors if a.last < index and (a.pronoun == "person" or a.kind == "person")
    ]
    others += [p.first for p in view.phrases if p.kind == "civilian" and p.last < index]
    near = [a for a in near if not any(a.last < first for first in others)]
    return any(a.first == 0 or not view.items[a.first - 1].has_any(*VALENCIES) for a in near)


def _is_loose(item: Item) -> bool:
    """``người này``, ``nhóm này``: it may be others; not ``Những người cuối cùng``."""
    return (item.begins("one-who") or item.among("group")) and not item.among("last-ones")


def _nations_left(view: View, index: int) -> bool:
    """``Honduras và Nicaragua, những nước từng góp quân ..., đều đã về nước``: their troops have."""
    if not view.items[index].holds("home") or "done" not in modals(view.before(index, 2)):
        return False
    moved = any(i.has("own", "deploy") for i in view.items[:index])
    return moved and any(g.first == 0 and not is_host(g.codes[0]) for g in view.groups.values())


def nations_listed(view: View, index: int) -> bool:
    """Return whether those behind have left: ``14 nước đã rút hẳn, như Tây Ban Nha và Philippines``."""
    done = "done" in modals(view.before(index, 1))
    return done and named_nations(view, Action(index, index, "withdraw", "subject")) is not None


def _we_stay(view: View, index: int) -> bool:
    """``"Chúng tôi sẽ ở lại", Ngoại trưởng Ba Lan nói``; ``Đan Mạch sẽ ở lại.``: a state stays."""
    if not view.items[index].has("subject", "maintain"):
        return False
    near = [a for a in view.actors if a.last < index <= a.last + 4]
    if not near:
        return False
    we = near[-1].pronoun == "they" and view.items[near[-1].first].among("we")
    after, between = view.item(index + 1), view.between(near[-1].last, index)
    ends = after is None or after.is_mark or after.has("condition")
    alone = near[-1].kind in {"country", "office"} and ends
    beyond = view.item(index + 2) if after is not None and after.has("country") else after
    lasting = we and not between and beyond is not None and (beyond.has("condition") or beyond.among("until"))
    if not (lasting or modals(between) & DECIDED_STAY) or not all(
        i.has_any("modal", "still") for i in between
    ):
        return False
    subject = view.meant_by(near[-1]) if we or alone else None
    return subject is not None and bool(subject.codes) and not subject.is_host and not subject.public


def _all_leave(view: View, index: int) -> bool:
    """``Sofia nói sẽ rút hết vào cuối năm``: all of the force just spoken of."""
    subject, recent, after = view.subject(index), view.recent_force, view.item(index + 1)
    ends = (
        after is None
        or after.is_stop
        or after.has("in")
        or after.date is not None
        or after.among("time-adjunct", "at-past")
    )
    own = subject is not None and recent is not None and recent.codes == subject.codes and bool(subject.codes)
    own = own or speaks_of_own_force(view, index)
    will = bool(modals(view.before(index, 2)) & {"will", "plan", "pledge"})
    opens = index <= (1 if view.discourse.header is None else OPENING)
    will = will or (opens and "done" in modals(view.before(index, 1)))  # ``Ukraina: ... Đã rút hết.``
    return ends and own and will and view.items[index].among("repatriate")


def _state_leaves(view: View, index: int) -> bool:
    """``Anh sẽ rời Iraq``: without a force word only a state, its office or its statesman can mean one."""
    subject = (listed_subject(view, index) or view.subject(index)) if _leaves_theatre(view, index) else None
    if subject is None or subject.public:
        return False
    if subject.actor is None and subject.first is not None and subject.first in view.groups:
        return True
    if subject.first is not None and any(i.among("kin") for i in view.before(subject.first, 1)):
        return False  # ``Cha mẹ nữ binh sĩ Mỹ đã phải rời Baghdad``
    if subject.actor is None or subject.first is None:
        return subject.phrase is not None or view.discourse.header is not None
    if subject.actor.pronoun == "they" and any(
        p.kind == "civilian" for p in view.phrases_before(subject.first)
    ):
        return False  # ``Các con tin bị bắt khi họ đang rời Baghdad``
    if view.items[index].among("depart") and (
        subject.actor.kind in NAMED or subject.actor.pronoun == "person"
    ):
        return False  # ``Thủ tướng Blair đã rời Iraq``: a traveller
    return subject.actor.kind in STATE and _is_said_of(view, subject.actor.last, index)


def _is_said_of(view: View, last: int, index: int) -> bool:
    """Few unknown words and no civilians stand between."""
    civilian = any(p.kind == "civilian" and last < p.first < index for p in view.phrases)
    return not civilian and view.plain_between(last, index) <= MOST_PLAIN


def _leaves_theatre(view: View, index: int) -> bool:
    """``rút khỏi Iraq``, ``ở lại Iraq``: a country's forces are meant though no force is named."""
    work = {i for m in view.marks("roles") for i in range(m.first, m.last + 1)}
    for place in view.places_after(index, 4):
        item = view.items[place]
        if place in work and item.holds("theatre-name"):
            return True  # ``ở lại tái thiết Iraq``: the land is part of what is done
        if item.has("pronoun", "theatre") or is_host(item.tags.get("country")):
            return True
        if place in work and view.items[index].has("subject", "maintain"):
            continue  # ``ở lại giúp tái thiết Iraq``
        if item.has("pronoun", "country") and view.discourse.theatre:
            return True
        if item.begins("war-word") and view.items[index].among("leave"):
            return True  # ``rút khỏi cuộc chiến``
        if item.has("coalition") and view.items[index].among("leave"):
            return True  # ``Tây Ban Nha và Hà Lan đã rời khỏi liên quân``
        if not item.has_any("in", "still", "elsewhere"):
            return False
    return False


def _stay_is_decided(view: View, index: int) -> bool:
    """``Chính phủ Hà Lan từ chối ở lại sau tháng 3``, ``quốc hội cho phép ở lại``: of the force spoken of."""
    decided = view.item(index - 1)
    told = decided is not None and decided.modal in {"refuse", "pledge"}
    stays = view.items[index].has("subject", "maintain")
    return told and stays and speaks_of_own_force(view, index)


def _members_leave(view: View, index: int) -> bool:
    """``hai thành viên khác của liên quân là Ukraina và Bulgaria ra đi``: states among allies."""
    if not view.items[index].among("go-away"):
        return False
    group = next((g for g in view.groups.values() if index - GONE <= g.last < index), None)
    allied = any(i.has_any("coalition", "allies") or i.among("whole-alliance") for i in view.items)
    free = group is not None and all(i.has_any("modal", "still") for i in view.between(group.last, index))
    return allied and free and group is not None and not is_host(group.codes[0])


# What tells that a state's force is meant where no force stands before the verb.
STATES_ACT = (
    _they_go_home, _state_leaves, _we_stay, _nations_left, nations_listed, _all_leave, _stay_is_decided,
    _members_leave,
)  # fmt: skip
