"""Losses: the victims beside a word of killing, loss or wounding."""

from collections.abc import Iterator
from dataclasses import replace

from coalition_kg.extract.frames.behind import after
from coalition_kg.extract.frames.imagined import is_unreal
from coalition_kg.extract.frames.lost import lost
from coalition_kg.extract.frames.named import named_before, named_loss
from coalition_kg.extract.frames.roster import (
    by_country,
    countries_after,
    listed_after,
    listed_behind,
    members,
)
from coalition_kg.extract.frames.soldiers import ranked_loss, with_joined
from coalition_kg.extract.frames.some import some_of_them
from coalition_kg.extract.frames.tolls import counted_toll, toll
from coalition_kg.extract.frames.totals import noun_losses
from coalition_kg.extract.frames.victims import (
    ONE,
    REACH,
    Loss,
    has_own_fate,
    is_countable,
    is_ordinal,
    is_single,
    loss_of,
)
from coalition_kg.extract.frames.whose import codes_of
from coalition_kg.extract.lexicon import words
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, View

# How far before the word a victim without a number may stand.
CLOSE = 4
# How far before the verb ``bị`` may stand, with the killers between.
KILLERS = 14
BESIDE = 5
# How far behind the word those may stand who are among the victims.
AMONG = 10
# More unknown words than these behind a comma belong to another clause.
MOST_PLAIN = 8
LISTED = {"kill", "wound"}
FATES = {*LISTED, "kill_active", "wound_active"}


def losses(view: View) -> Iterator[Loss]:
    """Yield the losses of a sentence, one for each group of victims."""
    taken: set[int] = set()
    for mark in view.marks("casualty"):
        if mark.tag in {"cause", "negated_loss", "disaster"} or is_unreal(view, mark):
            continue
        for loss in _of_mark(view, _died_of(view, mark)):
            if loss.phrase.noun not in taken:
                taken.add(loss.phrase.noun)
                yield loss
                yield from _enumerated(view, loss, taken)
    yield from (loss for loss in listed_after(view) if loss.phrase.noun not in taken)
    if not taken and not view.marks("casualty", "negated_loss"):
        yield from noun_losses(view)
    yield from countries_after(view)
    yield from (loss for loss in by_country(view) if loss.phrase.noun not in taken)


def _died_of(view: View, mark: Mark) -> Mark:
    """``Một lính Mỹ bị thương nặng sau đó đã chết``: the last that befell them counts."""
    died = next((m for m in view.marks("casualty", "kill") if mark.last < m.first <= mark.last + REACH), None)
    if mark.tag != "wound" or died is None:
        return mark
    between = view.between(mark.last, died.first)
    joined = (
        len(between) >= 1 and between[-1].has("and") and not between[-1].among("or")
    )  # ``trúng đạn cối và chết trên đường``
    others = any(i.is_mark or i.has("break", "contrast") or i.has("that") for i in between)
    others = others or any(i.has("and") for i in (between[:-1] if joined else between))
    others = others or any(i.quantity is not None and i.date is None for i in between)
    others = others or any(mark.last < p.first < died.first for p in view.phrases)
    return mark if others else replace(mark, tag="kill", value="killed")


def names_dead(view: View) -> bool:
    """Return whether a sentence speaks of the dead without a number: ``thi thể những người xấu số``."""
    return any(view.items[m.first].among("ill-fated") for m in view.marks("casualty", "kill"))


def _of_mark(view: View, mark: Mark) -> Iterator[Loss]:
    match mark.tag:
        case "kill" | "wound":
            yield from _before(view, mark)
        case "kill_active" | "wound_active":
            passive = _passive(view, mark)
            if passive is not None:
                near = mark.first - passive <= BESIDE
                found = _before(view, replace(mark, first=passive))
                known = (x for x in found if near or x.codes != (None,) or x.phrase.number is not None)
                yield from known
            else:
                yield from after(view, mark)
        case "toll":
            yield from counted_toll(view, mark)
        case "lose":
            yield from lost(view, mark)


def _passive(view: View, mark: Mark) -> int | None:
    """``bị lính Mỹ bắn chết``: where the passive word stands, with the killers between."""
    if view.items[mark.first].begins("deed"):
        return None  # ``bị xét xử vì cái chết của hai tù nhân``
    causes = {m.first for m in view.marks("casualty", "cause")}
    for index in view.places_before(mark.first, KILLERS):
        item = view.items[index]
        if item.among("suffer"):
            return index if mark.first - index <= BESIDE or _names_killers(view, index + 1) else None
        if index in causes and index == mark.first - 1 and view.items[index - 1].among("suffer"):
            return index - 1  # ``bị bom giết hại``
        goes_on = index in causes and view.items[index + 1].has("and")
        if goes_on and item.begins("suffer"):
            return index  # ``bị phục kích và giết chết``
        ends = item.is_stop and item.text != "-"  # ``al-Zarqawi``
        if ends or item.has("modal") or (index in causes and not goes_on):
            return None
    return None


