"""Commitments: an action on one's own forces, its modality, and who answers for it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coalition_kg.extract.frames.actions import VALENCIES, Action, actions, is_money
from coalition_kg.extract.frames.conditions import condition_of
from coalition_kg.extract.frames.speakers import Voice, voice_of
from coalition_kg.extract.items import Item, is_host
from coalition_kg.extract.modality import Chain, chain_before, modality
from coalition_kg.extract.view import Subject, View
from coalition_kg.model import Commitment, DateMention

HAPPEN = {"diễn", "được", "tiếp tục", "bắt đầu", "hoàn tất", "diễn ra"}
# Clauses of time tell what happened, or only what might.
SINCE = {"khi", "trước khi", "sau khi", "ngay sau khi", "kể từ khi", "từ khi", "kể từ", "kể từ sau"}
# Fewer people than these are no contingent.
FEWEST = 10
EXECUTED = {"under-way", "completed"}
CLASS = {
    "considering": "open", "not-ruled-out": "open",
    "planned": "intended", "pledged": "intended", "ordered": "intended",
    "under-way": "executed", "completed": "executed",
}  # fmt: skip


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
        reading = read(view, _in_part(view, action))
        if reading is None:
            if {"demand", "propose"} & set(chain_before(view, action.index).values):
                view.discourse.last_demand = action.name
            continue
        _claim(view, reading)
        view.discourse.last_action = reading.action.name
        for fact in _facts(view, reading):
            key = (fact.country, fact.action, CLASS.get(fact.modality, "negative"), reading.subject.first)
            if key not in seen:
                seen.add(key)
                yield fact


# Readings


def _in_part(view: View, action: Action) -> Action:
    """``rút 300 binh sĩ và còn lại 2.900``: what leaves a rest behind is a reduction."""
    if action.name != "withdraw" or action.quantity is None or action.force is None:
        return action
    rest = any(i.text in {"còn lại", "còn"} for i in view.items[action.last + 1 : action.last + 10])
    known = max(
        (view.discourse.strength.get(code, 0) for code in action.force.codes or _default_codes(view)),
        default=0,
    )
    partial = action.force.part or rest or known > (action.quantity.value or known)
    return replace(action, name="reduce") if partial and not action.force.whole else action


def _default_codes(view: View) -> tuple[str, ...]:
    subject = view.default_subject()
    return subject.codes if subject else ()


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
    found = (
        _left_open(view, action) or _predicated(view, action, chain) or modality(view, chain, action.index)
    )
    found = found or _bare(view, action, chain, subject)
    voice = voice_of(view, chain, action.index, subject)
    decided = found is not None and _predicated(view, action, chain) is not None
    if found is None or (not decided and _is_for_others(view, chain, action, subject, voice, start)):
        return None
    if action.name == "maintain" and found == "completed" and action.force is None:
        return None
    if _moves_a_few(action, found):
        return None
    if action.name in {"deploy", "expand"} and found == "under-way" and not _begins(view, chain, action):
        return None
    return Reading(action, chain, found, subject, voice)


def _is_of_losses(view: View, action: Action) -> bool:
    """``nâng tổng số lính Mỹ thiệt mạng lên 827``: the dead are counted, no force is moved."""
    marks = [m for m in view.marks("casualty") if m.tag in {"kill", "wound", "toll", "lose"}]
    start = action.force.last if action.force is not None else action.index
    return any(min(start, action.index) < m.first <= action.last + 3 for m in marks)


def _is_of_many(action: Action) -> bool:
    """``một lực lượng của các nước Hồi giáo`` is no country's own."""
    return action.force is not None and action.force.owner == "many"


def _moves_a_few(action: Action, found: str | None) -> bool:
    """``đã đưa 2 quân nhân ...``: a handful is taken somewhere, not deployed."""
    value = action.quantity.value if action.quantity is not None else None
    return found in EXECUTED and action.name in {"deploy", "expand"} and value is not None and value < FEWEST


def _left_open(view: View, action: Action) -> str | None:
    """``có rút quân hay không``: whether to act is open."""
    after = view.items[action.last + 1 : action.last + 12]
    return (
        "considering"
        if any(a.text == "hay" and b.text == "không" for a, b in itertools.pairwise(after))
        else None
    )


