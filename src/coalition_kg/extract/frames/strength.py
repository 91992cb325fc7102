"""Strengths: a counted force that a country or an alliance has, or had."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from coalition_kg.extract.frames.compared import compared, understood
from coalition_kg.extract.frames.counts import SMALLEST, Count, shares
from coalition_kg.extract.frames.held import is_held, is_sent
from coalition_kg.extract.frames.leads import LEADER
from coalition_kg.extract.frames.levels import levels, reached_levels, stated_levels
from coalition_kg.extract.frames.people import counts_force, described, gathered
from coalition_kg.extract.items import Item, appositions, is_host, modals
from coalition_kg.extract.lexicon import holds
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View
from coalition_kg.model import DateMention, Quantity, StrengthReport

PERSONNEL = {"soldiers", "police", "mixed", "medical", "engineers", "other"}
# Of a contingent that is all but gone no fewer may be left.
FEWEST_LEFT = 2
# No contingent of the time was larger; above it stand populations.
LARGEST_FORCE = 1_000_000
UNREAL = {
    "will", "plan", "demand", "may", "consider", "neg", "no_plan", "refuse", "propose", "postpone", "retract",
}  # fmt: skip
# How far before a number a word makes it unreal, how far its quote and its time may reach.
UNREAL_REACH = 11
QUOTED = 12
ASIDE = 4
# How far before a force those may stand who give it.
GIVEN = 10
TIMED = 13


def strengths(view: View) -> Iterator[StrengthReport]:
    """Yield the strengths of a sentence."""
    if view.typed.is_question or view.is_long_ago():
        return
    found = [
        *compared(view),
        *_phrases(view),
        *levels(view),
        *reached_levels(view),
        *stated_levels(view),
        *understood(view),
    ]
    for count in found:
        yield from _reports(view, count)


def _reports(view: View, count: Count) -> Iterator[StrengthReport]:
    """One report a country."""
    as_of = _as_of(view, count)
    context = (*count.subject.context, *_event_sentence(view, as_of))
    evidence = view.evidence(count.first, count.last, f"strength-{count.phase}", context)
    theatre = _theatre(view, count)
    view.discourse.counted = (view.number, count.phase)
    for code in count.subject.codes or (None,):
        yield StrengthReport(
            evidence=evidence,
            country=code,
            theatre=theatre,
            holder=count.holder,
            quantity=count.quantity,
            phase=count.phase,
            personnel=count.personnel,
            as_of=as_of,
        )


def _theatre(view: View, count: Count) -> str | None:
    """Where the force is: ``trên toàn thế giới``, ``trong vùng Vịnh``, a host country, the article's."""
    for index in range(count.last, min(count.last + 12, len(view.items))):
        item = view.items[index]
        if item.has("world"):
            return "world"
        if item.has("gulf") and holds(view.typed.text(max(0, index - 1), index).lower(), "within"):
            return "gulf"
        if index > count.last and item.quantity is not None:
            break
    near = view.theatre(count.last - 1, count.last + 6)
    behind = count.last if _is_level(view, count) else count.first
    return near if near != view.discourse.theatre else view.theatre(0, behind)


def _is_level(view: View, count: Count) -> bool:
    """``tăng quân ở Afghanistan từ 100 lên 1.000 người``: the number stands behind the place."""
    return any(i.among("level-from") or i.has("to") for i in view.before(count.last, 1))


# Counted phrases


def _phrases(view: View) -> Iterator[Count]:
    """``Ba Lan có 2.500 binh sĩ ở Iraq``."""
    whole: Count | None = None
    for phrase in view.phrases:
        quantity = _strength_of(view, phrase)
        subject = _holder(view, phrase) if quantity is not None else None
        if quantity is None or subject is None:
            continue
        view.claimed.add(phrase.number or phrase.first)
        personnel = phrase.personnel if phrase.personnel in PERSONNEL else "soldiers"
        holder, first = _holder_kind(view, phrase, subject), _start(view, phrase, subject)
        phase = whole.phase if whole and _is_share(view, whole, phrase) else _phase(view, phrase)
        whole = Count(first, phrase.last, quantity, subject, holder, phase, personnel)
        yield from _shared(view, whole, phrase)


