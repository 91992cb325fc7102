"""Levels: bare numbers of a force that grew or shrank, ``giảm từ 40.000``, ``xuống còn 850``."""

from collections.abc import Iterator

from coalition_kg.extract.frames.counts import Count, is_size
from coalition_kg.extract.items import Item, is_host, modals
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View

CHANGES = {"reduce", "expand"}
ALLIANCES = {"nato", "un", "coalition"}
# How far before a level the verb of change may stand.
REACH = 13
# How far before the verb the force may end.
FORCE = 4
# What may stand between: where they are, and when.
THERE = ("in", "place", "region", "country", "kind_of_place", "modal", "still", "now")
# A section's country may be said to change its force within so many items of the line's start.
OPENING = 12


def levels(view: View) -> Iterator[Count]:
    """Yield the levels before or after a change: ``giảm từ 40.000 trong cuộc chiến``."""
    for index, item in enumerate(view.items):
        if item.quantity is None or index in view.claimed or not _is_level(view, index):
            continue
        subject = _subject(view, index)
        if subject is None:
            continue
        now = any(i.has("now") for i in view.after(index, 1))
        past = view.items[index - 1].begins("level-past") and not now and not _is_intended(view, index)
        view.claimed.add(index)
        holder = "country" if subject.codes else "coalition"
        phase = "past" if past else "current"
        yield Count(_start(view, index), index, item.quantity, subject, holder, phase)


def reached_levels(view: View) -> Iterator[Count]:
    """Yield the numbers that forces were brought to: ``quân số của chúng ta đã giảm từ 51 xuống còn 43``."""
    for index, item in enumerate(view.items):
        to = view.item(index - 1)
        if to is None or not to.has("to") or to.among("up-to") or not is_size(item.quantity):
            continue
        verb = next((i for i in view.places_before(index, REACH) if _changes(view.items[i])), None)
        counted = view.phrase_at(index)
        if index in view.claimed or verb is None or (counted is not None and counted.kind != "people"):
            continue
        told = "done" in modals(view.before(verb, 2)) or _falls(view, verb)
        done = told and not _is_intended(view, index)
        own = view.items[verb].has("own")
        subject = _subject(view, index) if done and (own or _changes_force(view, verb)) else None
        following = view.item(index + 1)
        paid = following is not None and following.has("money") and not following.has("people")
        known = subject is not None and (subject.codes or subject.alliance) and not subject.is_host
        if subject is not None and known and not paid:
            view.claimed.add(index)
            holder = "country" if subject.codes else "coalition"
            yield Count(_start(view, index), index, item.quantity, subject, holder, "current")


def _falls(view: View, verb: int) -> bool:
    """``Quân số Mỹ tại Iraq giảm từ 160.000 xuống 138.000``: the number itself, with no word of will."""
    number = view.phrase_before(verb, OPENING)
    stated = (
        number is not None
        and bool(number.codes)
        and (_is_number(view, number) or _is_army(view, number, verb))
    )
    return stated and not modals(view.items[:verb]) and not view.typed.is_title


def _is_intended(view: View, index: int) -> bool:
    """``sẽ tăng từ 380 lên 500``, ``tuyên bố tăng quân từ 380``: the change is yet to come."""
    said = modals(view.items[:index])
    return bool(said & {"will", "plan", "pledge", "may", "propose", "consider"}) or (
        "announce" in said and "done" not in said
    )


def stated_levels(view: View) -> Iterator[Count]:
    """Yield levels that a clause states: ``số binh sĩ Mỹ tại Iraq lên tới 138.000 người``."""
    for index, item in enumerate(view.items):
        if index in view.claimed or not is_size(item.quantity):
            continue
        number = _number_stated(view, index)
        held = any(i.among("held-at") for i in view.before(index, 2)) or _is_beside(view, number, index)
        subject = _whose(view, number, held) if number is not None else None
        if number is None or subject is None or any(is_host(code) for code in subject.codes):
            continue
        if view.elsewhere(number.first, index):
            continue  # ``số lính Mỹ tại Việt Nam lên đến 549.000``
        view.claimed.add(index)
        told = [*view.before(number.first, 4), *view.between(number.last, index)]
        phase = "past" if any(i.has("former") for i in told) else "current"
        holder = "country" if subject.codes else "coalition"
        yield Count(number.first, index, item.quantity, subject, holder, phase)


