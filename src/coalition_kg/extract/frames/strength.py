"""Strengths: a counted force that a country or an alliance has, or had."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from coalition_kg.extract.frames.action import names_theatre_next
from coalition_kg.extract.frames.compared import compared, understood
from coalition_kg.extract.frames.counts import Count, shares
from coalition_kg.extract.frames.levels import changed_before, levels, stated_levels
from coalition_kg.extract.items import Item, is_host, modals
from coalition_kg.extract.lexicon import holds
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View
from coalition_kg.model import DateMention, Quantity, StrengthReport

COUNTED_KINDS = {"person", "mass", "coalition", "allies"}
PERSONNEL = {"soldiers", "police", "mixed", "medical", "engineers", "other"}
LEAVING = {"withdraw", "reduce"}
# No contingent of the time was larger; above it stand populations.
LARGEST_FORCE = 1_000_000
UNREAL = {
    "will", "plan", "demand", "may", "consider", "neg", "no_plan", "refuse", "propose", "postpone", "retract",
}  # fmt: skip
# How far before a number a word makes it unreal, how far its quote and its time may reach.
UNREAL_REACH = 11
QUOTED = 12
ASIDE = 4
ASIDE_LENGTH = 6
# How far behind a force a word of loss counts it among the dead.
LOST = 6
# How far before a force those may stand who give it.
GIVEN = 10
TIMED = 13
# How far behind the place the theatre may stand that it borders on.
BORDER = 8


def strengths(view: View) -> Iterator[StrengthReport]:
    """Yield the strengths of a sentence."""
    if view.typed.is_question or view.is_long_ago():
        return
    found = [*compared(view), *_phrases(view), *levels(view), *stated_levels(view), *understood(view)]
    for count in found:
        yield from _reports(view, count)


def _reports(view: View, count: Count) -> Iterator[StrengthReport]:
    """One report a country; a later reduction is measured against what it says is there now."""
    as_of = _as_of(view, count)
    context = (*count.subject.context, *_event_sentence(view, as_of))
    evidence = view.evidence(count.first, count.last, f"strength-{count.phase}", context)
    theatre = _theatre(view, count)
    for code in count.subject.codes or (None,):
        if code is not None and count.phase == "current" and count.quantity.value is not None:
            view.discourse.strength[code] = count.quantity.value
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
    return near if near != view.discourse.theatre else view.theatre(0, count.first)


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
    for code, quantity in parts.items():
        yield replace(count, quantity=quantity, subject=replace(count.subject, codes=(code,)))
    if not parts:
        yield count


def _is_share(view: View, whole: Count, phrase: NounPhrase) -> bool:
    """``..., trong đó riêng Mỹ có 135.000 quân``: a share is of the time of its whole."""
    return any(i.lists_parts for i in view.between(whole.last, phrase.first))


def _strength_of(view: View, phrase: NounPhrase) -> Quantity | None:
    """The number of a phrase where it counts a force that somebody has."""
    if phrase.part or phrase.more or phrase.number in view.claimed or not _counts_force(view, phrase):
        return None
    if not _is_plausible(phrase) or _is_part(view, phrase):
        return None
    if _is_unreal(view, phrase):
        return phrase.quantity if _is_to_leave(view, phrase) else None
    return phrase.quantity if _is_held(view, phrase) else None


def _counts_force(view: View, phrase: NounPhrase) -> bool:
    """Soldiers, or the people that an alliance's force consists of; its members are countries."""
    if phrase.quantity is None or phrase.kind != "people":
        return phrase.quantity is not None and phrase.kind in COUNTED_KINDS
    if _described(view, phrase) is not None or _is_rest(view, phrase) or _is_composed(view, phrase):
        return True
    return _gathered(view, phrase) is not None and not view.items[phrase.noun].among("member")


def _is_composed(view: View, phrase: NounPhrase) -> bool:
    """``đã điều 450 người, gồm kỹ sư và nhân viên y tế``: the people are those listed."""
    opened = next((i for i in view.places_after(phrase.last, 2) if view.items[i].has("include")), None)
    listed = view.phrase_after(opened, 2) if opened is not None else None
    there = _is_sent(view, phrase) or _has_before(view, phrase)
    return listed is not None and listed.kind == "person" and there


def _is_rest(view: View, phrase: NounPhrase) -> bool:
    """``đã rút 150 binh sĩ khỏi Iraq, còn lại 1.450 người``: those who stay."""
    earlier = view.items[: phrase.first]
    gone = any(i.tags.get(valency) in LEAVING for i in earlier for valency in ("own", "object"))
    return gone and any(i.among("rest") for i in view.before(phrase.first, 1))


