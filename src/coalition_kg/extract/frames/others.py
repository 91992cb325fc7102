"""Others' wishes: whether an action is demanded, opposed or discussed by those who can't decide it."""

from itertools import pairwise

from coalition_kg.extract.frames.action import Action
from coalition_kg.extract.frames.owners import is_nominal, named_nations, weighs_request
from coalition_kg.extract.items import is_host
from coalition_kg.extract.lexicon import holds_at_end
from coalition_kg.extract.modality import Chain
from coalition_kg.extract.view import Subject, View

DECISIONS = {"pledge", "order", "plan", "refuse", "retract", "no_plan", "postpone", "consider"}
TURNED_DOWN = {"refuse", "consider"}
# What lets an attempt, and what lets a noun, be the act of the one who speaks.
OWN_ATTEMPT = {"consider", "plan", "refuse", "postpone", "no_plan"}
OWN_NOUN = {"consider", "plan", "refuse", "postpone", "retract", "begin", "no_plan", "may", "support"}
WANTED = {"country", "pronoun", "office", "person", "alliance"}


def is_for_others(view: View, chain: Chain, action: Action, subject: Subject) -> bool:
    """Return whether others demand, oppose or discuss what is not theirs to decide."""
    if subject.public or _is_polled(view, chain, action):
        return True
    if orders_own(view, chain, subject) or weighs_request(view, action.index) is not None:
        return False
    asked = [i for i, value in chain.words if value in {"demand", "propose"} and not _fails(view, i, action)]
    if any(_is_anothers(view, index, subject) and not _is_turned_down(chain, index) for index in asked):
        return True
    if asked and not _decides(view, chain, asked) and not _proposes_itself(view, asked, action, subject):
        return not (
            _asks_own_parliament(view, asked[-1], subject) or leader_asks(view, chain, action, subject)
        )
    if _is_wished(view, chain, action, subject) or _is_judged(view, chain, action, subject):
        return True
    return not is_announced(view, chain, action) and _is_only_discussed(view, chain, action, subject)


def _fails(view: View, index: int, action: Action) -> bool:
    """``lời đe dọa đã không ngăn được kế hoạch ...``: what was asked for did not change the plan."""
    between = view.between(index, action.index)
    return any(i.modal == "neg" and j.among("hinder") for i, j in pairwise(between))


def is_announced(view: View, chain: Chain, action: Action) -> bool:
    """Return whether the act is announced, and so pledged: ``tuyên bố rút quân``, ``tuyên bố vẫn ...``."""
    place = action.index - 1
    while place > 0 and view.items[place].among("yet"):
        place -= 1
    state = next((g for g in view.groups.values() if g.last == place), None)
    if state is not None and not is_host(state.codes[0]):
        place = state.first - 1  # ``tuyên bố Australia tăng quân``
    return bool(chain.words) and chain.words[-1] == (place, "announce") and view.items[place].among("declare")


# Asking


def _decides(view: View, chain: Chain, asked: list[int]) -> bool:
    """Whether a decision governs what was asked: ``chấp nhận yêu cầu``, ``từ chối đề nghị``."""
    decided = [index for index, value in chain.words if value in DECISIONS and index < asked[0]]
    decided = [i for i in decided if not view.items[i + 1].among("passive")]  # ``Quyết định được đưa ra ...``
    aim = view.items[asked[-1] - 1].has("attempt")  # ``dự kiến tuần hành tối nay để đòi rút quân``
    return bool(decided) and not aim


def _is_turned_down(chain: Chain, asked: int) -> bool:
    """``bác bỏ đề nghị của Mỹ về việc gửi quân``: another's proposal is weighed or refused."""
    return any(value in TURNED_DOWN and index < asked for index, value in chain.words)


def _proposes_itself(view: View, asked: list[int], action: Action, subject: Subject) -> bool:
    """``Pháp đề nghị rút quân``: a state offers its own act, with nobody else named between."""
    proposal = view.items[asked[-1]]
    alone = len(asked) == 1 and proposal.has("modal", "propose") and asked[-1] == action.index - 1
    if not alone or subject.actor is None:
        return False
    between = view.between(subject.actor.last, asked[-1])
    told = all(i.date is not None or i.is_plain or i.has("still") for i in between)
    return asked[-1] > subject.actor.last and (len(between) < 3 or (told and len(between) <= 5))


