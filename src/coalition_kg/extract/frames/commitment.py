"""Commitments: an action on one's own forces, its modality, and who answers for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from coalition_kg.extract.frames.action import Action, is_money
from coalition_kg.extract.frames.actions import actions
from coalition_kg.extract.frames.certainty import is_hypothetical, modality_of, predicated, voted
from coalition_kg.extract.frames.conditions import Condition, condition_of
from coalition_kg.extract.frames.counts import shares
from coalition_kg.extract.frames.followers import followers
from coalition_kg.extract.frames.gapped import gapped
from coalition_kg.extract.frames.held import heads_section
from coalition_kg.extract.frames.others import is_for_others
from coalition_kg.extract.frames.owners import committed, is_host_force, listed_from
from coalition_kg.extract.frames.speakers import Voice, voice_of
from coalition_kg.extract.frames.unchanged import unchanged
from coalition_kg.extract.items import is_host
from coalition_kg.extract.modality import Chain, chain_before
from coalition_kg.extract.view import Subject, View
from coalition_kg.model import Commitment, DateMention

# Fewer people than these are no contingent.
FEWEST = 10
SENDING = {"deploy", "expand"}
EXECUTED = {"under-way", "completed"}
CLASS = {
    "considering": "open", "not-ruled-out": "open",
    "planned": "intended", "pledged": "intended", "ordered": "intended",
    "under-way": "executed", "completed": "executed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undertaking:
    """An action with its modality and who is committed by it."""

    action: Action
    chain: Chain
    modality: str
    subject: Subject
    voice: Voice
    # From which item on its date may stand, where that is not the verb.
    since: int | None = None
    # Whether other countries share its verb, so that a date behind its clause is theirs.
    shared: bool = False


def commitments(view: View) -> Iterator[Commitment]:
    """Yield the commitments of a sentence, one a country for each action."""
    seen: dict[tuple[str | None, str, str, int | None], set[int | None]] = {}
    for action in actions(view):
        found = undertaking(view, _in_part(view, action))
        if found is None:
            _remember_demand(view, action)
            continue
        if view.typed.is_title and not found.chain.values:
            view.discourse.headlines |= {(code, found.action.name) for code in found.subject.codes or (None,)}
        others = list(gapped(view, found.action, found.subject))
        found = replace(found, shared=bool(others))
        facts: list[Commitment] = []
        for each in (found, *_shared(found, others)):
            _claim(view, each)
            facts += _facts(view, each)
        view.discourse.last_action = found.action.name
        view.discourse.last_modality = found.modality
        view.discourse.last_action_sentence = view.number
        for fact in facts:
            key = (fact.country, fact.action, CLASS.get(fact.modality, "negative"), found.subject.first)
            value = fact.quantity.value if fact.quantity and not found.action.target else None
            if key not in seen or value not in {None, *seen[key]}:
                seen.setdefault(key, set()).add(value)
                yield fact
    _remember_call(view)
    for found in (*_following(view), *_standing(view)):
        _claim(view, found)
        yield from _facts(view, found)


def _shared(found: Undertaking, others: Iterable[tuple[Action, Subject]]) -> Iterator[Undertaking]:
    """The same of the countries that follow without a verb of their own."""
    for action, subject in others:
        yield replace(found, action=action, subject=subject, since=action.number)


def _following(view: View) -> Iterator[Undertaking]:
    """The same of those who are said to have followed: done where that before was done."""
    modality = view.discourse.last_modality
    if modality is None or modality not in {*EXECUTED, "planned", "pledged"} or view.typed.is_question:
        return
    for action, subject in followers(view):
        voice = voice_of(view, Chain(()), action.index, subject)
        yield Undertaking(action, Chain(()), modality, subject, voice, since=action.index)


def _standing(view: View) -> Iterator[Undertaking]:
    """Stays of those whose commitment is said not to change."""
    if view.typed.is_question:
        return
    for action, subject in unchanged(view):
        chain = chain_before(view, action.index)
        voice = voice_of(view, chain, action.index, subject)
        yield Undertaking(action, chain, "pledged", subject, voice)


def _remember_demand(view: View, action: Action) -> None:
    """What is only asked for may be refused later: ``bác bỏ yêu cầu này``."""
    if {"demand", "propose"} & set(chain_before(view, action.index).values):
        view.discourse.last_demand = action.name
        view.discourse.last_demand_sentence = view.number


def _remember_call(view: View) -> None:
    """``kêu gọi các nước gửi quân``: what all are asked for, one may refuse in the next sentence."""
    for index, (nations, verb) in enumerate(pairwise(view.items), start=1):
        sent = (verb.tags.get("object") or verb.tags.get("own")) in SENDING
        if sent and nations.has("vague_nations") and "demand" in chain_before(view, index).values:
            view.discourse.last_demand, view.discourse.last_demand_sentence = "deploy", view.number


# What an action amounts to


def _in_part(view: View, action: Action) -> Action:
    """``rút 300 binh sĩ và còn lại 2.900``: what leaves a rest behind is a reduction."""
    if _is_of_part(view, action):
        return replace(action, name="reduce")
    if action.name != "withdraw" or action.quantity is None or action.force is None or action.force.whole:
        return action
    if view.items[action.index].holds("all-of"):
        return action  # ``rút toàn bộ 1.600 binh sĩ còn lại``
    near, codes = view.items[action.last + 1 : action.last + 12], action.force.codes
    part = any(i.among("out-of") for i in view.items[action.force.noun : action.last + 2])
    rest = any(a.among("rest") and b.quantity is not None for a, b in pairwise(near))
    others = any(p.codes and p.first > action.last and set(p.codes) != set(codes) for p in view.phrases)
    remaining = any(i.holds("remaining") for i in view.items[action.last + 1 :])
    partial = action.force.part or part or (rest and not others) or remaining or _is_share(view, action)
    return replace(action, name="reduce") if partial else action


def _is_share(view: View, action: Action) -> bool:
    """``rút 700 lính từ tháng 2, tức hơn một phần tư quân số``."""
    told = next(
        (i for i in view.places_after(action.last, 8) if view.items[i].begins("that-is-to-say")), None
    )
    return told is not None and any(i.among("force-size") for i in view.after(told, 5))


def _is_of_part(view: View, action: Action) -> bool:
    """``rút một phần lực lượng``: some of them, whatever their number."""
    force = action.force
    if (
        action.name != "withdraw"
        or action.valency != "object"
        or force is None
        or force.first <= action.index
    ):
        return False
    return any(i.among("part-of") for i in view.items[action.index + 1 : force.noun])


def undertaking(view: View, action: Action) -> Undertaking | None:
    """Return what an action amounts to, or None where it is no commitment of the country's own."""
    if view.typed.is_question or view.typed.is_link or view.is_long_ago() or _is_no_move(view, action):
        return None
    subject = committed(view, action)
    if subject is None or is_hypothetical(view, action.index) or is_host_force(view, action, subject):
        return None
    chain = _chain(view, action)
    found = modality_of(view, action, chain, subject)
    if found is None or _is_small_or_standing(view, action, chain, found):
        return None
    told = predicated(view, action, chain) or voted(view, action, chain)
    if told is None and is_for_others(view, chain, action, subject):
        return None
    return Undertaking(action, chain, found, subject, voice_of(view, chain, action.index, subject))