def _described(view: View, phrase: NounPhrase) -> Subject | None:
    """``binh sĩ Mỹ - hiện có 148.000 người ở Iraq``: the people are those just named."""
    force = next((p for p in reversed(view.phrases_before(phrase.first)) if p.is_force), None)
    if force is None or not force.codes or force.quantity is not None or phrase.first - force.last > ASIDE:
        return None
    between = view.between(force.last, phrase.first)
    had = any(i.has("have") and not i.among("be") for i in between)
    return Subject(force.codes, force.first, phrase=force) if had and between[0].is_mark else None


def _is_plausible(phrase: NounPhrase) -> bool:
    """A contingent is counted in tens at least; one soldier is a person in a story."""
    quantity = phrase.quantity
    return quantity is not None and (quantity.value is None or 10 <= quantity.value <= LARGEST_FORCE)


def _is_unreal(view: View, phrase: NounPhrase) -> bool:
    """Wanted, planned or denied numbers are no strengths, unless those counted serve already."""
    if _serves(view, phrase):
        return False
    for position in view.places_before(phrase.first, UNREAL_REACH):
        item = view.items[position]
        if item.is_stop or item.among("include", "of"):
            return False  # ``kéo dài sứ mệnh của 600 binh sĩ``: those are there
        if item.modal in UNREAL or item.has("hypothesis"):
            return True
    return False


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


def _is_held(view: View, phrase: NounPhrase) -> bool:
    """Whether the words around a counted force say that somebody has it somewhere."""
    if _is_held_abroad(view, phrase) or _is_lost(view, phrase):
        return False
    sized = phrase.number is not None and (
        (phrase.kind == "coalition" and phrase.number > phrase.noun)
        or _consists(view, phrase)
        or _is_force_of(view, phrase)
    )
    there = _has_before(view, phrase) or _is_stationed(view, phrase) or sized
    there = there or _is_in_charge(view, phrase) or _is_at_work(view, phrase)
    there = there or _is_post_of(view, phrase) or _is_added(view, phrase) or _has_arrived(view, phrase)
    return there or _is_sent(view, phrase) or _is_total(view, phrase)


def _is_force_of(view: View, phrase: NounPhrase) -> bool:
    """``một số thành viên trong lực lượng 500 quân``: a force by its size, which no verb takes."""
    before = view.item(phrase.first - 1)
    free = before is None or before.is_mark or before.has_any("in", "of", "have", "now")
    return free and view.items[phrase.first].has("mass") and phrase.number == phrase.first + 1


def _consists(view: View, phrase: NounPhrase) -> bool:
    """``đơn vị gồm 128 quân cảnh Bồ Đào Nha``: a unit with its country, and how many it has."""
    unit, number = view.items[phrase.first : phrase.first + 2], phrase.number or 0
    heads = any(i.has_any("unit", "mass") for i in unit) and phrase.first < number
    return heads and bool(phrase.codes) and view.items[number - 1].among("consist")


def _is_post_of(view: View, phrase: NounPhrase) -> bool:
    """``sự hiện diện của 9.000 lính Mỹ``, ``căn cứ của 300 lính Anh``, ``nơi tập trung 300 lính Mỹ``."""
    of = view.item(phrase.first - 1)
    if of is None or phrase.kind != "person" or not phrase.codes:
        return False
    head = view.item(phrase.first - 2)
    owned = of.among("of") and head is not None and (head.has("presence") or head.among("post"))
    return owned or of.among("gather")


def _is_in_charge(view: View, phrase: NounPhrase) -> bool:
    """``1.400 lính Hà Lan phụ trách tỉnh Uruzgan``."""
    marks = view.marks("sectors", "command", "passive_command")
    return bool(phrase.codes) and any(m.first == phrase.last + 1 for m in marks)


def _is_at_work(view: View, phrase: NounPhrase) -> bool:
    """``470 binh sĩ Australia đã bảo vệ các kỹ sư Nhật``, ``500 lính Anh đang tuần tra ở Basra``."""
    work = next((m for m in view.marks("roles", "act") if m.first > phrase.last), None)
    if work is None or not phrase.codes or phrase.kind != "person" or work.first - phrase.last > 3:
        return False
    between = view.between(phrase.last, work.first)
    return bool(between) and all(i.has("now") or i.has("modal", "done") or i.has("still") for i in between)


