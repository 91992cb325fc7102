"""Compared numbers: those of a roster in brackets, of a whole and of another time."""

from collections.abc import Iterator

from coalition_kg.extract.frames.counts import Count, is_size
from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.phrases import Countries, NounPhrase
from coalition_kg.extract.view import Subject, View

# How far behind the number its time may stand.
TIMED = 2
# How near the start of a sentence it may be said that some nations have left.
LEFT = 8
# Fewer people than these, at a date, may be the dead.
COMPARED = 500
YET_TO_COME = {"will", "plan", "pledge", "propose", "consider", "may", "demand"}


def compared(view: View) -> Iterator[Count]:
    """Yield the counts of contingents that a sentence lists or compares."""
    if not view.has_losses:
        yield from _bracketed(view)
        yield from _juxtaposed(view)
    yield from _wholes(view)
    yield from _of_another_time(view)
    yield from _later_levels(view)
    yield from _parts(view)


def _parts(view: View) -> Iterator[Count]:
    """``26.000 quân nước ngoài, trong đó 18.000 là lính Mỹ``: a part by its country."""
    for phrase in view.phrases:
        number = phrase.first - 2
        quantity = view.items[number].quantity if number > 0 and view.items[number + 1].among("is") else None
        if quantity is None or phrase.kind != "person" or not phrase.codes or is_host(phrase.codes[0]):
            continue
        if number not in view.claimed and any(i.lists_parts for i in view.before(number, 2)):
            view.claimed.add(number)
            own = Subject(phrase.codes, number, phrase=phrase)
            phase = _phase(view)
            yield Count(number, phrase.last, quantity, own, "country", phase, phrase.personnel)
            yield from _further_parts(view, phrase)


def _further_parts(view: View, part: NounPhrase) -> Iterator[Count]:
    """``trong đó 2.400 là lính Ba Lan, 1.600 lính Ukraine và 480 lính Bulgaria``: the rest of the list."""
    last = part.last
    for phrase in (p for p in view.phrases if p.first > part.last):
        joint, own = view.items[phrase.first - 1], Subject(phrase.codes, phrase.first, phrase=phrase)
        listed = phrase.first == last + 2 and joint.joins
        if not listed or phrase.kind != "person" or not phrase.codes or not is_size(phrase.quantity):
            return
        if phrase.number is not None:
            view.claimed.add(phrase.number)
        yield Count(
            phrase.first, phrase.last, phrase.quantity, own, "country", _phase(view), phrase.personnel
        )
        last = phrase.last


def _bracketed(view: View) -> Iterator[Count]:
    """``Ba Lan (2.400 người), Ukraina (1.640) và Tây Ban Nha (1.300)``: each country with its troops."""
    listed = [(g, found) for g in view.groups.values() if (found := _in_brackets(view, g)) is not None]
    if not any(noun for _, (_, noun) in listed) and not _goes_on_from_count(view, [g for g, _ in listed]):
        return
    for group, (number, _) in listed:
        quantity = view.items[number].quantity
        if number in view.claimed and not _have_left(view):
            continue
        if quantity is not None and not is_host(group.codes[-1]):
            view.claimed.add(number)
            subject = Subject(group.codes[-1:], group.last)
            yield Count(group.last, _closing(view, number), quantity, subject, "country", _phase(view))


def _juxtaposed(view: View) -> Iterator[Count]:
    """``gồm Latvia 120 lính, Litva 45 và Estonia 50 lính``: each country right before its number."""
    listed = [(g, found) for g in view.groups.values() if (found := _right_behind(view, g)) is not None]
    bare = any(
        number == group.last + 1
        or view.items[number - 1].text == ":"
        or view.items[number - 1].among("remain")
        for group, (number, _) in listed
    )
    noun = any(phrase for _, (_, phrase) in listed) or _goes_on_from_count(view, [g for g, _ in listed])
    noun = noun or (bool(listed) and any(i.has("own") for i in view.items[: listed[0][0].first]))
    if len(listed) < 2 or not bare or not noun:
        return
    if modals(view.items[: listed[0][0].first]) & YET_TO_COME:
        return
    for group, (number, phrase) in listed:
        quantity = view.items[number].quantity
        if quantity is not None:
            view.claimed.add(number)
            subject, last = Subject(group.codes, group.first), phrase.last if phrase else number
            personnel = phrase.personnel if phrase and phrase.kind == "person" else "soldiers"
            yield Count(group.first, last, quantity, subject, "country", _phase(view), personnel)


