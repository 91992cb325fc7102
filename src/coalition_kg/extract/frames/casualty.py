"""Casualties: a victim phrase with a number beside a word of killing, loss or wounding."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coalition_kg.extract.discourse import Event
from coalition_kg.extract.frames.places import place_in
from coalition_kg.extract.items import is_host
from coalition_kg.extract.phrases import Actor, NounPhrase, is_foreign
from coalition_kg.extract.view import Mark, View
from coalition_kg.model import Casualty, DateMention, Quantity

VICTIM_KINDS = {"person", "people", "civilian", "host", "enemy", "coalition", "allies", "mass"}
# How many items may stand between the victims and the word that says what befell them.
REACH = 22
NEAR = 8
REACHED = {
    "là",
    "lên",
    "tới",
    "đến",
    "lên tới",
    "lên đến",
    "tăng lên",
    "vượt",
    "đạt",
    "mốc",
    "con số",
    "lên con số",
    "tổng cộng",
}
ONE = Quantity(1, lower=1, upper=1)
UNREAL = {"will", "may", "plan", "demand", "predict", "neg"}


@dataclass(frozen=True, slots=True)
class Loss:
    """Victims and the mark that says what befell them."""

    phrase: NounPhrase
    mark: Mark
    quantity: Quantity
    codes: tuple[str | None, ...]
    context: tuple[int, ...] = ()


def casualties(view: View) -> Iterator[Casualty]:
    """Yield the casualties of a sentence."""
    if view.typed.is_question or _is_older_war(view):
        return
    seen: set[tuple[str | None, int, str]] = set()
    before: Loss | None = None
    for loss in _losses(view):
        loss, before = _like_before(view, loss, before), loss
        view.has_losses = True
        view.claimed.add(loss.phrase.number or loss.phrase.first)
        for code in loss.codes:
            key = (code, loss.phrase.number or loss.phrase.first, loss.mark.value)
            if key not in seen:
                seen.add(key)
                yield _fact(view, loss, code)


def _like_before(view: View, loss: Loss, before: Loss | None) -> Loss:
    """``3 binh lính Anh chết và 8 người khác bị thương``: the others are of the same force."""
    others = loss.codes == (None,) and any(
        i.text == "khác" for i in view.items[loss.phrase.last : loss.phrase.last + 2]
    )
    if not others or before is None or before.phrase.kind != "person" or before.codes == (None,):
        return loss
    near = 0 < loss.phrase.first - before.phrase.last <= NEAR
    return replace(loss, codes=before.codes, phrase=replace(loss.phrase, kind="person")) if near else loss


def _is_older_war(view: View) -> bool:
    theatre_named = any(i.tags.get("country") == view.discourse.theatre for i in view.items)
    if any(i.has("elsewhere") for i in view.items) or any(
        m.tag == "disaster" for m in view.marks("casualty")
    ):
        return True
    older = any(i.has("older_war") for i in view.items)
    return (not theatre_named and (older or (_is_abroad(view) and not _is_bombing(view)))) or _is_long_ago(
        view
    )


def _is_bombing(view: View) -> bool:
    """Terror abroad may be because of the commitment; floods and flu are not."""
    return any(
        m.tag == "cause" and m.value in {"bombing", "suicide bombing", "car bomb"}
        for m in view.marks("casualty")
    )


def _is_abroad(view: View) -> bool:
    """The sentence sets the event in a country without a mission."""
    for index, item in enumerate(view.items[1:], start=1):
        code = item.tags.get("place_country") or item.tags.get("country")
        if code and not is_host(code) and view.items[index - 1].text in {"ở", "tại"}:
            return True
    return False


def _is_long_ago(view: View) -> bool:
    """A year before the missions of the time."""
    years = [d.mention.edtf[:4] for d in view.typed.dates if d.mention.edtf]
    return bool(years) and max(years) < "2001"


def _losses(view: View) -> Iterator[Loss]:
    taken: set[int] = set()
    for mark in view.marks("casualty"):
        if mark.tag in {"cause", "negated_loss", "disaster"} or _is_unreal(view, mark):
            continue
        for loss in _of_mark(view, mark):
            if loss.phrase.noun not in taken:
                taken.add(loss.phrase.noun)
                yield loss
                yield from _enumerated(view, loss, taken)


def _of_mark(view: View, mark: Mark) -> Iterator[Loss]:
    match mark.tag:
        case "kill" | "wound":
            yield from _before(view, mark)
        case "kill_active" | "wound_active":
            passive = _passive(view, mark)
            yield from (
                _before(view, replace(mark, first=passive)) if passive is not None else _after(view, mark)
            )
        case "toll":
            yield from _counted_toll(view, mark)
        case "lose":
            yield from _lost(view, mark)


def _passive(view: View, mark: Mark) -> int | None:
    """``bị lính Mỹ bắn chết``: where the passive word stands, with the killers between."""
    for index in range(mark.first - 1, max(-1, mark.first - 6), -1):
        item = view.items[index]
        if item.text == "bị":
            return index
        if item.is_mark or item.has("modal") or item.has("break"):
            return None
        if any(m.tag == "cause" and m.first == index for m in view.marks("casualty")):
            return None
    return None


def _counted_toll(view: View, mark: Mark) -> Iterator[Loss]:
    """``nâng số thương vong của lính Mỹ lên 271 người``."""
    group = next((p for p in view.phrases if mark.last < p.first <= mark.last + 3), None)
    if group is None or group.quantity is not None:
        return
    toll = _toll_after(view, group, mark, group.last)
    if toll is not None:
        yield toll


def _is_unreal(view: View, mark: Mark) -> bool:
    """``đe dọa giết``, ``có thể thiệt mạng``, ``chưa có ai chết`` are no losses."""
    for position in range(mark.first - 1, max(-1, mark.first - 6), -1):
        item = view.items[position]
        if position == mark.first - 1 and item.has("attempt"):
            return True
        if item.is_mark or item.has("break"):
            return False
        if item.tags.get("modal") in UNREAL or item.text in {"nếu", "liệu", "nguy cơ", "tránh"}:
            return True
    return False


def _countable(phrase: NounPhrase) -> bool:
    one_ally = phrase.kind == "allies" and phrase.quantity is not None and phrase.quantity.value == 1
    return phrase.quantity is not None and phrase.kind in VICTIM_KINDS and not one_ally


def _before(view: View, mark: Mark) -> Iterator[Loss]:
    """``19 binh lính Italy thiệt mạng``; ``tổng số binh sĩ thiệt mạng lên đến 16 người``."""
    toll = _toll(view, mark)
    if toll is not None:
        yield toll
        return
    among = _among(view, mark)
    if among is not None:
        yield from _loss(view, among, mark)
        return
    near = [p for p in view.phrases if p.last < mark.first and mark.first - p.last <= REACH and _countable(p)]
    for phrase in reversed(near):
        if _other_loss_between(view, phrase, mark) or view.breaks_between(
            phrase.last, mark.first
        ):
            break
        yield from _loss(view, phrase, mark)
        if not _joined_before(view, phrase):
            break
    if not near:
        yield from _postposed(view, mark)
        yield from _first_of(view, mark)
        yield from _single(view, mark) if _named(view, mark) is None else [_named_loss(view, mark)]


def _first_of(view: View, mark: Mark) -> Iterator[Loss]:
    """``binh sĩ Hungary đầu tiên tử trận``: one, and the first."""
    phrase = next((p for p in reversed(view.phrases) if p.last < mark.first and mark.first - p.last <= 4), None)
    if phrase is not None and phrase.quantity is None and phrase.kind == "person":
        between = view.typed.text(phrase.last, mark.first).lower()
        if "đầu tiên" in between or "cuối cùng" in between:
            yield Loss(phrase, mark, ONE, _codes(view, phrase))


def _named(view: View, mark: Mark) -> Actor | None:
    """A person by name right before the word: ``bà Aquila al-Hasimi đã bị bắn chết``."""
    for actor in reversed(view.actors):
        gap = view.items[actor.last + 1 : mark.first]
        if actor.last < mark.first and len(gap) <= 4 and all(i.has("modal") or i.has("still") for i in gap):
            if any(i.text == "của" for i in view.items[max(0, actor.first - 6) : actor.first]):
                return None  # ``nhân vật thân cận của X đã bị ám sát``
            personal = actor.kind == "name" or (actor.kind == "person" and (actor.name or "")[:1].isupper())
            return (
                actor if personal and any(is_foreign(part) for part in (actor.name or "").split()) else None
            )
    return None


def _named_loss(view: View, mark: Mark) -> Loss:
    actor = _named(view, mark)
    if actor is None:
        raise AssertionError("a named loss needs its name")
    codes: tuple[str | None, ...] = actor.codes[:1] or _described(view, actor)
    phrase = NounPhrase(actor.first, actor.last, "civilian", "civilians", ONE, noun=actor.first)
    return Loss(phrase, mark, ONE, codes)


def _described(view: View, actor: Actor) -> tuple[str | None, ...]:
    """``con tin Nhật Bản Shosei Koda``: the noun before a name says whose citizen."""
    noun = next((p for p in view.phrases if p.last == actor.first - 1 and p.kind == "civilian"), None)
    return noun.codes[:1] if noun is not None and noun.codes else (None,)


def _among(view: View, mark: Mark) -> NounPhrase | None:
    """``trong số người chết có ít nhất 39 dân thường``."""
    opened = any(
        i.text in {"trong số", "trong số đó"} for i in view.items[max(0, mark.first - 3) : mark.first]
    )
    if not opened:
        return None
    return next((p for p in view.phrases if mark.last < p.first <= mark.last + 4 and _countable(p)), None)


def _single(view: View, mark: Mark) -> Iterator[Loss]:
    """``nhân viên tình báo Italy thiệt mạng``, ``người lính ... bị bắn chết``: one person without a number."""
    phrase = next(
        (p for p in reversed(view.phrases) if p.last < mark.first and mark.first - p.last <= 4), None
    )
    if phrase is None or phrase.quantity is not None or phrase.kind not in {"civilian", "person"}:
        return
    if _is_single(view, phrase):
        yield Loss(phrase, mark, ONE, _codes(view, phrase))


def _is_single(view: View, phrase: NounPhrase) -> bool:
    """A person without a number and without a sign of the plural, with a classifier or a country."""
    if phrase.quantity is not None or phrase.kind not in {"civilian", "person"}:
        return False
    noun, before = view.items[phrase.noun], view.item(phrase.first - 1)
    if noun.has("collective"):
        return False
    plural = view.items[phrase.first].has("det") or (before is not None and before.has("det"))
    if plural or any(i.text in {"nhiều", "số"} for i in view.items[max(0, phrase.first - 2) : phrase.first]):
        return False
    after = view.item(phrase.last + 1)
    named = after is not None and after.capital and is_foreign(after.text)
    return (phrase.kind == "civilian" or noun.text.startswith("người")) and (len(phrase.codes) == 1 or named)


def _joined_before(view: View, phrase: NounPhrase) -> bool:
    """``hai binh lính và 7 nhà thầu``: the phrase before shares the fate."""
    before = view.item(phrase.first - 1)
    return before is not None and (before.has("and") or before.text == ",")


def _other_loss_between(view: View, phrase: NounPhrase, mark: Mark) -> bool:
    return any(
        m.tag in {"kill", "wound"} and phrase.last < m.first < mark.first for m in view.marks("casualty")
    )


def _postposed(view: View, mark: Mark) -> Iterator[Loss]:
    """``làm thiệt mạng 3 lính Mỹ``, ``bị thương 5 người``."""
    phrase = next((p for p in view.phrases if p.first == mark.last + 1), None)
    if phrase is not None and _countable(phrase):
        yield from _loss(view, phrase, mark)


def _toll(view: View, mark: Mark) -> Loss | None:
    """``số binh sĩ Ukraina thiệt mạng tại Iraq hiện lên đến 16 người``."""
    group = next(
        (p for p in reversed(view.phrases) if p.last < mark.first and mark.first - p.last <= 4), None
    )
    ordinal = _ordinal(view, mark)
    if group is not None and ordinal is not None:
        return Loss(group, mark, ordinal, _codes(view, group))
    opened = any(
        i.text in {"số", "tổng số", "con số", "tổng cộng"}
        for i in view.items[max(0, mark.first - 8) : mark.first]
    )
    if group is None and opened:
        group = NounPhrase(mark.first - 1, mark.first - 1, "people", "people", noun=mark.first - 1)
    if group is None or group.quantity is not None or not opened:
        return None
    return _toll_after(view, group, mark, mark.last)


def _toll_after(view: View, group: NounPhrase, mark: Mark, start: int) -> Loss | None:
    """The number that a toll reaches, behind ``lên``, ``là``, ``vượt``."""
    for index in range(start + 1, min(start + 12, len(view.items))):
        item = view.items[index]
        reached = any(i.text in REACHED for i in view.items[start + 1 : index]) or item.text.startswith(
            ("tới", "đến", "khoảng", "vượt")
        )
        if item.quantity is not None and reached and item.date is None:
            quantity = item.quantity
            if quantity.qualifier == "up_to":
                quantity = Quantity(
                    quantity.value, "exact", quantity.redacted, quantity.value, quantity.value
                )
            phrase = replace(group, last=index, quantity=quantity, number=index)
            return Loss(phrase, mark, quantity, _codes(view, phrase))
        if item.text in {",", ";"}:
            break
    return None


def _ordinal(view: View, mark: Mark) -> Quantity | None:
    """``quân nhân Mỹ thứ 2.000 thiệt mạng``: so many by then."""
    for index in range(max(1, mark.first - 3), mark.first):
        if view.items[index].quantity is not None and view.items[index - 1].text == "thứ":
            return view.items[index].quantity
    return None


def _after(view: View, mark: Mark) -> Iterator[Loss]:
    """``giết chết 3 người``."""
    if view.typed.text(mark.first, mark.last).lower() in {"khiến", "làm", "khiến cho", "làm cho"}:
        return
    phrase = view.object_after(mark.last, reach=4)
    bare = view.item(mark.last + 1)
    if phrase is not None and _countable(phrase):
        yield from _loss(view, phrase, mark)
        yield from _also(view, phrase, mark)
    elif phrase is not None and _is_single(view, phrase):
        yield Loss(phrase, mark, ONE, _codes(view, phrase))
        yield from _also(view, phrase, mark)
    elif (described := _described_after(view, mark)) is not None:
        yield Loss(described, mark, ONE, described.codes)
    elif (
        bare is not None
        and bare.quantity is not None
        and view.phrase_at(mark.last + 1) is None
        and _ends_count(view, mark.last + 2)
    ):
        people = NounPhrase(
            mark.last + 1,
            mark.last + 1,
            "people",
            "people",
            bare.quantity,
            noun=mark.last + 1,
            number=mark.last + 1,
        )
        yield Loss(people, mark, bare.quantity, (None,))


def _described_after(view: View, mark: Mark) -> NounPhrase | None:
    """``Vụ giết hại Kim Sun-il, phiên dịch Hàn Quốc``: a name, then whose citizen it is."""
    victim = next((a for a in view.actors if a.first == mark.last + 1 and a.kind in {"name", "person"}), None)
    after = view.item(victim.last + 1) if victim is not None else None
    if victim is None or after is None or after.text != ",":
        return None
    noun = next((p for p in view.phrases if p.first == victim.last + 2), None)
    whose = noun is not None and noun.kind == "civilian" and noun.quantity is None and len(noun.codes) == 1
    return replace(noun, first=victim.first) if noun is not None and whose else None


def _ends_count(view: View, index: int) -> bool:
    """``giết chết 6 và làm bị thương 30 người``: a bare number of people."""
    item = view.item(index)
    return item is None or item.is_mark or item.has("and")


def _also(view: View, phrase: NounPhrase, mark: Mark) -> Iterator[Loss]:
    """``làm bị thương 9 cảnh sát, 2 lính Mỹ và 3 thường dân``: the list shares the fate."""
    last = phrase
    for following in (p for p in view.phrases if p.first > phrase.last):
        joint = [i for i in view.items[last.last + 1 : following.first] if not i.capital]
        if len(joint) != 1 or not (joint[0].has("and") or joint[0].text == ","):
            return
        if _is_single(view, following):
            yield Loss(following, mark, ONE, _codes(view, following))
        elif not _countable(following):
            return
        if any(
            m.tag in {"kill", "wound"} and following.last < m.first <= following.last + 4
            for m in view.marks("casualty")
        ):
            return
        yield from _loss(view, following, mark)
        last = following


def _lost(view: View, mark: Mark) -> Iterator[Loss]:
    """``Mỹ đã tổn thất 1.000 binh sĩ``; ``các nước A, B mỗi nước mất 2 binh sĩ``."""
    phrase = view.phrase_after(mark.last, reach=4)
    if (
        phrase is None
        or not _countable(phrase)
        or phrase.kind not in {"person", "coalition", "mass", "people"}
    ):
        return
    if phrase.kind == "people":
        yield from _lost_people(view, mark, phrase)
        return
    if phrase.codes:
        yield from _loss(view, phrase, mark)
        return
    subject = view.subject(mark.first)
    if subject is not None and subject.codes and phrase.quantity is not None:
        first = subject.first if subject.first is not None else phrase.first
        yield Loss(replace(phrase, first=first), mark, phrase.quantity, subject.codes, subject.context)


def _lost_people(view: View, mark: Mark, first: NounPhrase) -> Iterator[Loss]:
    """``Italy mất 21 người, Ukraina 18 người, Ba Lan 17 người``: the verb is said once."""
    for phrase in (p for p in view.phrases if p.first >= first.first and _countable(p)):
        subject = view.subject(mark.first) if phrase is first else None
        group = next((g for g in view.groups.values() if g.last == phrase.first - 1), None)
        codes = group.codes if group is not None else subject.codes if subject and not subject.assumed else ()
        if not codes or phrase.quantity is None:
            return
        start = group.first if group is not None else phrase.first
        soldiers = replace(phrase, first=start, kind="person", personnel="soldiers")
        yield Loss(soldiers, mark, phrase.quantity, codes)


def _loss(view: View, phrase: NounPhrase, mark: Mark) -> Iterator[Loss]:
    if phrase.quantity is not None and not _is_unit_of_time(view, phrase):
        yield Loss(phrase, mark, phrase.quantity, _codes(view, phrase))


def _is_unit_of_time(view: View, phrase: NounPhrase) -> bool:
    item = view.item(phrase.noun)
    return item is not None and item.has("money") and not item.has("people")


def _codes(view: View, phrase: NounPhrase) -> tuple[str | None, ...]:
    if phrase.codes:
        return phrase.codes
    if (
        phrase.kind == "host"
        and view.discourse.theatre
        and not any(name in view.items[phrase.noun].text for name in ("iraq", "afghan"))
    ):
        return (view.discourse.theatre,)
    if phrase.kind == "host" and "iraq" in view.items[phrase.noun].text:
        return ("IQ",)
    if phrase.kind == "host" and "afghanistan" in view.items[phrase.noun].text:
        return ("AF",)
    if phrase.owner == "country" and phrase.kind != "person":
        named = [i.tags["country"] for i in view.items[: phrase.first] if i.has("country")]
        return (named[-1] if named else view.discourse.theatre,)
    if phrase.owner in {"they", "country"}:
        subject = view.antecedent(phrase.owner, phrase.first)
        return subject.codes if subject else (None,)
    return (None,)


def _enumerated(view: View, loss: Loss, taken: set[int]) -> Iterator[Loss]:
    """``trong đó có 5 lính Anh, 3 lính Italy``: the parts of a total share its fate."""
    listing = False
    later = [
        m.first
        for m in view.marks("casualty")
        if m.tag in {"kill", "wound"} and m.first > max(loss.phrase.last, loss.mark.last)
    ]
    for index in range(loss.phrase.last + 1, min([len(view.items), *later]) if later else len(view.items)):
        item = view.items[index]
        listing = listing or (
            item.has("include") and item.text.startswith(("trong đó", "gồm", "bao gồm", "kể cả"))
        )
        if item.text in {".", ";"} or (item.has("break", "contrast") and not item.has("include")):
            return
        phrase = next((p for p in view.phrases if p.first == index), None)
        if listing and phrase and _countable(phrase) and phrase.noun not in taken:
            if any(
                m.tag == "wound" and phrase.last < m.first <= phrase.last + 4 for m in view.marks("casualty")
            ):
                return
            taken.add(phrase.noun)
            yield from _loss(view, phrase, loss.mark)


def _fact(view: View, loss: Loss, code: str | None) -> Casualty:
    phrase, mark = loss.phrase, loss.mark
    near = _near(phrase, mark)
    first, last = (
        (min(phrase.first, mark.first), max(phrase.last, mark.last)) if near else (phrase.first, phrase.last)
    )
    return Casualty(
        evidence=view.evidence(first, last, f"casualty-{mark.tag.replace('_', '-')}", loss.context),
        country=code,
        theatre=view.theatre(0, len(view.items) - 1),
        quantity=loss.quantity,
        outcome=mark.value,
        victims=_victims(view, phrase),
        date=_date(view),
        place=place_in(view, first, last),
        cause=_cause(view, mark),
    )


def _near(phrase: NounPhrase, mark: Mark) -> bool:
    return mark.first - phrase.last <= REACH and phrase.first - mark.last <= 3


def _victims(view: View, phrase: NounPhrase) -> str:
    if phrase.kind in {"person", "coalition", "allies", "mass"}:
        text = view.typed.text(phrase.first, phrase.last).lower()
        has_police = "cảnh sát" in text
        has_soldiers = any(word in text for word in ("lính", "binh", "quân", "sĩ quan"))
        if has_police and has_soldiers:
            return "soldiers+police"
        return "police" if has_police else "soldiers"
    if phrase.kind == "host":
        return "police" if "cảnh sát" in view.items[phrase.noun].text else "soldiers"
    return "civilians" if phrase.kind == "civilian" else "people"


def _date(view: View) -> DateMention | None:
    dated = [d.mention for d in view.typed.dates if d.mention.edtf or d.mention.redacted]
    if dated and dated[0].edtf:
        view.discourse.event = Event(dated[0].edtf, view.number)
    return dated[0] if dated else view.same_day() or next((d.mention for d in view.typed.dates), None)


def _cause(view: View, mark: Mark) -> str | None:
    """The most telling cause that the sentence names."""
    found = {m.value for m in view.marks("casualty") if m.tag == "cause"}
    for cause in ("suicide bombing", "car bomb", "crash", "mortar", "ambush", "bombing", "clash", "shooting",
                  "accident", "non-hostile", "hostile"):  # fmt: skip
        if cause in found:
            return cause
    return None