def _shared(view: View, count: Count, phrase: NounPhrase) -> Iterator[Count]:
    """One count, or one a country where each has its own number."""
    parts = shares(view, phrase.number, count.subject.codes)
    actor = count.subject.actor
    if not parts and len(count.subject.codes) > 1 and actor is not None and actor.kind == "pronoun":
        return  # ``Cùng với Nicaragua, họ đóng góp 1.100 lính``: how many each has is not said
    for code, quantity in parts.items():
        yield replace(count, quantity=quantity, subject=replace(count.subject, codes=(code,)))
    if not parts:
        yield count


def _is_share(view: View, whole: Count, phrase: NounPhrase) -> bool:
    """``..., trong đó riêng Mỹ có 135.000 quân``: a share is of the time of its whole."""
    return any(i.lists_parts for i in view.between(whole.last, phrase.first))


def _strength_of(view: View, phrase: NounPhrase) -> Quantity | None:
    """The number of a phrase where it counts a force that somebody has."""
    if phrase.part or phrase.more or phrase.number in view.claimed or not counts_force(view, phrase):
        return None
    if not _is_plausible(view, phrase) or _is_part(view, phrase) or _is_to_be_sent(view, phrase):
        return None
    if any(i.among("body") for i in view.before(phrase.first, 2)) or _is_trained(view, phrase):
        return None  # ``tìm thấy xác của 16 binh sĩ``
    if _is_unreal(view, phrase):
        return phrase.quantity if _is_to_leave(view, phrase) else None
    return phrase.quantity if is_held(view, phrase) else None


def _is_trained(view: View, phrase: NounPhrase) -> bool:
    """``giúp huấn luyện 300 cảnh sát``: those whom others train."""
    trained = any(m.value == "training" and m.last == phrase.first - 1 for m in view.marks("roles"))
    return trained and not phrase.codes


def _is_to_be_sent(view: View, phrase: NounPhrase) -> bool:
    """``lực lượng 6.000 người mà NATO dự định đưa xuống phía nam``: they are yet to come."""
    opened = view.item(phrase.last + 1)
    if opened is None or not opened.among("which"):
        return False
    return any(i.modal in {"plan", "will", "pledge"} for i in view.after(phrase.last + 1, 5))


def _is_plausible(view: View, phrase: NounPhrase) -> bool:
    """A contingent is counted in tens at least; one soldier is a person in a story."""
    quantity = phrase.quantity
    least = FEWEST_LEFT if _is_all_that_is_left(view, phrase) else SMALLEST
    return quantity is not None and (quantity.value is None or least <= quantity.value <= LARGEST_FORCE)


def _is_all_that_is_left(view: View, phrase: NounPhrase) -> bool:
    """``Bồ Đào Nha chỉ còn 2 sĩ quan ở Iraq``."""
    left = any(i.among("left-only") for i in view.before(phrase.first, 1))
    return left and phrase.kind == "person" and view.names_theatre()


def _is_unreal(view: View, phrase: NounPhrase) -> bool:
    """Wanted, planned or denied numbers are no strengths, unless those counted serve already."""
    there = view.item(phrase.last + 1)
    if _serves(view, phrase) or (phrase.owner == "they" and there is not None and there.among("at")):
        return False
    whole = _whole_of(view, phrase)
    if whole is not None and _is_unreal(view, whole):
        return True
    for position in view.places_before(phrase.first, UNREAL_REACH):
        item = view.items[position]
        if item.is_stop or item.among("include", "of", "within"):
            return False  # ``kéo dài sứ mệnh của 600 binh sĩ``: those are there
        if item.modal in UNREAL or item.has("hypothesis"):
            return True
    return False


def _whole_of(view: View, phrase: NounPhrase) -> NounPhrase | None:
    """``sẽ đưa 1.000 quân tới Iraq, trong đó 600 lính bộ binh``: those of whom the people are a part."""
    if phrase.codes or not any(i.has("aside") for i in view.before(phrase.first, 2)):
        return None
    return next((p for p in reversed(view.phrases_before(phrase.first)) if p.quantity and not p.codes), None)


def _is_to_leave(view: View, phrase: NounPhrase) -> bool:
    """``nếu Rumani không rút 800 binh sĩ khỏi Iraq``: whatever is wanted, they are there."""
    verb = view.item(phrase.first - 1)
    out = any(i.has("home") or i.ends_in_word("away") for i in view.after(phrase.last, 1))
    return verb is not None and verb.has("object", "withdraw") and out and view.names_theatre()