def _has_arrived(view: View, phrase: NounPhrase) -> bool:
    """``1.800 quân nhân Canada vừa tới Kabul``; ``đội quân 450 người mà Sofia gửi tới ...``."""
    sent = view.items[phrase.last].has("object", "deploy")
    done, to = view.item(phrase.last + 1), view.item(phrase.last + 2)
    if done is None or to is None or not phrase.codes or phrase.kind != "person":
        return False
    return sent or (
        done.has("modal", "done") and to.among("arrive") and names_theatre_next(view, phrase.last + 2)
    )


def _is_added(view: View, phrase: NounPhrase) -> bool:
    """``duy trì lực lượng của họ tại Iraq (hiện khoảng 140.000 quân)``: how many a force named before is."""
    opened = phrase.first - 1
    while opened > 0 and view.items[opened].has("now"):
        opened -= 1
    closed = view.item(_joined_end(view, phrase) + 1)
    if opened >= 1 and view.items[opened].has("and"):
        joined = view.phrase_before(opened, 1)
        return joined is not None and joined.quantity is not None and _is_added(view, joined)
    marks = (view.items[opened].text, closed.text) if opened >= 1 and closed is not None else ("", "")
    if marks not in {("(", ")"), ("-", "-")}:
        return False
    force = view.phrase_before(opened, ASIDE)
    if force is None or force.quantity is not None or view.items[force.first].begins("several"):
        return False
    return force.kind in {"mass", "person", "coalition"}


def _is_lost(view: View, phrase: NounPhrase) -> bool:
    """``còn có 15 binh sĩ ở Kashmir thiệt mạng``: they are dead, of whatever."""
    marks = [m.first for m in view.marks("casualty", "kill", "wound") if m.first > phrase.last]
    if not marks or marks[0] - phrase.last > LOST:
        return False
    others = any(p.quantity is not None and phrase.last < p.first < marks[0] for p in view.phrases)
    return not others and not any(i.is_stop for i in view.between(phrase.last, marks[0]))


def _is_held_abroad(view: View, phrase: NounPhrase) -> bool:
    """``Mỹ có 37.000 binh sĩ tại Hàn Quốc``: no mission is there."""
    for index in view.places_after(phrase.last, 3):
        item, following = view.items[index], view.item(index + 1)
        if item.among("at") or item.ends_in_word("at"):
            code = following.tags.get("country") if following is not None else None
            return code is not None and not is_host(code) and code not in phrase.codes
        if not item.has_any("stationed", "now", "still", "modal"):
            return False
    return False


def _has_before(view: View, phrase: NounPhrase) -> bool:
    """``có 2.500 binh sĩ``, ``góp 300 quân``, ``xuống còn 850 quân``."""
    for position in view.places_before(phrase.first, 2):
        item = view.items[position]
        if (item.has("have") and not item.among("be")) or item.among("contribute"):
            return True
        if (
            position == phrase.first - 1
            and item.among("besides")
            and phrase.codes
            and phrase.kind == "person"
        ):
            return True  # ``Ngoài 130.000 lính Mỹ, ở Iraq còn có ...``
        if item.among("remain") and view.items[position - 1].has_any("now", "still", "country"):
            return True  # ``Mỹ hiện vẫn còn 17.000 binh sĩ``
        if item.has("to") and changed_before(view, position):
            return True
        if (
            item.has("aside")
            and item.ends_in_word("have-word")
            and (phrase.codes or phrase.owner == "country")
        ):
            return True  # ``chỉ huy 6.500 người, trong đó có 2.400 binh sĩ nước này``
        if not item.has_any("still", "now", "det", "more"):
            return False
    return False


def _is_stationed(view: View, phrase: NounPhrase) -> bool:
    """``2.500 binh sĩ đang đóng tại Iraq``."""
    for position in view.places_after(_aside_end(view, _joined_end(view, phrase)), 4):
        item = view.items[position]
        if item.modal in {"will", "plan", "may", "neg"}:
            return False
        here = item.has("pronoun", "theatre") and position == phrase.last + 1
        before = view.items[position - 1]
        passive = before.ends_in_word("passive") or (before.among("passive") and bool(phrase.codes))
        sent = item.has("object", "deploy") and passive
        sent = sent and not any(i.among("additional") for i in view.between(phrase.last, position))
        if sent and (view.items[position - 1].has("modal", "done") or phrase.codes) and view.names_theatre():
            return True  # ``5.000 lính đã được gửi tới``, ``600 lính Pháp được triển khai``
        there = here or _stays(view, position) or _is_on_soil(view, position)
        there = there or (item.has("subject", "maintain") and before.among("asked"))
        if item.has("stationed") or (item.has("in") and item.among("at")) or there:
            return not (view.elsewhere(phrase.last, position + 3) or _is_across(view, position))
        if item.is_stop or item.has("action"):
            return False
    return False