def _right_behind(view: View, group: Countries) -> tuple[int, NounPhrase | None] | None:
    """Where the number of one listed country stands, and the noun phrase that it counts, if there is one."""
    number, before = group.last + 1, view.item(group.first - 1)
    if number < len(view.items) and (
        view.items[number].among("have", "remain", "beside-number") or view.items[number].text == ":"
    ):
        number += 1  # ``như Kazakhstan có 28 lính và Litva 45``, ``Mông Cổ: 160 lính; Albania: 120``
    following = view.item(number + 1)
    opens = before is None or before.is_stop or before.has_any("and", "include", "now") or before.among("is")
    opens = opens or (before is not None and before.lists_parts)  # ``trong đó Mỹ 140.000 người và ...``
    opens = opens or (group.first == 1 and before is not None and before.is_plain)  # ``Nay Mỹ còn ...``
    free = number < len(view.items) and is_size(view.items[number].quantity) and number not in view.claimed
    if not (opens and free) or len(group.codes) != 1 or is_host(group.codes[0]):
        return None
    phrase = view.phrase_from(number)
    if phrase is not None:
        people = phrase.kind == "people" and _is_part_of_force(view, group)
        return (number, phrase) if (phrase.kind == "person" or people) and not phrase.codes else None
    ends = following is None or following.is_mark or following.has("and")
    return (number, None) if ends else None


def _is_part_of_force(view: View, group: Countries) -> bool:
    """``160.000 quân, trong đó Mỹ 140.000 người và Anh 8.500 người``: the people are parts of a force."""
    opened = next((i for i, item in enumerate(view.items[: group.first]) if item.lists_parts), None)
    whole = view.phrase_before(opened, 4) if opened is not None else None
    return whole is not None and whole.is_force and whole.quantity is not None


def _goes_on_from_count(view: View, listed: list[Countries]) -> bool:
    """``Mỹ với 130.000 binh sĩ, tiếp đến là Anh (9.000), Italy (3.000)``: the first noun serves all."""
    if len(listed) < 2:
        return False
    counted = view.phrases_before(listed[0].first)
    told = any(i.among("is") for i in view.before(listed[0].first, 1)) or _is_next(view, counted, listed[0])
    opening = view.items[: listed[0].first]
    if told and any(i.has("vague_nations") for i in opening) and any(i.has("own", "deploy") for i in opening):
        return True  # ``Các nước góp quân lớn nhất là Anh (8.300), Hàn Quốc (3.600)``
    return told and bool(counted) and counted[-1].is_force and counted[-1].quantity is not None


def _is_next(view: View, counted: list[NounPhrase], group: Countries) -> bool:
    """``Anh đóng góp 8.000 quân, Hàn Quốc 3.200``: right behind the number of one who has or gives."""
    between = view.between(counted[-1].last, group.first) if counted else []
    there = all(i.has("in") or is_host(i.place_code) for i in between[:-1])  # ``8.000 quân ở Iraq, ...``
    if not between or not between[-1].is_mark or not there:
        return False
    return any(i.among("have", "contribute") for i in view.before(counted[-1].first, 2))


def _in_brackets(view: View, group: Countries) -> tuple[int, bool] | None:
    """Where the number of a country stands in brackets behind it, and whether its noun does."""
    unit = view.phrase_at(group.first)
    if unit is not None and (view.items[unit.first].has("det") or view.items[unit.first].begins("several")):
        return None  # ``các đơn vị Mỹ (khoảng 40 lính)``: each of them
    opened, number = view.item(group.last + 1), view.item(group.last + 2)
    if opened is None or number is None or opened.text != "(" or not is_size(number.quantity):
        return None
    noun, closed = view.item(group.last + 3), view.item(group.last + 4)
    counted = noun is not None and noun.has_any("person", "people")
    ends = closed if counted else noun
    there = ends is not None and (ends.text in {")", ","} or (counted and ends.has("in")))
    return (group.last + 2, counted) if there else None