def _chain(view: View, action: Action) -> Chain:
    """The words that govern an action; ``việc đó bị hoãn`` is one itself."""
    chain, modal = chain_before(view, action.index), view.items[action.index].modal
    if action.valency == "same" and modal is not None:
        return Chain((*chain.words, (action.index, modal)))
    return chain


def _is_no_move(view: View, action: Action) -> bool:
    """Said by another verb already, elsewhere, of the dead, or of ``các nước Hồi giáo``, no one's own."""
    if action.force is not None and action.force.owner == "many":
        return True
    if view.elsewhere(action.index, action.last + 5) or _is_police_at_home(view, action):
        return True
    if _is_purpose(view, action) or view.items[action.index - 1].among("that-is"):
        return True
    if any(i.among("which-one") for i in view.before(action.index, 4)):
        return True  # ``quân đội nước nào nữa rút``: of nobody in particular
    if any(i.among("after-word") for i in view.before(action.index, 1)):
        return True  # ``chấp nhận phòng thủ tên lửa, giống như gửi quân tới Iraq, ...``
    if any(i.among("versus") for i in view.before(action.index, 4)):
        return True  # ``sớm hơn một tháng so với kế hoạch rút quân``
    return _is_governed(view, action) or _is_of_losses(view, action)


def _is_purpose(view: View, action: Action) -> bool:
    """``Nhằm tăng cường an ninh và đưa bớt quân về, Mỹ yêu cầu ...``: what opens the sentence is an aim."""
    return view.items[0].has("attempt") and action.index < len(view.opening)