def _serves(view: View, phrase: NounPhrase) -> bool:
    """``nếu X không rút 51 binh sĩ đang phục vụ tại Iraq``."""
    now, there = view.item(phrase.last + 1), view.after(phrase.last + 1, 2)
    if now is not None and now.has("stationed") and now.begins("now-stationed"):
        return True
    return now is not None and now.has("now") and any(i.has("stationed") for i in there)


def _is_part(view: View, phrase: NounPhrase) -> bool:
    """``900 trong số 3.200 quân``: only the whole is a strength."""
    after = view.item(phrase.last + 1)
    if after is None or not after.among("out-of"):
        return False
    near = [p for p in view.phrases if phrase.last + 2 <= p.first < phrase.last + 5]
    return any(p.codes == phrase.codes and p.kind != "coalition" for p in near)


# Who has it


def _holder(view: View, phrase: NounPhrase) -> Subject | None:
    """Whose the force is: its own country, the alliance, or who has it; None for local forces."""
    if phrase.codes:
        own = Subject(phrase.codes, phrase.first, phrase=phrase)
        return None if any(is_host(c) for c in phrase.codes) else own
    if phrase.kind in {"coalition", "allies"}:
        return Subject((), phrase.first, phrase=phrase, alliance=True)
    if phrase.owner in {"country", "they"}:
        # ``Mỹ cần thêm lính nước ngoài để giảm gánh nặng cho binh sĩ của mình``
        reflexive = view.items[phrase.last].among("oneself")
        meant = view.antecedent("country" if reflexive else phrase.owner, phrase.first)
        return meant if meant is not None and _may_hold(meant) else None
    if phrase.owner == "many":
        return Subject((), phrase.first, phrase=phrase, alliance=True) if phrase.nations is not None else None
    return _understood_holder(view, phrase)


def _understood_holder(view: View, phrase: NounPhrase) -> Subject | None:
    """Who has a force that no country stands beside; police of nobody named are local."""
    if any(_are_hosts(view, p) for p in view.phrases_before(phrase.first)):
        return None
    subject = gathered(view, phrase) or _nations_counted(view, phrase) or _belonging_to(view, phrase)
    subject = subject or described(view, phrase) or _named_behind(view, phrase) or _named_with(view, phrase)
    subject = subject or view.subject(phrase.first)
    nations = any(p.kind == "vague_nations" for p in view.phrases_before(phrase.first))
    pointed = subject is not None and subject.actor is not None and subject.actor.kind == "pronoun"
    unnamed = (
        subject is not None and subject.assumed and not pointed and (phrase.personnel == "police" or nations)
    )
    return subject if subject is not None and not unnamed and _may_hold(subject) else None


def _belonging_to(view: View, phrase: NounPhrase) -> Subject | None:
    """``1.100 lính thuộc Lực lượng Phòng vệ Nhật Bản``."""
    of, force = view.item(phrase.last + 1), view.phrase_from(phrase.last + 2)
    theirs = (
        of is not None and of.among("belonging-to") and force is not None and force.kind in {"mass", "unit"}
    )
    if not theirs or force is None or len(force.codes) != 1 or is_host(force.codes[0]):
        return None
    return Subject(force.codes, phrase.first, phrase=phrase)


def _are_hosts(view: View, phrase: NounPhrase) -> bool:
    """``lực lượng an ninh địa phương, bao gồm 2.500 binh sĩ và ...``: parts of the land's own force."""
    return phrase.kind == "host" and any(i.lists_parts for i in view.after(phrase.last, 2))


def _named_behind(view: View, phrase: NounPhrase) -> Subject | None:
    """``Với 130.000 quân còn lại, Mỹ sẽ ...``: the count opens the sentence, and who has it follows."""
    if phrase.first != 1 or not view.items[0].among("beside-number"):
        return None
    comma = next((i for i in view.places_after(phrase.last, ASIDE) if view.items[i].text == ","), None)
    named = next((a for a in view.actors if comma is not None and a.first == comma + 1), None)
    country = named is not None and named.kind == "country" and not is_host(named.codes[0])
    return Subject(named.codes, named.first, named) if named is not None and country else None


def _named_with(view: View, phrase: NounPhrase) -> Subject | None:
    """``Đông nhất là Anh với 9.000 lính, tiếp đó là Italy với ...``: the country right before ``với``."""
    beside = view.item(phrase.first - 1)
    group = next((g for g in view.groups.values() if g.last == phrase.first - 2), None)
    if group is None or beside is None or not beside.among("beside-number") or len(group.codes) != 1:
        return None
    named = group.first > 0 and view.items[group.first - 1].among("is")
    return Subject(group.codes, group.first) if named and not is_host(group.codes[0]) else None