def _closing(view: View, index: int) -> int:
    return next((i for i in view.places_after(index, TIMED + 1) if view.items[i].text == ")"), index)


def _phase(view: View) -> str:
    """Of those who went home it is told what they had."""
    return "past" if _have_left(view) or any(i.has("former") for i in view.items) else "current"


def _have_left(view: View) -> bool:
    """``Những nước đã rút: Tây Ban Nha (1.300 quân)``, ``Honduras (370 quân) đã rút khỏi Iraq``."""
    for closed, done, verb in zip(view.items, view.items[1:], view.items[2:], strict=False):
        if closed.text == ")" and done.modal == "done" and verb.tags.get("subject") == "withdraw":
            return True
    for index, item in enumerate(view.items[:LEFT]):
        leaves = "withdraw" in {item.tags.get(v) for v in ("own", "object", "subject")}
        before = view.before(index, 3)
        if leaves and "done" in modals(before) and any(i.has("vague_nations") for i in before):
            return True
    return False


def _wholes(view: View) -> Iterator[Count]:
    """``đưa 1.000 trong số 3.200 quân về nước``, ``giảm 10% trong tổng số 2.900 binh sĩ``: the whole."""
    if view.elsewhere(0, len(view.items) - 1):
        return
    for phrase in view.phrases:
        number = _whole_number(view, phrase)
        quantity = view.items[number].quantity if number is not None else None
        if number is None or not is_size(quantity) or phrase.kind not in {"person", "mass"}:
            continue
        posted = any(i.has("stationed") for i in view.after(phrase.last, 2))
        if view.has_losses and not posted:
            continue  # ``12 trong số 19 lính bị thương``; ``2 trong số 480 lính đóng ở Karbala bị thương``
        own = Subject(phrase.codes, number, phrase=phrase) if phrase.codes else view.subject(number)
        if own is not None and own.codes and not own.is_host and not own.public:
            view.claimed.add(number)
            yield Count(number, phrase.last, quantity, own, "country", "current", phrase.personnel)


def _whole_number(view: View, phrase: NounPhrase) -> int | None:
    """Where the number of the whole stands that a part or a share is taken of."""
    if phrase.part and phrase.number is not None:
        return phrase.number + 2
    before, share = view.item(phrase.first - 1), view.item(phrase.first - 2)
    shared = share is not None and (
        share.has_any("money", "det", "still", "person") or share.quantity is not None
    )
    taken = before is not None and before.among("out-of") and shared
    return phrase.number if taken else None


def _of_another_time(view: View) -> Iterator[Count]:
    """``sẽ chỉ còn 1.700 người, so với 2.400 hiện nay``; ``thấp hơn mức 138.000 trước đó``."""
    for index, item in enumerate(view.items):
        if index in view.claimed or not is_size(item.quantity) or index == 0:
            continue
        phase = _told_time(view, index) if view.items[index - 1].among("compared-with") else None
        subject = _whose(view, index) if phase is not None else None
        if phase is not None and subject is not None:
            view.claimed.add(index)
            yield Count(index - 1, index + 1, item.quantity, subject, "country", phase)


def _later_levels(view: View) -> Iterator[Count]:
    """``Anh có 46.000 quân; tháng 5/2004 còn 18.000 và cuối năm ngoái là 8.500``: a number at each date."""
    for index, item in enumerate(view.items):
        if not is_size(item.quantity):
            continue
        dated = index >= 2 and view.items[index - 1].has("have") and view.items[index - 2].date is not None
        left = index >= 2 and _is_left_now(view, index)
        of_many = any(p.number == index and p.owner == "many" for p in view.phrases)
        if not (dated or left) or index in view.claimed or of_many:
            continue
        following, counted = view.item(index + 1), [p for p in view.phrases_before(index) if p.quantity]
        ends = following is None or following.is_stop or following.has_any("and", "people", "person")
        if ends and counted and counted[-1].is_force:
            whole = counted[-1] if left and counted[-1].kind in {"allies", "coalition"} else None
            subject = Subject((), whole.first, phrase=whole, alliance=True) if whole else view.subject(index)
            known = subject is not None and (bool(subject.codes) or whole is not None)
            if subject is not None and known and not subject.is_host:
                view.claimed.add(index)
                holder = "country" if whole is None else whole.kind
                yield Count(index - 2, index, item.quantity, subject, holder, "current" if left else "past")