def _whose(view: View, number: NounPhrase, held: bool) -> Subject | None:
    """``số lính Mỹ``, ``số lính của nước này``; of who acts where a bare size is ``held``."""
    if number.codes or number.kind == "coalition":
        return Subject(number.codes, number.first, phrase=number, alliance=not number.codes)
    meant = view.antecedent(number.owner, number.first) if number.owner in {"country", "they"} else None
    if number.owner is None and view.items[number.noun].among("force-size") and (held or number.first == 0):
        meant = view.default_subject() if number.first == 0 else view.subject(number.first)
    known = meant is not None and (meant.codes or meant.alliance) and not meant.is_host
    return meant if known else None


def _number_stated(view: View, index: int) -> NounPhrase | None:
    """The ``quân số`` or ``số lính`` of a country that a verb of reaching or being sets to a number."""
    number = view.phrase_before(index, REACH)
    size = _is_now(view, number, index) or _is_beside(view, number, index)
    if not size and not any(i.among("reached", "held-at") for i in view.before(index, 2)):
        return None
    if number is None or not number.is_force or number.quantity is not None:
        return None
    peak = bool(number.codes) and any(i.has("former") for i in view.items[: number.first])
    if not _is_number(view, number) and not _is_alliance_at(view, number, index) and not peak:
        return None  # but ``Lúc đông nhất, quân Tây Ban Nha ở Iraq lên tới 1.400 người``
    between = view.between(number.last, index)
    if any(i.has("hypothesis") for i in between):
        return None
    unreal = modals(between) & {"will", "may", "plan", "neg"} or view.breaks_between(number.last, index)
    opened = any(i.among("beside-number") for i in view.before(number.first, 1))
    unreal = unreal or (opened and "will" in modals(view.items[: number.first]))  # ``với quân số còn 400``
    lost = view.marks("casualty", "kill", "wound", "lose", "toll", "cause")
    return None if unreal or any(number.first <= m.first < index for m in lost) else number


def _is_now(view: View, number: NounPhrase | None, index: int) -> bool:
    """``quân số Anh ở Iraq hiện khoảng 8.500``, ``số lính Anh hiện vào khoảng 8.500``."""
    if number is None or not index or not view.items[index - 1].has("now"):
        return False
    sized = view.items[number.noun].among("force-size") or view.items[number.first].among("number-of")
    after = view.item(index + 1)
    paid = after is not None and after.has("money")  # ``hiện vào khoảng 4 tỷ USD``
    return sized and not paid and not view.items[index - 1].has("have")


def _is_beside(view: View, number: NounPhrase | None, index: int) -> bool:
    """``bây giờ quân số vào khoảng 10.500``: the number right behind the word for a force's size."""
    return number is not None and number.last == index - 1 and view.items[number.noun].among("force-size")


def _is_alliance_at(view: View, number: NounPhrase, index: int) -> bool:
    """``có lúc lực lượng đa quốc gia lên tới 300.000 quân``."""
    people = view.item(index + 1)
    return number.kind == "coalition" and people is not None and people.has_any("person", "people")