def _names_killers(view: View, index: int) -> bool:
    """``bị nhóm của trùm khủng bố X chặt đầu``: who did it stands right behind the passive word."""
    killers = view.items[index]
    return killers.has_any("enemy", "det", "mass", "host") or killers.among("band")


# Victims before the word


def _before(view: View, mark: Mark) -> Iterator[Loss]:
    """``19 binh lính Italy thiệt mạng``; ``tổng số binh sĩ thiệt mạng lên đến 16 người``."""
    yield from _with(view, mark)
    yield from _who_is(view, mark)
    whole, among = toll(view, mark), _among(view, mark)
    if whole is not None:
        yield whole
        return
    if among is not None:
        named = _named_among(view, mark)
        yield from members(view, named, mark) if named is not None else loss_of(view, among, mark)
        yield from _whole_of(view, mark)
        return
    some = some_of_them(view, mark)
    if some is not None:
        yield some
        return
    near = [p for p in view.phrases_before(mark.first) if mark.first - p.last <= REACH and is_countable(p)]
    if _is_of_people_unnamed(view, mark):
        near = []
    first = view.phrase_before(mark.first, CLOSE)
    if first is not None and is_ordinal(view, first, mark.first) and _is_told_of(view, first):
        near = []  # ``Với Romania, nước có 860 quân, đây là người lính đầu tiên tử trận``
    bare = _bare_before(view, mark)
    if bare is not None:
        yield bare
        return
    yield from _counted(view, mark, near)
    if not near:
        alone = [*_postposed(view, mark), *_first_of(view, mark), *_one(view, mark)]
        yield from alone or _listed(view, mark)


def _named_among(view: View, mark: Mark) -> int | None:
    """Where ``có`` stands in ``Trong số các lính nước ngoài bị giết có 103 người Anh, 27 người Italy``."""
    there = view.item(mark.last + 1)
    told = there is not None and there.among("have") and view.items[0].among("among-them")
    return mark.last + 1 if told else None


def _listed(view: View, mark: Mark) -> Iterator[Loss]:
    """``khiến nhiều người bị thương, trong đó có 2 lính Mỹ``: those named of a crowd, by the nearest word."""
    later = [m.first for m in view.marks("casualty", *FATES) if m.first > mark.last]
    opened = next((i for i in view.places_after(mark.last, REACH) if view.items[i].lists_parts), None)
    if opened is not None and not any(first < opened for first in later):
        yield from listed_behind(view, mark)


def _with(view: View, mark: Mark) -> Iterator[Loss]:
    """``X thiệt mạng cùng 6 người khác``."""
    beside, phrase = view.item(mark.last + 1), view.phrase_from(mark.last + 2)
    joined = _others_there(view, mark)
    if joined is not None:
        yield from loss_of(view, joined, mark)
    if beside is None or phrase is None or not beside.among("together"):
        return
    if is_countable(phrase) and not has_own_fate(view, phrase, *LISTED):
        yield from loss_of(view, phrase, mark)


def _others_there(view: View, mark: Mark) -> NounPhrase | None:
    """``1 lính Romania thiệt mạng ở Iraq và 4 người khác ở Afghanistan``: the word serves both."""
    counted = (p for p in reversed(view.phrases_before(mark.first)) if p.quantity)
    first = next((p for p in counted if p.codes or p.owner == "country"), None)
    phrase = next((p for p in view.phrases if mark.last < p.first <= mark.last + CLOSE), None)
    if first is None or phrase is None or not is_countable(phrase) or phrase.kind != "people":
        return None
    behind = [i for i in view.after(phrase.last, 2) if not i.among("other")]
    joined = view.items[phrase.first - 1].has("and") and not view.breaks_between(mark.last, phrase.first)
    if not joined or not behind or not behind[0].has("in") or has_own_fate(view, phrase, *LISTED):
        return None
    codes = tuple(code for code in codes_of(view, first) if code is not None)
    return replace(phrase, codes=codes, kind=first.kind, personnel=first.personnel)


def _whole_of(view: View, mark: Mark) -> Iterator[Loss]:
    """``trong số 5 người thiệt mạng``: those among whom the victims are."""
    whole = view.phrase_before(mark.first, 2)
    if whole is not None and is_countable(whole):
        yield from loss_of(view, whole, mark)


def _is_of_people_unnamed(view: View, mark: Mark) -> bool:
    """``31 quân nhân sẽ di tản người bị thương``: the wounded are others, not counted."""
    people = view.item(mark.first - 1)
    if people is None or not people.among("person"):
        return False
    before = view.item(mark.first - 2)
    return view.phrase_at(mark.first - 1) is None and before is not None and before.is_plain