def _is_police_at_home(view: View, action: Action) -> bool:
    """``triển khai thêm cảnh sát canh giữ sân bay``: police that no theatre is named for."""
    force = action.force
    if action.name not in SENDING or force is None or force.personnel != "police":
        return False
    counted = force.quantity is not None or bool(force.codes)
    if counted and not view.items[action.index].among("mobilise"):
        return False
    return not view.names_theatre() and not any(i.has("pronoun", "theatre") for i in view.items)


def _is_of_losses(view: View, action: Action) -> bool:
    """``nâng tổng số lính Mỹ thiệt mạng lên 827``: the dead are counted, no force is moved."""
    start = min(action.force.last if action.force is not None else action.index, action.index)
    marks = [m for m in view.marks("casualty", "kill", "wound", "toll", "lose") if start < m.first]
    marks = [m for m in marks if not any(i.has("hypothesis") for i in view.between(start, m.first))]
    return any(m.first <= action.last + 3 for m in marks)  # but ``không rút quân dù mất 7 nhân viên``


def _is_governed(view: View, action: Action) -> bool:
    """``gia hạn triển khai quân``: the first verb already said it."""
    for index in range(max(0, action.index - 4), action.index):
        item = view.items[index]
        prolongs = item.has("object", "maintain") and not item.among("leave-or-hold")
        if prolongs or (item.has("object", "expand") and index == action.index - 1):
            between = view.between(index, action.index)
            return not any(i.has_any("break", "modal") or i.text == "," for i in between)
    return False


def _is_small_or_standing(view: View, action: Action, chain: Chain, found: str) -> bool:
    """A handful that is taken somewhere, or a force that merely is there, undertakes nothing."""
    prolongs = view.items[action.index].among("prolong") and not action.passive
    stands = action.force is None or action.valency == "subject"
    if action.name == "maintain" and found == "completed" and stands and not prolongs:
        return True
    if action.name == "maintain" and found == "under-way" and action.quantity is not None and not prolongs:
        return True  # ``đang duy trì khoảng 100 quân``: a strength
    value = action.quantity.value if action.quantity is not None else None
    few = found in EXECUTED and value is not None and value < FEWEST
    if few and (action.name in SENDING or action.passive):
        return True  # ``đã đưa 2 quân nhân ...``, ``6 binh sĩ bị đưa về nước``
    if action.name not in SENDING:
        return False
    presence = action.force is not None and action.force.kind == "presence"
    grows = action.quantity is not None or presence or view.items[action.last].has("mission")
    counted = action.name == "expand" and grows and not action.passive
    return found == "under-way" and not counted and not _begins(view, chain, action)


def _begins(view: View, chain: Chain, action: Action) -> bool:
    """``đang góp quân`` is a state, ``bắt đầu gửi`` and ``đang đưa quân tới`` are acts."""
    near = view.items[action.index : action.last + 5]
    bound = any(i.among("toward") or i.ends_in_word("toward") for i in near)
    return bound or any(value == "begin" and not view.items[i].among("ongoing") for i, value in chain.words)


# Facts


def _claim(view: View, found: Undertaking) -> None:
    """A number that is to go or come is no strength; what was sent is both."""
    action = found.action
    executed = found.modality in EXECUTED and action.name in {*SENDING, "reduce", "maintain"}
    there = action.name == "maintain" and (found.modality == "refused" or _are_posted(view, action))
    there = there or (action.force is not None and heads_section(view, action.force))
    there = there or _are_at_work(view, action)
    if action.number is None or executed or there:
        return
    view.claimed.add(action.number)
    if action.force is not None and action.force.number is not None and not action.target:
        view.claimed.add(action.force.number)


def _are_posted(view: View, action: Action) -> bool:
    """``500 quân của họ ở Basra sẽ phục vụ tới hết năm``: those who are to stay are there."""
    force = action.force
    if force is None or action.valency != "subject":
        return False
    at = view.item(force.last + 1)
    return at is not None and at.among("at")


def _are_at_work(view: View, action: Action) -> bool:
    """``460 binh sĩ Australia đang bảo vệ ... sẽ chuyển sang Tallil``: a role behind ``đang``."""
    force = action.force
    if force is None or not force.codes:
        return False
    busy = view.item(force.last + 1)
    return (
        busy is not None and busy.has("now") and any(m.first == force.last + 2 for m in view.marks("roles"))
    )