def _asks_own_parliament(view: View, index: int, subject: Subject) -> bool:
    """``đề nghị quốc hội cho phép gửi quân``."""
    asked = (a for a in view.actors if a.kind == "office" and a.first - index in {1, 2})
    return bool(subject.codes) and any(view.items[a.first].begins("approver") for a in asked)


def leader_asks(view: View, chain: Chain, action: Action, subject: Subject) -> bool:
    """Return whether who leads a state wants its own act: ``Thủ tướng Romania đòi rút quân``."""
    actor, asked = subject.actor, [i for i, value in chain.words if value in {"demand", "propose"}]
    if actor is not None and len(asked) == 1 and _threatens(view, asked[0], action, subject):
        return True
    if actor is None or actor.kind != "person" or len(asked) != 1 or asked[0] != action.index - 1:
        return False
    led = view.items[actor.first].among("leader-title") and actor.side == "government"
    return (
        led
        and view.items[asked[0]].among("insist")
        and not subject.is_host
        and 0 < asked[0] - actor.last <= 3
    )


def _is_polled(view: View, chain: Chain, action: Action) -> bool:
    """``60% trong số 900 người trả lời muốn ở lại``: what those asked in a poll want."""
    near = view.places_before(action.index, action.index)
    poll = next((i for i in near if view.items[i].among("poll")), None)
    if poll is None:
        return False
    told = [index for index, value in chain.words if value in {"announce", "order"}]
    return not any(poll < a.first < index and a.kind in WANTED for index in told for a in view.actors)


def _threatens(view: View, asked: int, action: Action, subject: Subject) -> bool:
    """``Chính phủ mới ở Tây Ban Nha dọa rút 1.300 quân``: a state's own act is threatened."""
    actor = subject.actor
    state = actor is not None and actor.kind in {"country", "office", "person"}
    own = state and subject.side == "government" and bool(subject.codes) and not subject.is_host
    near = actor is not None and 0 < asked - actor.last <= 3 and asked == action.index - 1
    return own and near and view.items[asked].among("threaten")


def orders_own(view: View, chain: Chain, subject: Subject) -> bool:
    """Return whether the minister is told to: ``yêu cầu Bộ trưởng Quốc phòng chuẩn bị rút quân``."""
    for index, value in chain.words:
        told = next((a for a in view.actors if a.kind == "person" and a.first - index in {1, 2}), None)
        if value in {"demand", "order"} and told is not None and view.items[told.first].begins("minister"):
            head = view.subject(index)
            governs = head is not None and head.side == "government" and not head.public
            return governs and not told.codes and bool(subject.codes) and not subject.is_host
    return False


def _is_anothers(view: View, index: int, subject: Subject) -> bool:
    """``tán thành đề xuất của Ảrập Xêút về việc gửi quân``."""
    of, group = view.item(index + 1), view.groups.get(index + 2)
    if of is None or group is None or not of.among("of") or not view.items[index].has("modal", "propose"):
        return False
    return not set(group.codes) & set(subject.codes)


# Wishing


def _is_wished(view: View, chain: Chain, action: Action, subject: Subject) -> bool:
    """Somebody else is to act, or those who want it do not decide."""
    return (
        _wants_of_others(view, chain, action)
        or _said_by_public(view, chain)
        or _is_made_to(view, action, subject)
        or (_is_of_some_nations(view, action) and named_nations(view, action) is None)
    )


def _wants_of_others(view: View, chain: Chain, action: Action) -> bool:
    """``muốn chúng ta phải rút lui``: somebody else is to act."""
    wishes = [i for i, value in chain.words if value in {"plan", "neg"} and view.items[i].has("wish")]
    if not wishes:
        return False
    wanted = [a.first for a in view.actors if a.kind in WANTED]
    wanted += [p.first for p in view.phrases if p.kind in {"vague_nations", "coalition"}]
    return any(wishes[-1] < first < action.index for first in wanted)


def _said_by_public(view: View, chain: Chain) -> bool:
    """``44% dân chúng muốn rút lính Mỹ về nước``: those who want it do not decide."""
    wish = chain.place_of("plan", "demand", "support", "refuse", "neg")
    people = view.phrase_before(wish, 2) if wish is not None else None
    if people is not None and view.items[people.noun].has_any("people_bloc", "collective"):
        return True  # ``hơn 60% người dân Hungary muốn ...``
    near = view.before(wish, 5) if wish is not None else []
    if any(i.among("person") for i in near) and any(i.among("share", "out-of") for i in near):
        return True  # ``54% người Hà Lan muốn ...``, ``6 trong số 10 người El Salvador không tán thành``
    speaker = view.subject(wish) if wish is not None else None
    return speaker is not None and speaker.public and speaker.first is not None