def _bare_before(view: View, mark: Mark) -> Loss | None:
    """``... và ít nhất 24 bị thương``: the noun was said before."""
    for index in view.places_before(mark.first, 3):
        item = view.items[index]
        named = view.items[index - 1].among("number-of")  # ``sư đoàn thiết giáp số một``
        if item.quantity is not None and item.date is None and not named and view.phrase_at(index) is None:
            people = NounPhrase(index, index, "people", "people", item.quantity, noun=index, number=index)
            return Loss(people, mark, item.quantity, (None,))
        if not item.has_any("modal", "still"):
            return None
    return None


def _counted(view: View, mark: Mark, near: list[NounPhrase]) -> Iterator[Loss]:
    """``hai binh lính và 7 nhà thầu thiệt mạng``: back over what is joined."""
    for phrase in reversed(near):
        other = any(phrase.last < m.first < mark.first for m in view.marks("casualty", *LISTED))
        if other or view.breaks_between(phrase.last, mark.first) or _is_far(view, phrase, mark):
            return
        if _tells_of_others(view, phrase, mark) or _is_of_others_there(view, phrase, mark):
            return
        if view.items[mark.first].among("ill-fated") and phrase.last < mark.first - 1:
            return  # ``tìm thi thể các con tin xấu số``: only those right before the word
        head = Loss(phrase, mark, ONE, codes_of(view, phrase))
        yield from with_joined(view, head, list(loss_of(view, phrase, mark)))
        before = view.item(phrase.first - 1)
        if before is None or not (before.joins or _is_part_of(view, phrase)):
            return


def _is_far(view: View, phrase: NounPhrase, mark: Mark) -> bool:
    """``2.000 người xuống đường, tham gia ..., nghe một bà mẹ có con chết trận``: another clause tells it."""
    commas = any(i.text == "," for i in view.between(phrase.last, mark.first))
    return commas and view.plain_between(phrase.last, mark.first) > MOST_PLAIN


def _tells_of_others(view: View, phrase: NounPhrase, mark: Mark) -> bool:
    """``Một bác sĩ cho biết, những người bị chết ...``: who tells of it."""
    said = (i for i in range(phrase.last + 1, mark.first) if view.items[i].has("modal", "announce"))
    verb = next(said, None)
    passive = any(i.among("passive") for i in view.before(verb, 1)) if verb is not None else False
    if verb is None or passive or any(i.is_mark for i in view.between(phrase.last, verb)):
        return False
    return any(i.text == "," or i.has("that") for i in view.after(verb, 1))


def _is_of_others_there(view: View, phrase: NounPhrase, mark: Mark) -> bool:
    """``đưa thêm 3.000 quân, bất chấp việc con tin X bị sát hại``: others stand nearer, after a break."""
    nearer = [p for p in view.phrases if phrase.last < p.first < mark.first and p.kind == "civilian"]
    between = view.between(phrase.last, nearer[0].first) if nearer else []
    return any(i.has_any("hypothesis", "break") for i in between)


def _is_part_of(view: View, phrase: NounPhrase) -> bool:
    """``27 người, trong đó có 18 em nhỏ, thiệt mạng``: the fate is that of all of them."""
    opened = phrase.first - 1
    while opened > 0 and view.items[opened].among("have"):
        opened -= 1
    parts = view.typed.text(opened, phrase.first - 1).lower()
    whole = view.phrase_before(opened, 2)
    if whole is None or not is_countable(whole):
        return False
    toll = any(i.among("reached") for i in view.before(whole.first, 1))  # ``đã lên tới 1.000 người, ...``
    closed = view.item(phrase.last + 1)
    if parts.endswith(tuple(words("part-only"))) and (closed is None or closed.text != ","):
        return False  # ``4 công dân, trong đó một người bị giết``; ``13 người, trong đó 10 binh sĩ, ...``
    return parts in words("parts-of-fate") and not toll


def _who_is(view: View, mark: Mark) -> Iterator[Loss]:
    """``người thiệt mạng là một lính dù Séc``."""
    person, copula = view.item(mark.first - 1), view.item(mark.last + 1)
    victim = view.phrase_from(mark.last + 2)
    named = person is not None and person.among("person") and copula is not None and copula.among("is")
    if named and victim is not None and is_countable(victim):
        yield from loss_of(view, victim, mark)


def _among(view: View, mark: Mark) -> NounPhrase | None:
    """``trong số người chết có ít nhất 39 dân thường``."""
    if not any(i.among("among-them") for i in view.before(mark.first, 3)):
        return None
    near = (p for p in view.phrases if mark.last < p.first <= mark.last + AMONG and is_countable(p))
    return next((p for p in near if p.first <= mark.last + CLOSE or _is_had(view, p)), None)