def _is_on_soil(view: View, index: int) -> bool:
    """``hàng nghìn lính nước ngoài trên đất Iraq``."""
    soil, land = view.item(index + 1), view.item(index + 2)
    named = land is not None and is_host(land.tags.get("country"))
    return view.items[index].among("event-preposition") and soil is not None and soil.has("soil") and named


def _is_across(view: View, index: int) -> bool:
    """``ở khu vực biên giới giáp Afghanistan``: on the near side of the theatre's border."""
    near = view.items[index : index + BORDER]
    return any(a.among("bordering") and is_host(b.tags.get("country")) for a, b in pairwise(near))


def _joined_end(view: View, phrase: NounPhrase) -> int:
    """Where the counted forces joined to one end: ``140.000 lính Mỹ và 20.000 binh sĩ đồng minh``."""
    joint, other = view.item(phrase.last + 1), view.phrase_from(phrase.last + 2)
    if joint is None or other is None or not joint.has("and") or other.quantity is None:
        return phrase.last
    return other.last if other.kind in COUNTED_KINDS else phrase.last


def _aside_end(view: View, last: int) -> int:
    """Where an aside ends: ``160.000 binh sĩ nước ngoài, chủ yếu là lính Mỹ, vẫn ...``."""
    opened, said = view.item(last + 1), view.item(last + 2)
    if opened is None or said is None or opened.text != "," or not said.has("aside"):
        return last
    return next((i for i in view.places_after(last + 2, ASIDE_LENGTH) if view.items[i].text == ","), last)


def _stays(view: View, index: int) -> bool:
    """``vẫn ở lại``: it is so still."""
    item = view.items[index]
    return item.has("subject", "maintain") and (item.begins("yet") or view.items[index - 1].has("still"))


def _is_sent(view: View, phrase: NounPhrase) -> bool:
    """``đã gửi 600 quân``, ``duy trì 600 quân``."""
    for position in view.places_before(phrase.first, 4):
        item = view.items[position]
        verb = item.tags.get("object") or item.tags.get("own")
        if verb == "expand":
            return False  # ``gửi thêm 370 quân`` says how many more
        if verb == "deploy":
            return not _is_yet_to_be_sent(view, position)
        if item.has("object", "maintain") and not item.among("leave-or-hold"):
            return not view.items[position - 1].has("nominal")
        if item.is_stop:
            return False
    return False


def _is_yet_to_be_sent(view: View, verb: int) -> bool:
    """``bỏ phiếu cho việc gửi 150 công binh``, ``đang gửi hàng nghìn lính``: they are not there yet."""
    before = view.item(verb - 1)
    finished = any(i.among("finished") for i in view.before(verb - 1, 1))
    return before is not None and ((before.has("nominal") and not finished) or before.among("ongoing"))


def _is_total(view: View, phrase: NounPhrase) -> bool:
    """``tổng số 130.000 quân``, ``với sự hỗ trợ của 9.000 lính đồng minh``."""
    before = view.item(phrase.first - 1)
    provided = before is not None and before.among("provided-by")
    if "will" in modals(view.items[: phrase.first]):
        return False  # ``sẽ góp hai tiểu đoàn, tổng cộng 1.500 quân``
    return view.items[phrase.first].among("total") or (provided and phrase.kind in {"allies", "coalition"})


def _holder(view: View, phrase: NounPhrase) -> Subject | None:
    """Whose the force is: its own country, the alliance, or who has it; None for local forces."""
    if phrase.codes:
        own = Subject(phrase.codes, phrase.first, phrase=phrase)
        return None if any(is_host(c) for c in phrase.codes) else own
    if phrase.kind in {"coalition", "allies"}:
        return Subject((), phrase.first, phrase=phrase, alliance=True)
    if phrase.owner in {"country", "they"}:
        meant = view.antecedent(phrase.owner, phrase.first)
        return meant if meant is not None and _may_hold(meant) else None
    if phrase.owner == "many":
        return Subject((), phrase.first, phrase=phrase, alliance=True) if phrase.nations is not None else None
    return _understood_holder(view, phrase)


