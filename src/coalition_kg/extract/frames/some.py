"""Some of them: parts of those who were counted, spoken of or lost before."""

from dataclasses import replace

from coalition_kg.extract.frames.victims import REACH, Loss
from coalition_kg.extract.frames.whose import codes_of
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, View

# How far before the word that says what befell them the pointer may stand.
CLOSE = 4


def some_of_them(view: View, mark: Mark) -> Loss | None:
    """Return the loss of ``cử 101 người, hai trong số đó đã hy sinh``: some of those counted before."""
    pointer = next((i for i in view.places_before(mark.first, CLOSE) if view.items[i].among("of-them")), None)
    if pointer is None or pointer < 1:
        return None
    number = pointer - 1 if view.items[pointer - 1].quantity is not None else pointer - 2
    quantity = view.items[number].quantity if number >= 0 else None
    whole = view.phrase_before(number, REACH)
    theirs = view.items[pointer].ends_in_word("them")
    if whole is None and quantity is not None:
        of = _of_those_spoken_of if theirs else _of_toll
        return of(view, mark, number, pointer)
    if quantity is None or whole is None or (whole.quantity is None and not theirs):
        return None
    some = replace(whole, first=number, last=pointer, quantity=quantity, noun=number, number=number)
    sender = view.subject(whole.first) if whole.kind == "person" and not whole.codes else None
    known = sender is not None and bool(sender.codes) and not sender.is_host and not sender.public
    return Loss(some, mark, quantity, sender.codes if known and sender is not None else codes_of(view, whole))


def _of_those_spoken_of(view: View, mark: Mark, number: int, pointer: int) -> Loss | None:
    """``16 người trong số họ thiệt mạng``, behind a sentence about a country's troops."""
    force = view.recent_force
    known = force is not None and len(force.codes) == 1
    return _soldiers(view, mark, number, pointer, force.codes) if force is not None and known else None


def _of_toll(view: View, mark: Mark, number: int, pointer: int) -> Loss | None:
    """``Bulgaria đã mất 13 binh sĩ. 5 người trong số này chết ở Karbala``: of those lost before."""
    lost = view.discourse.losses
    told = lost is not None and lost.sentence == view.number - 1 and len(lost.codes) == 1
    if lost is None or not told or lost.codes[0] is None or number > 0:
        return None
    return _soldiers(view, mark, number, pointer, lost.codes, (lost.sentence,))


def _soldiers(
    view: View,
    mark: Mark,
    number: int,
    pointer: int,
    codes: tuple[str | None, ...],
    context: tuple[int, ...] = (),
) -> Loss | None:
    """So many of a country's soldiers."""
    quantity = view.items[number].quantity
    if quantity is None:
        return None
    some = NounPhrase(number, pointer, "person", "soldiers", quantity, noun=number, number=number)
    return Loss(some, mark, quantity, codes, context)