def _is_had(view: View, phrase: NounPhrase) -> bool:
    """``... ở Mosul có 2 lính Mỹ``."""
    return any(i.among("have") for i in view.before(phrase.first, 1))


def _postposed(view: View, mark: Mark) -> Iterator[Loss]:
    """``làm thiệt mạng 3 lính Mỹ``, ``bị thương 5 người``, ``trường hợp thiệt mạng của ba lính dù``."""
    of = view.item(mark.last + 1)
    nominal = (
        of is not None
        and of.among("of")
        and any(i.has_any("case", "nominal") for i in view.before(mark.first, 2))
    )
    phrase = view.phrase_from(mark.last + (2 if nominal else 1))
    if phrase is not None and is_countable(phrase):
        yield from loss_of(view, phrase, mark)


def _first_of(view: View, mark: Mark) -> Iterator[Loss]:
    """``binh sĩ Hungary đầu tiên tử trận``: one, and the first."""
    phrase = view.phrase_before(mark.first, CLOSE)
    if phrase is not None and is_ordinal(view, phrase, mark.first):
        opening = view.groups.get(1) if view.items[0].among("beside-number") else None
        codes = codes_of(view, phrase)
        named = codes == (None,) and opening is not None and len(opening.codes) == 1  # ``Với Romania, ...``
        yield Loss(phrase, mark, ONE, opening.codes if named and opening is not None else codes)


def _is_told_of(view: View, phrase: NounPhrase) -> bool:
    """``đây là người lính ...``: who it is, behind a copula."""
    return any(i.among("is") for i in view.before(phrase.first, 1))


def _one(view: View, mark: Mark) -> Iterator[Loss]:
    """One person by name, or ``nhân viên tình báo Italy thiệt mạng``, without a number."""
    named, phrase = named_before(view, mark), view.phrase_before(mark.first, CLOSE)
    if named is not None:
        loss: Loss | None = named_loss(view, mark, named)
    elif phrase is not None and is_single(view, phrase):
        loss = Loss(phrase, mark, ONE, codes_of(view, phrase))
    else:
        loss = ranked_loss(view, mark)
    if loss is not None:
        yield from with_joined(view, loss, [loss])


# Parts of a total


def _enumerated(view: View, loss: Loss, taken: set[int]) -> Iterator[Loss]:
    """``trong đó có 5 lính Anh, 3 lính Italy``: the parts of a total share its fate."""
    listing = False
    for index in range(loss.phrase.last + 1, _next_loss(view, loss)):
        item, phrase = view.items[index], view.phrase_from(index)
        listing = listing or item.lists_parts or _opens_parts(view, index)
        if item.text in {".", ";"} or (item.has("break", "contrast") and not item.has("include")):
            return
        if listing and phrase and is_countable(phrase) and phrase.noun not in taken:
            if has_own_fate(view, phrase, "wound"):
                return
            if loss.mark.value == "wounded" and has_own_fate(view, phrase, "kill"):
                continue
            if _is_one_of_them(phrase, loss):
                continue
            taken.add(phrase.noun)
            yield from loss_of(view, phrase, loss.mark)
        elif listing and phrase is None:
            yield from _bare_part(view, loss, index)


def _is_one_of_them(phrase: NounPhrase, loss: Loss) -> bool:
    """``5 quân nhân bị thương, trong đó một người nguy kịch``: nothing is said of who it is."""
    bare = phrase.kind == "people" and not phrase.codes and phrase.last == phrase.noun
    return bare and (phrase.quantity == ONE or loss.mark.value == "wounded")


def _opens_parts(view: View, index: int) -> bool:
    """``190 lính liên quân thiệt mạng: 93 lính Anh, 26 Italy``: a colon before a number."""
    following = view.item(index + 1)
    return view.items[index].text == ":" and following is not None and following.quantity is not None


def _bare_part(view: View, loss: Loss, index: int) -> Iterator[Loss]:
    """``gồm 2 người Ba Lan, 2 Slovakia, 1 của Séc``: a number and a country, whose noun was said before."""
    of = view.item(index + 1)
    place = index + 2 if of is not None and of.among("of") else index + 1
    quantity, group = view.items[index].quantity, view.groups.get(place)
    if quantity is not None and group is not None and view.phrase_at(index) is None:
        part = replace(loss.phrase, first=index, last=group.last, quantity=quantity, number=index, noun=index)
        yield Loss(part, loss.mark, quantity, group.codes)


def _next_loss(view: View, loss: Loss) -> int:
    """Where the next word of killing or wounding stands, or the sentence ends."""
    end = max(loss.phrase.last, loss.mark.last)
    later = [m.first for m in view.marks("casualty", *FATES) if m.first > end]
    return min([len(view.items), *later])