def _predicated(view: View, action: Action, chain: Chain) -> str | None:
    """``việc triển khai quân sẽ vẫn diễn ra``, ``việc rút quân bị hoãn``: the noun's own verb says what of it."""
    if not _is_nominal(view, action.index):
        return None
    for index in range(action.last + 1, min(action.last + 8, len(view.items))):
        item = view.items[index]
        value = item.tags.get("modal")
        if item.is_mark or item.has("break"):
            return None
        if value == "neg" and any(i.text == "thay đổi" for i in view.items[index : index + 3]):
            return "pledged"
        if value == "neg":
            return (
                "refused" if view.items[action.index - 1].text == "việc" or "pledge" in chain.values else None
            )
        if value in {"postpone", "retract"}:
            return {"postpone": "postponed", "retract": "retracted"}[value]
        if value == "begin" and index + 1 < len(view.items) and view.items[index + 1].text in HAPPEN:
            return "under-way"
        if value in {"will", "plan"} and any(i.text in HAPPEN for i in view.items[index + 1 : index + 5]):
            return "pledged" if "announce" in chain.values else "planned"
    return None


def _begins(view: View, chain: Chain, action: Action) -> bool:
    """``đang góp quân`` is a state, ``bắt đầu gửi`` and ``đang đưa quân tới`` are acts."""
    bound = any(i.text in {"tới", "đến", "sang"} for i in view.items[action.index : action.last + 3])
    return bound or any(value == "begin" and view.items[i].text != "đang" for i, value in chain.words)


def _is_governed(view: View, action: Action) -> bool:
    """``gia hạn triển khai quân``: the first verb already said it."""
    for index in range(max(0, action.index - 4), action.index):
        item = view.items[index]
        prolongs = item.has("object", "maintain") and item.text not in {"để", "giữ"}
        if prolongs or (item.has("object", "expand") and index == action.index - 1):
            between = view.items[index + 1 : action.index]
            return not any(i.has("break") or i.has("modal") or i.text == "," for i in between)
    return False


def _committed(view: View, action: Action, chain: Chain) -> Subject | None:
    """Whose force it is: the force's own country, ``quyết định ... của X``, else who acts."""
    subject = view.subject(action.index)
    force = action.force
    if force is not None and force.codes:
        own = Subject(force.codes, force.first, phrase=force)
        if (
            subject is not None
            and subject.first is not None
            and subject.actor is not None
            and set(force.codes) & set(subject.codes)
        ):
            return replace(subject, codes=force.codes)
        return own
    if force is not None and force.kind == "coalition":
        return Subject((), force.first, phrase=force, alliance=True)
    owner = _owner_after(view, action) if _is_decision_noun(view, action.index) else None
    if owner is not None:
        return owner
    if _is_decision_noun(view, action.index) and subject is not None and subject.first is not None:
        reason = any(
            i.text in {"vì", "bởi", "bởi vì", "do"} for i in view.items[subject.first : action.index]
        )
        if reason:
            return view.default_subject(titled=True)
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
            general = any(
                (p.last < first and p.owner in {"many", "allies"}) or p.kind in {"allies", "vague_nations"}
                for p in view.phrases
            )
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
        if (
            item.text in {",", ";", ":"}
            and not any(g.first < position < g.last for g in view.groups.values())
        ) or item.text == "thì":
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
    if _announced(chain, action):
        return "pledged"
    if _is_nominal(view, action.index) or view.items[action.index - 1].has("attempt"):
        return None
    if view.typed.is_title:
        return "pledged"
    if (
        action.name == "withdraw"
        and action.valency == "subject"
        and action.quantity
        and _future_date(view, action)
    ):
        return "planned"
    if (
        action.name in {"withdraw", "reduce"}
        and action.valency == "object"
        and action.quantity
        and subject.first is not None
    ):
        return "completed"
    if action.name in {"expand", "reduce"} and action.quantity and subject.first is not None:
        return "pledged"
    return None


def _announced(chain: Chain, action: Action) -> bool:
    """``tuyên bố rút quân``: to announce an act is to pledge it."""
    return bool(chain.words) and chain.words[-1] == (action.index - 1, "announce")


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
    if asked and not _decides(chain, asked[0]) and not _proposes_itself(view, asked, action, subject):
        return not _asks_own_parliament(view, asked[-1], subject)
    if _wants_of_others(view, chain, action) or _said_by_public(view, chain):
        return True
    if (
        subject.first is not None
        and subject.first > 0
        and view.items[subject.first - 1].has("attempt")
        and subject.first < action.index
    ):
        return True  # ``ra thời hạn để Rome rút quân``
    if _is_of_some_nations(view, action):
        return True  # ``ủng hộ việc các quốc gia khác đưa quân``
    supported = chain.place_of("support")
    if supported is not None and subject.phrase is not action.force and supported < (subject.first or 0):
        return True
    opposed = [i for i, value in chain.words if value == "refuse" and view.items[i].text == "phản đối"]
    if opposed and not _opposes_itself(view, opposed[0]):
        return True
    if _announced(chain, action):
        return False
    if "pledge" in values or "order" in values:
        return subject.alliance and _is_nominal(view, action.index) and subject.phrase is not None
    if view.items[action.index - 1].has("attempt") and not set(values) & {"consider", "plan", "refuse", "postpone", "no_plan"}:
        return True
    return _is_nominal(view, action.index) and not set(values) & {
        "consider",
        "plan",
        "refuse",
        "postpone",
        "retract",
        "begin",
        "no_plan",
        "may",
        "support",
    }