def _is_made_to(view: View, action: Action, subject: Subject) -> bool:
    """``ra thời hạn để Rome rút quân``."""
    first = subject.first or 0
    return 0 < first < action.index and view.items[first - 1].has("attempt")


def _is_of_some_nations(view: View, action: Action) -> bool:
    """``các nước đang rời bỏ``, ``8 nước đã rút quân``: nobody in particular is named."""
    for index in range(action.index - 1, max(0, action.index - 8), -1):
        item = view.items[index]
        if item.has_any("country", "pronoun") or item.is_mark:
            return False
        counted = item.has("state_noun") and view.items[index - 1].quantity is not None
        if counted or item.has("vague_nations"):
            return not _is_one_of(view, index)
    return False


def _is_one_of(view: View, index: int) -> bool:
    """``Ba Lan là một trong những nước đầu tiên gửi quân``: the one is named."""
    before = view.before(index, 3)
    one = len(before) == 3 and before[1].quantity is not None and before[1].quantity.value == 1
    return one and before[0].among("is", "become") and before[2].has("part")


# Judging


def _is_judged(view: View, chain: Chain, action: Action, subject: Subject) -> bool:
    """``ủng hộ việc Mỹ đưa quân``, ``phe đối lập phản đối gửi quân``: others' acts are judged."""
    supported = chain.place_of("support")
    if supported is not None and subject.phrase is not action.force and supported < (subject.first or 0):
        return True
    if _is_hindered(view, action):
        return True
    opposed = [i for i, value in chain.words if value == "refuse" and view.items[i].among("oppose")]
    return bool(opposed) and (_is_described(view, opposed[0]) or not _opposes_itself(view, opposed[0]))


def _is_described(view: View, index: int) -> bool:
    """``Chủ tịch X, người phản đối việc triển khai quân``: a person's view, not a state's."""
    before = view.item(index - 1)
    return before is not None and before.among("person")


def _is_hindered(view: View, action: Action) -> bool:
    """``ngăn chặn việc đưa binh sĩ NATO``."""
    act, before = view.item(action.index - 1), view.typed.text(0, max(0, action.index - 2)).lower()
    return act is not None and act.among("the-act") and holds_at_end(before, "hinder")


def _opposes_itself(view: View, index: int) -> bool:
    """``phản đối`` refuses only where the government itself stands before it."""
    subject = view.subject(index)
    if subject is None or subject.public or subject.first is None or subject.actor is None:
        return False
    decides = subject.actor.kind in {"country", "office", "person"} and subject.actor.side == "government"
    return decides and index - subject.actor.last <= 4


def is_held_needful(view: View, action: Action) -> bool:
    """Return whether ``phải ở lại cho tới khi ...`` is said, or ``việc quân đội ở lại Iraq là cần thiết``."""
    behind = view.after(action.last, 6)
    until = view.items[action.index - 1].among("must") and any(i.among("until") for i in behind)
    return until or any(a.among("is") and b.among("needful") for a, b in pairwise(behind))


def _holds_own_needful(view: View, chain: Chain, action: Action, subject: Subject) -> bool:
    """``Ngoại trưởng Hungary cho rằng việc quân Hungary ở lại là cần thiết``: of its own force."""
    said = chain.place_of("announce")
    speaker = view.subject(said) if said is not None else None
    own = speaker is not None and speaker.first is not None and bool(set(speaker.codes) & set(subject.codes))
    return own and action.name == "maintain" and is_held_needful(view, action)


def _is_only_discussed(view: View, chain: Chain, action: Action, subject: Subject) -> bool:
    """``để rút quân``, ``việc rút quân`` without a word that makes it the speaker's own."""
    if _holds_own_needful(view, chain, action, subject):
        return False
    values, nominal = set(chain.values), is_nominal(view, action.index)
    if values & {"pledge", "order"}:
        return subject.alliance and nominal and subject.phrase is not None
    if view.items[action.index - 1].has("attempt") and not values & OWN_ATTEMPT:
        return True
    last = chain.words[-1][0] if chain.words else action.index
    acts = any(i.has_any("object", "own") for i in view.items[last + 1 : action.index - 1])
    return nominal and (not values & OWN_NOUN or acts)
