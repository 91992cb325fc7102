"""Lost: the people that a country or a force is said to have lost."""

from collections.abc import Iterator
from dataclasses import replace

from coalition_kg.extract.frames.tolls import ordinal_after
from coalition_kg.extract.frames.victims import ONE, Loss, is_countable, is_ordinal, loss_of
from coalition_kg.extract.items import is_host
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, Subject, View

# How far behind the loss the comma may stand that ends its clause.
NEXT = 6


def lost(view: View, mark: Mark) -> Iterator[Loss]:
    """Yield those of ``Mỹ đã tổn thất 1.000 binh sĩ``, ``các nước A, B mỗi nước mất 2 binh sĩ``."""
    phrase = view.phrase_after(mark.last, reach=4)
    if phrase is None:
        yield from _bare_number(view, mark)
    numbered = ordinal_after(view, phrase) if phrase is not None and phrase.quantity is None else None
    if phrase is not None and numbered is not None and phrase.kind == "person":
        yield from _lost_by(view, mark, replace(phrase, quantity=numbered))  # ``mất người lính thứ 100``
        return
    if phrase is not None and is_ordinal(view, phrase, phrase.last + 1):
        phrase = replace(phrase, quantity=ONE)  # ``Hà Lan mất người lính đầu tiên``
    if phrase is None or not is_countable(phrase) or _is_loss_of(view, mark, phrase):
        return
    if phrase.kind == "people":
        yield from _lost_people(view, mark, phrase)
    elif phrase.kind in {"person", "coalition", "mass"}:
        yield from loss_of(view, phrase, mark) if phrase.codes else _lost_by(view, mark, phrase)
        yield from _lost_by_each(view, mark, phrase)
        joined = _joined_to(view, phrase)
        if joined is not None:
            yield from _lost_by(view, mark, joined)


def _joined_to(view: View, phrase: NounPhrase) -> NounPhrase | None:
    """``mất 16 binh sĩ và một nhà ngoại giao``: the civilians joined to them."""
    joint, other = view.item(phrase.last + 1), view.phrase_from(phrase.last + 2)
    if joint is None or other is None or not joint.has("and") or other.codes:
        return None
    return other if other.kind == "civilian" and other.quantity is not None else None


def _bare_number(view: View, mark: Mark) -> Iterator[Loss]:
    """``Ba Lan đã mất 17 binh sĩ trong khi Ukraine mất 18``: the noun was said before."""
    place = mark.last + 1
    number, following = view.item(place), view.item(place + 1)
    told = [m for m in view.marks("casualty", "lose") if m.last < mark.first]
    noun = view.phrase_after(told[-1].last, reach=4) if told else None
    ends = following is None or following.is_stop
    if number is None or number.quantity is None or number.date is not None or not ends or noun is None:
        return
    if noun.kind == "person" and noun.quantity is not None:
        yield from _lost_by(
            view,
            mark,
            replace(
                noun, first=place, last=place, quantity=number.quantity, noun=place, number=place, codes=()
            ),
        )


def _is_loss_of(view: View, mark: Mark, phrase: NounPhrase) -> bool:
    """``tổn thất đầu tiên của đội quân 450 người``: who has lost, not who is lost."""
    return any(i.among("of") for i in view.between(mark.last, phrase.first))


def _lost_by(view: View, mark: Mark, phrase: NounPhrase) -> Iterator[Loss]:
    """Whose the soldiers are is said by the subject."""
    subject = _named_behind(view, mark) or view.subject(mark.first)
    allied = subject is not None and subject.alliance and subject.phrase is not None
    if subject is not None and (subject.codes or allied) and phrase.quantity is not None:
        own = replace(phrase, first=subject.start(phrase.first))
        yield Loss(own, mark, phrase.quantity, subject.codes or (None,), subject.context)


def _named_behind(view: View, mark: Mark) -> Subject | None:
    """``Sau khi mất 25 người, Rome ...``: the clause of time has the subject of what follows."""
    if mark.first > 1 or not view.items[0].among("time-clause", "after-clause"):
        return None
    comma = next((i for i in view.places_after(mark.last, NEXT) if view.items[i].text == ","), None)
    actor = next((a for a in view.actors if comma is not None and a.first > comma and a.codes), None)
    state = (
        actor is not None and actor.kind in {"country", "office"} and view.items[actor.first - 1].text == ","
    )
    return view.meant_by(actor) if state and actor is not None and not is_host(actor.codes[0]) else None


def _lost_people(view: View, mark: Mark, first: NounPhrase) -> Iterator[Loss]:
    """``Italy mất 21 người, Ukraina 18 người, Ba Lan 17 người``: the verb is said once."""
    yield from _lost_by_each(view, mark, first)
    for phrase in (p for p in view.phrases if p.first >= first.first and is_countable(p)):
        subject = (_named_behind(view, mark) or view.subject(mark.first)) if phrase is first else None
        group = next((g for g in view.groups.values() if g.last == phrase.first - 1), None)
        known = subject is not None and (not subject.assumed or view.discourse.header is not None)
        codes = group.codes if group is not None else subject.codes if subject and known else ()
        if not codes or phrase.quantity is None:
            return
        start = group.first if group is not None else phrase.first
        soldiers = replace(phrase, first=start, kind="person", personnel="soldiers")
        yield Loss(soldiers, mark, phrase.quantity, codes)


def _lost_by_each(view: View, mark: Mark, first: NounPhrase) -> Iterator[Loss]:
    """``Italy mất 19 người, Ba Lan và Ukraina mỗi nước 16 người, Tây Ban Nha 11``: each country's loss."""
    for group in view.groups.values():
        each = view.item(group.last + 1)
        if group.first <= first.last or each is None:
            continue
        place = group.last + 2 if each.has("each") else group.last + 1
        quantity, after = (
            view.items[place].quantity if place < len(view.items) else None,
            view.item(place + 1),
        )
        counted = view.phrase_at(place) is not None
        ends = after is None or after.is_stop or after.has("and")
        if quantity is None or (counted and not each.has("each")) or not (counted or ends):
            continue
        lost = replace(first, first=group.first, last=place, quantity=quantity, number=place, noun=place)
        yield Loss(replace(lost, kind="person", personnel="soldiers"), mark, quantity, group.codes)