def _decides(chain: Chain, asked: int) -> bool:
    """Whether a decision governs what was asked: ``chấp nhận yêu cầu``, ``từ chối đề nghị``."""
    decisions = {"pledge", "order", "plan", "refuse", "retract", "no_plan", "postpone", "consider"}
    return any(value in decisions and index < asked for index, value in chain.words)


def _is_of_some_nations(view: View, action: Action) -> bool:
    """``các nước đang rời bỏ``, ``8 nước đã rút quân``: nobody in particular is named."""
    for index in range(action.index - 1, max(0, action.index - 8), -1):
        item = view.items[index]
        if item.has("country") or item.is_mark or item.has("pronoun"):
            return False
        if item.has("vague_nations") or (item.has("state_noun") and view.items[index - 1].quantity is not None):
            return True
    return False


def _proposes_itself(view: View, asked: list[int], action: Action, subject: Subject) -> bool:
    """``Pháp đề nghị rút quân``: a state offers its own act, with nobody else named between."""
    proposal = view.items[asked[-1]]
    alone = len(asked) == 1 and proposal.has("modal", "propose") and asked[-1] == action.index - 1
    return alone and subject.actor is not None and 0 < asked[-1] - subject.actor.last <= 3


def _asks_own_parliament(view: View, index: int, subject: Subject) -> bool:
    return any(a.kind == "office" and a.first - index in {1, 2} for a in view.actors) and bool(subject.codes)


def _said_by_public(view: View, chain: Chain) -> bool:
    """``44% dân chúng muốn rút lính Mỹ về nước``: those who want it do not decide."""
    wish = chain.place_of("plan", "demand", "support", "refuse")
    speaker = view.subject(wish) if wish is not None else None
    return speaker is not None and speaker.public and speaker.first is not None


def _wants_of_others(view: View, chain: Chain, action: Action) -> bool:
    """``muốn chúng ta phải rút lui``: somebody else is to act."""
    wishes = [i for i, value in chain.words if value == "plan" and view.items[i].has("wish")]
    if not wishes:
        return False
    between = [
        a
        for a in view.actors
        if wishes[-1] < a.first < action.index
        and a.kind in {"country", "pronoun", "office", "person", "alliance"}
    ]
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
    executed = reading.modality in EXECUTED and action.name in {"deploy", "expand", "reduce", "maintain"}
    if not executed:
        view.claimed.update(range(action.number, action.number + 1))
        if action.force is not None and action.force.number is not None and not action.target:
            view.claimed.add(action.force.number)


def _facts(view: View, reading: Reading) -> Iterator[Commitment]:
    action, subject = reading.action, reading.subject
    first, last = _extent(view, reading)
    condition = condition_of(view, action.last, action.index, CLASS.get(reading.modality) == "open")
    side = reading.voice.side or subject.side
    evidence = view.evidence(
        first, last, f"commitment-{action.name}", (*subject.context, *reading.voice.context)
    )
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
    return action.number is None or not is_money(view, action.number + 1)


def _extent(view: View, reading: Reading) -> tuple[int, int]:
    action = reading.action
    anchors = [action.index, action.last]
    if action.force is not None:
        anchors += [action.force.first, action.force.last]
    if reading.subject.first is not None and not view.breaks_between(
        min(reading.subject.first, action.index), action.index, ("contrast",)
    ):
        anchors.append(reading.subject.first)
    if reading.chain.first is not None:
        anchors.append(reading.chain.first)
    return min(anchors), _with_destination(view, max(anchors))


def _with_destination(view: View, last: int) -> int:
    """Stretch the quote over ``khỏi Iraq``, ``tới Samawa``."""
    while (
        last + 2 < len(view.items) and view.items[last + 1].has("in") and _is_location(view.items[last + 2])
    ):
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