def _is_level(view: View, index: int) -> bool:
    """``từ 40.000``, ``mức 850``, behind a verb of change that has a force."""
    following = view.item(index + 1)
    if not any(i.among("level") for i in view.before(index, 2)):
        return False
    if following is not None and following.has("money"):
        return False
    if "will" in modals(view.before(index, REACH)) and any(
        i.ends_in_word("level-target") for i in view.before(index, 3)
    ):
        return False  # ``sẽ giảm xuống dưới mức 138.000``
    for position in view.places_before(index, REACH):
        if view.items[position].tags.get("own") in CHANGES:
            return True
        if view.items[position].tags.get("object") in CHANGES:
            return _changes_force(view, position)
        if view.items[position].has("object", "deploy"):
            return _brings_to(view, position, index)
    return False


def _brings_to(view: View, position: int, index: int) -> bool:
    """``đưa quân số ở Iraq từ 138.000 lên 150.000``: the size of a force is brought from one to another."""
    size = view.items[position + 1]
    return size.among("force-size") and any(i.has("to") for i in view.after(index, 2))


def _changes_force(view: View, position: int) -> bool:
    """The verb takes a force, or a number of people stands before it, or the section's country is meant."""
    phrase = view.object_after(position)
    near = (p for p in view.phrases if position - FORCE <= p.last < position)
    force = next((p for p in near if _is_number(view, p) or _is_army(view, p, position)), None)
    if any(p is not None and p.kind == "unit" for p in (phrase, force)):
        return False  # ``giảm số lữ đoàn từ 17 xuống 15``, ``số lữ đoàn sẽ giảm từ 17 xuống 15``
    following = view.item(position + 1)
    if following is not None and following.has("pronoun", "force"):
        return True  # ``giảm lực lượng này từ 3.200 xuống còn 2.300 người``
    sectioned = view.discourse.header is not None and position <= OPENING
    counted = _counted_before(view, position)
    return any(p is not None and p.is_force for p in (phrase, force, counted)) or sectioned


def _is_army(view: View, phrase: NounPhrase, verb: int) -> bool:
    """``Quân Anh ở Iraq đã giảm từ 40.000 xuống 8.700``: a country's soldiers, whose number changes."""
    named = phrase.kind in {"person", "mass"} and bool(phrase.codes) and phrase.quantity is None
    opens = phrase.first == 0 or view.items[phrase.first - 1].is_stop
    return named and opens and all(i.has_any(*THERE) for i in view.between(phrase.last, verb))


def _counted_before(view: View, position: int) -> NounPhrase | None:
    """``8.700 quân tại Iraq, giảm từ 46.000``: the clause before the comma says how many are left."""
    if position < 1 or view.items[position - 1].text != ",":
        return None
    phrase = view.phrase_before(position, OPENING)
    return phrase if phrase is not None and phrase.number in view.claimed else None


def _is_number(view: View, phrase: NounPhrase) -> bool:
    """``quân số``, ``số lính Mỹ``: a level is said of a number of people."""
    before = view.item(phrase.first - 1)
    if before is not None and before.has("of"):
        return False
    return view.items[phrase.noun].among("force-count") or view.items[phrase.first].among("number-of")


def changed_before(view: View, index: int) -> bool:
    """Return whether a force was brought to the level at an item, not only asked to be."""
    return any(_changes(item) for item in view.before(index, REACH + 1))


def _changes(item: Item) -> bool:
    return item.tags.get("object") in CHANGES or item.tags.get("own") in CHANGES


def _subject(view: View, index: int) -> Subject | None:
    """Whose level it is: the nearest force with a country, or the alliance, else who acts."""
    for phrase in reversed([p for p in view.phrases_before(index) if p.is_force]):
        if view.inside_relative(phrase.first, index):
            continue
        if phrase.codes:
            return Subject(phrase.codes, phrase.first, phrase=phrase)
        if phrase.kind == "coalition" or phrase.owner in ALLIANCES:
            return Subject((), phrase.first, phrase=phrase, alliance=True)
    return view.subject(index)


def _start(view: View, index: int) -> int:
    """Up to eight items back, over no mark and no break."""
    first = index
    while first > 0 and index - first < 8 and not view.items[first - 1].is_stop:
        first -= 1
    return first