def _may_hold(subject: Subject) -> bool:
    """An alliance or a country, but neither hosts nor insurgents."""
    if subject.public or (subject.phrase is not None and subject.phrase.kind in {"host", "enemy"}):
        return False
    return not all(is_host(c) for c in subject.codes) if subject.codes else subject.alliance


def _nations_counted(view: View, phrase: NounPhrase) -> Subject | None:
    """``27 nước có tổng cộng 22.000 quân``: of them together."""
    verb = next(
        (
            i
            for i in view.places_before(phrase.first, 2)
            if view.items[i].among("have", "contribute", "beside-number")
            or view.items[i].has("object", "maintain")
        ),
        None,
    )
    if verb is None or verb < 2 or phrase.kind != "person":
        return None
    summed = view.items[phrase.first].among("total") or view.items[phrase.first - 1].among("total")
    if summed and view.items[verb - 1].has("vague_nations") and view.items[verb].among("contribute"):
        return Subject((), verb - 1, phrase=phrase, alliance=True)  # ``các nước góp tổng cộng 21.000 quân``
    nations = verb - 1 if view.items[verb - 1].has_any("state_noun", "allies") else verb - 2
    counted = view.items[nations].has_any("state_noun", "allies") and nations > 0
    several = counted and view.items[nations - 1].quantity is not None
    return Subject((), nations - 1, phrase=phrase, alliance=True) if several else None


def _holder_kind(view: View, phrase: NounPhrase, subject: Subject) -> str:
    if subject.codes:
        return "country"
    return "allies" if phrase.kind == "allies" or _is_of_others(view, phrase) else "coalition"


def _is_of_others(view: View, phrase: NounPhrase) -> bool:
    """``Các nước khác trong liên quân hiện góp khoảng 24.000 binh sĩ``: all but the leading country."""
    giver = view.phrase_before(phrase.first, GIVEN)
    first = view.source_end or (1 if view.items[0].has("now") else 0)
    besides = len(view.items) > first and view.items[first].among("besides")
    if besides and any(n is not None and n.codes == LEADER for n in (giver, view.groups.get(first + 1))):
        return True  # ``Ngoài 130.000 lính Mỹ, ở Iraq hiện có 22.000 binh sĩ của hơn 30 quốc gia``
    if (
        giver is not None
        and giver.kind == "allies"
        and (giver.quantity is None or view.items[giver.last].ends_in_word("other"))
        and _opens_clause(view, giver.first)
    ):
        return True  # ``Các nước đồng minh hiện có khoảng 25.000 binh sĩ``
    beside = any(i.among("besides") for i in view.before(phrase.first, 1))
    led = any(g.codes == LEADER and g.last < phrase.first for g in view.groups.values())
    if beside and led and any(i.among("other") for i in view.after(phrase.last, 1)):
        return True  # ``Mỹ có 140.000 quân, bên cạnh 20.000 lính của 30 quốc gia khác``
    own = phrase.owner in {"nato", "un"}  # ``17.000 lính Mỹ và 6.500 quân NATO``
    if (
        giver is not None
        and giver.codes == LEADER
        and giver.quantity
        and giver.last == phrase.first - 2
        and not own
    ):
        return True  # ``158.000 quân Mỹ và 23.000 quân của 27 nước khác``
    others = next((p for p in view.phrases_before(phrase.first) if p.kind == "vague_nations"), None)
    other = others is not None and view.items[others.last].ends_in_word("other")
    follows = others is not None and any(i.among("other") for i in view.after(others.last, 1))
    return giver is not None and (other or follows)


def _opens_clause(view: View, first: int) -> bool:
    """At the start of the sentence, or behind ``trong khi``."""
    return first <= 1 or view.items[first - 1].has("break", "contrast")


# When


def _phase(view: View, phrase: NounPhrase) -> str:
    """``từng có 600 quân``, ``300 quân tham chiến``: past, unless it says that it is so now."""
    after, before = _until_comma(view.after(phrase.last, TIMED)), view.before(phrase.first, TIMED)
    now = any(i.has("now") for i in before[-5:])
    counted = view.discourse.counted
    if view.items[0].lists_parts and not now and counted is not None and counted[0] == view.number - 1:
        return counted[1]  # ``Trong đó, có 250.000 quân Mỹ``: a share is of the time of its whole
    told = [*_not_aside(_not_since(before)), *_not_since(after)]
    then = any(i.has("former") for i in told) or _as_war_began(view)
    fought = any(i.among("fight") for i in after[:4]) or _was_sent_then(view, phrase)
    return "past" if (then or fought) and not now else "current"