def _facts(view: View, found: Undertaking) -> Iterator[Commitment]:
    action, subject, voice = found.action, found.subject, found.voice
    condition = condition_of(view, action.last, action.index, CLASS.get(found.modality) == "open")
    context = (*subject.context, *voice.context, *_pointed_to(view, found))
    context += (condition.sentence,) if condition.sentence is not None else ()
    evidence = view.evidence(*_extent(view, found), f"commitment-{action.name}", context)
    parts = shares(view, action.number, subject.codes)
    for code in _senders(subject) or (None,):
        quantity = parts.get(code or "", action.quantity)
        yield Commitment(
            evidence=evidence,
            country=code,
            theatre=view.theatre(action.index, min(action.last + 8, len(view.items) - 1)),
            action=action.name,
            modality=found.modality,
            quantity=quantity if quantity and _is_people(view, action) else None,
            date=_date(view, found, condition),
            speaker=voice.name,
            side=voice.side or subject.side,
            conditional=condition.conditional,
            condition=condition.span,
        )


def _senders(subject: Subject) -> tuple[str, ...]:
    """The countries that are committed; where Iraq is named beside another, it sends nobody."""
    return tuple(code for code in subject.codes if not is_host(code)) or subject.codes


def _is_people(view: View, action: Action) -> bool:
    return action.number is None or not is_money(view, action.number + 1)


def _extent(view: View, found: Undertaking) -> tuple[int, int]:
    """The action, its force, who is committed in the same clause, and the words that govern it."""
    action, first = found.action, found.subject.first
    anchors = [action.index, action.last]
    if action.force is not None:
        anchors += [action.force.first, action.force.last]
    if first is not None and not view.breaks_between(min(first, action.index), action.index, ("contrast",)):
        anchors.append(first)
        if first > action.last and first in view.groups:
            anchors.append(listed_from(view, view.groups[first])[1])
    if found.chain.first is not None:
        anchors.append(found.chain.first)
    return min(anchors), _with_destination(view, max(anchors))


def _with_destination(view: View, last: int) -> int:
    """Stretch the quote over ``khỏi Iraq``, ``tới Samawa``."""
    following = view.item(last + 1)
    leaves = view.items[last].ends_in_word("away") or view.items[last].ends_in_word("toward")
    if following is not None and leaves and following.has_any("country", "place"):
        last += 1  # ``rút quân khỏi`` Iraq, ``lên đường tới`` Iraq
    while last + 2 < len(view.items) and view.items[last + 1].has("in"):
        place = view.items[last + 2]
        if not place.has_any("country", "place") and not place.has("pronoun", "theatre"):
            break
        last += 2
    return last


def _pointed_to(view: View, found: Undertaking) -> tuple[int, ...]:
    """``khả năng tương tự``: the sentence of the action that is meant again."""
    again = view.items[found.action.index].has("same") or found.action.valency == "same"
    state = view.discourse
    asked = found.action.valency == "same" and found.action.name == state.last_demand
    before = state.last_demand_sentence if asked else state.last_action_sentence
    return (before,) if again and before is not None and before != view.number else ()


def _date(view: View, found: Undertaking, condition: Condition) -> DateMention | None:
    """When it is to happen: a date behind the action, not the day of the announcement or of a condition."""
    start, end = view.items[found.since or found.action.index].start, len(view.typed.copy.text)
    if condition.span is not None:
        offset = condition.span.start - view.typed.sentence.start
        end = next((i for i, at in enumerate(view.typed.copy.starts) if at >= offset and i >= start), end)
    if found.since is not None or found.shared:
        end = min(end, _clause_end(view, found))
    later = [d for d in view.typed.dates if start <= d.start < end]
    dated = next((d for d in later if d.mention.edtf or d.mention.redacted), None)
    if dated is not None:
        return dated.mention
    if (
        found.modality in EXECUTED
        and found.since is None
        and not (later and later[0].start < _clause_end(view, found))
    ):
        earlier = [d for d in view.typed.dates if d.end <= start and d.mention.edtf]
        return earlier[-1].mention if earlier else None
    return next((d.mention for d in later), None)


def _clause_end(view: View, found: Undertaking) -> int:
    """Where, in the cleaned text, the clause of an action ends: at the next mark or ``và``."""
    last = max(found.action.last, found.action.number or 0)
    ends = (view.items[i] for i in view.places_after(last, len(view.items)))
    return next((i.start for i in ends if i.is_stop or i.has("and")), len(view.typed.copy.text))