def _is_left_now(view: View, index: int) -> bool:
    """``đưa 101 người sang vùng Vịnh, nhưng nay chỉ còn 39``."""
    before = view.items[index - 1]
    return before.among("now-only") or (
        before.among("left-over", "have") and view.items[index - 2].has("now")
    )


def _told_time(view: View, index: int) -> str | None:
    """Whether it is so now or was so before, where the words behind the number say it."""
    for item in view.after(index, TIMED):
        if item.has("now"):
            return "current"
        if item.among("before-that") or item.has("former"):
            return "past"
        quantity = view.items[index].quantity
        if item.date is not None and not view.has_losses and quantity is not None:
            return "past" if (quantity.value or 0) >= COMPARED else None
        if not item.has_any("person", "people") and not item.among("at-past"):
            return None
    return None


def _whose(view: View, index: int) -> Subject | None:
    """The nearest force of a country before the number, else who has or moves one."""
    force = _force_of(view, index)
    if force is not None:
        return Subject(force.codes, force.first, phrase=force)
    versus = any(i.among("versus") for i in view.before(index, 2))
    counted = versus and any(p.is_force for p in view.phrases_before(index))
    subject = view.subject(index) if counted else None
    known = subject is not None and bool(subject.codes) and not subject.is_host and not subject.public
    return subject if known else None


def _force_of(view: View, index: int) -> NounPhrase | None:
    """The nearest force of a country before the number."""
    forces = [p for p in view.phrases_before(index) if p.is_force and p.codes and not is_host(p.codes[0])]
    return forces[-1] if forces else None


# Numbers whose noun is understood


def understood(view: View) -> Iterator[Count]:
    """Yield counts without a noun: ``Australia hiện có khoảng 900 tại quốc gia vùng Vịnh này``."""
    for index, item in enumerate(view.items[:-1]):
        free = index not in view.claimed and view.phrase_at(index) is None
        if item.quantity is None or not free:
            continue
        if not _is_had_in_theatre(view, index) and not _is_second_count(view, index):
            continue
        subject = view.subject(index)
        if subject is not None and subject.codes and not subject.assumed and not subject.is_host:
            last = min(index + 2, len(view.items) - 1)
            yield Count(subject.first or index, last, item.quantity, subject, "country", "current")


def _is_second_count(view: View, index: int) -> bool:
    """``có 540 binh lính đóng ở Iraq và 340 ở Kosovo``: the noun of the first count serves the second."""
    counted = any(p.number in view.claimed and p.last < index for p in view.phrases if p.is_force)
    before, after = view.item(index - 1), view.items[index + 1]
    joined = before is not None and before.has("and")
    there = after.among("at") or after.has("stationed") or (after.among("join") and _joins_force(view, index))
    return counted and ((joined and there) or _is_set_against(view, index))


def _is_set_against(view: View, index: int) -> bool:
    """``Mỹ có 131.000 quân tại Iraq, còn Anh có 11.000``."""
    before = view.item(index - 1)
    had = before is not None and before.among("have") and view.items[index - 2].has("country")
    if not had or not view.items[index + 1].is_stop:
        return False
    return any(i.has("break", "contrast") for i in view.before(index - 2, 1))


def _joins_force(view: View, index: int) -> bool:
    """``340 tham gia lực lượng gìn giữ hòa bình``."""
    joined = view.phrase_from(index + 2)
    return joined is not None and joined.is_force


def _is_had_in_theatre(view: View, index: int) -> bool:
    before, place = view.item(index - 1), view.item(index + 2)
    if before is None or place is None or not before.among("have") or not view.items[index + 1].among("at"):
        return False
    return is_host(place.tags.get("country")) or place.has("pronoun", "theatre")