def _understood_holder(view: View, phrase: NounPhrase) -> Subject | None:
    """Who has a force that no country stands beside; police of nobody named are local."""
    subject = _gathered(view, phrase) or _described(view, phrase) or view.subject(phrase.first)
    local = subject is not None and subject.assumed and phrase.personnel == "police"
    return subject if subject is not None and not local and _may_hold(subject) else None


def _may_hold(subject: Subject) -> bool:
    """An alliance or a country, but neither hosts nor insurgents."""
    if subject.public or (subject.phrase is not None and subject.phrase.kind in {"host", "enemy"}):
        return False
    return not all(is_host(c) for c in subject.codes) if subject.codes else subject.alliance


def _gathered(view: View, phrase: NounPhrase) -> Subject | None:
    """``lực lượng đa quốc gia tại đây gồm khoảng 150.000 binh sĩ``: the whole force is counted."""
    before = view.item(phrase.first - 1)
    if before is None or not before.has("have") or not before.among("consist"):
        return None
    earlier = reversed(view.phrases_before(phrase.first))
    whole = next((p for p in earlier if p.kind == "coalition" or _is_led(view, p)), None)
    if whole is None:
        return None
    others = any(a.codes and whole.last < a.first < phrase.first for a in view.actors)
    near = phrase.first - whole.last <= 6 or not others
    return Subject((), whole.first, phrase=whole, alliance=True) if near else None


def _is_led(view: View, phrase: NounPhrase) -> bool:
    """``lực lượng do NATO lãnh đạo``, ``Brazil dẫn đầu lực lượng mới``: a whole force, not a country's."""
    after = view.item(phrase.last + 1)
    if phrase.kind != "mass" or phrase.codes:
        return False
    leads = any(m.last == phrase.first - 1 for m in view.marks("sectors", "command", "passive_command"))
    return leads or (after is not None and after.among("by"))


def _holder_kind(view: View, phrase: NounPhrase, subject: Subject) -> str:
    if subject.codes:
        return "country"
    return "allies" if phrase.kind == "allies" or _is_of_others(view, phrase) else "coalition"


def _is_of_others(view: View, phrase: NounPhrase) -> bool:
    """``Các nước khác trong liên quân hiện góp khoảng 24.000 binh sĩ``: all but the leading country."""
    giver = view.phrase_before(phrase.first, GIVEN)
    if giver is not None and giver.kind == "allies" and giver.quantity is None and giver.first <= 1:
        return True  # ``Các nước đồng minh hiện có khoảng 25.000 binh sĩ``
    others = next((p for p in view.phrases_before(phrase.first) if p.kind == "vague_nations"), None)
    other = others is not None and view.items[others.last].ends_in_word("other")
    follows = others is not None and any(i.among("other") for i in view.after(others.last, 1))
    return giver is not None and (other or follows)


# When


def _phase(view: View, phrase: NounPhrase) -> str:
    """``từng có 600 quân``, ``300 quân tham chiến``: past, unless it says that it is so now."""
    after, before = _until_comma(view.after(phrase.last, TIMED)), view.before(phrase.first, TIMED)
    now = any(i.has("now") for i in before[-5:])
    then = any(i.has("former") for i in [*_not_since(before), *_not_since(after)]) or _as_war_began(view)
    fought = any(i.among("fight") for i in after[:4])
    return "past" if (then or fought) and not now else "current"


def _as_war_began(view: View) -> bool:
    """``Khi tham chiến vào mùa xuân 2003, Anh có 46.000 quân``."""
    comma = next((i for i, item in enumerate(view.items) if item.text == ","), 0)
    return view.items[0].among("when") and any(i.among("war-opening") for i in view.items[:comma])


def _not_since(items: list[Item]) -> list[Item]:
    """``cao nhất kể từ đầu cuộc chiến`` measures the present by the past."""
    since = next((i for i, item in enumerate(items) if item.among("since")), len(items))
    return items[:since]


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


def _as_of(view: View, count: Count) -> DateMention | None:
    """The date that opens the count, else the first of its part of the sentence."""
    opening = view.items[count.first].date
    if opening is not None:
        return opening.mention
    marks = [i for i, item in enumerate(view.items) if item.text == ";"]
    first = max((view.items[i].start for i in marks if i < count.first), default=0)
    last = min((view.items[i].start for i in marks if i > count.last), default=len(view.typed.copy.text))
    near = [d for d in view.typed.dates if d.mention.edtf and first <= d.start < last]
    return near[0].mention if near else view.same_day()