def _was_sent_then(view: View, phrase: NounPhrase) -> bool:
    """``Madrid đưa 1.430 binh sĩ tới Iraq hồi tháng 8 năm ngoái``: how many were sent in another year."""
    sent = is_sent(view, phrase) and not modals(view.before(phrase.first, 3))
    dated = (n for n, i in enumerate(view.items) if i.date is not None and i.ends_in_word("past-year"))
    # but ``từ đầu năm ngoái``
    return sent and any(not any(i.has("from") for i in view.before(n, 1)) for n in dated)


def _as_war_began(view: View) -> bool:
    """``Khi tham chiến vào mùa xuân 2003, Anh có 46.000 quân``."""
    return view.items[0].among("when") and any(i.among("war-opening") for i in view.opening)


def _not_since(items: list[Item]) -> list[Item]:
    """``cao nhất kể từ đầu cuộc chiến`` measures the present by the past."""
    since = next((i for i, item in enumerate(items) if item.among("since", "versus")), len(items))
    return items[:since]


def _not_aside(items: list[Item]) -> list[Item]:
    """``Australia, nước từng bảo vệ lính Nhật, vừa chuyển 460 quân``: without what commas set aside."""
    opened, closed = next(appositions(items), (0, 0))
    return [*items[:opened], *items[closed:]]


def _until_comma(items: list[Item]) -> list[Item]:
    comma = next((i for i, item in enumerate(items) if item.text in {",", ";"}), len(items))
    return items[:comma]


def _start(view: View, phrase: NounPhrase, subject: Subject) -> int:
    """Stretch the quote back over ``Hiện có``, ``Ba Lan góp``."""
    first, begin = phrase.first, subject.first
    near = begin is not None and begin < first and first - begin <= QUOTED
    if begin is not None and near and not view.breaks_between(begin, first):
        return begin
    while first > 0 and view.items[first - 1].has_any("have", "now"):
        first -= 1
    return first


def _event_sentence(view: View, as_of: DateMention | None) -> tuple[int, ...]:
    """The sentence with the date that ``cùng ngày`` stands for."""
    event = view.discourse.event
    return (event.sentence,) if event is not None and as_of is not None and as_of == view.same_day() else ()


def _is_of_first(view: View, date: int, count: Count) -> bool:
    """``đã giảm từ 25.600 hồi đầu năm 2004 xuống còn 22.000``: the date is that of the first number."""
    began = any(i.among("level-from") and i.start < date for i in view.items)
    return began and any(i.has("to") and i.start > date for i in view.items[: count.last])


def _is_compared(view: View, date: int, count: Count) -> bool:
    """``còn 1.500 lính so với 2.500 hồi đầu năm 2004``: the date is that of the number compared."""
    return any(i.among("versus") and view.items[count.last].start < i.start < date for i in view.items)


def _as_of(view: View, count: Count) -> DateMention | None:
    """The date that opens the count, else the first of its part of the sentence."""
    opening = view.items[count.first].date
    if opening is not None:
        return opening.mention
    marks = [i for i, item in enumerate(view.items) if item.text == ";"]
    first = max((view.items[i].start for i in marks if i < count.first), default=0)
    last = min((view.items[i].start for i in marks if i > count.last), default=len(view.typed.copy.text))
    # ``Có mặt từ tháng 6/1999, KFOR hiện gồm 18.000 binh sĩ``: what is now is not of the date before.
    told = [i.start for i in view.items[: count.last + 1] if i.has("now", "current")]
    first = max([first, *told])
    due = {after.start for before, after in pairwise(view.items) if before.among("until")}
    if modals(view.items[: count.first + 1]) & {"will", "plan"}:
        last = min(last, view.items[count.last].start)  # ``sẽ giảm từ 2.300 xuống 1.200 trước tháng 4/2007``
    near = [d for d in view.typed.dates if d.mention.edtf and first <= d.start < last and d.start not in due]
    near = [d for d in near if not (_is_of_first(view, d.start, count) or _is_compared(view, d.start, count))]
    return near[0].mention if near else view.same_day()
