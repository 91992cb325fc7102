"""Conditions: what has to happen first, in the same sentence or at the start of the next."""

from dataclasses import dataclass

from coalition_kg.extract.view import View
from coalition_kg.model import Span


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a condition is named: its words where they stand in the same sentence, else the sentence."""

    conditional: bool
    span: Span | None = None
    sentence: int | None = None


def condition_of(view: View, last: int, index: int, is_open: bool) -> Condition:
    """Return the condition of an action that ends at item ``last``; ``is_open`` where it is undecided."""
    for position in range(last + 1, len(view.items)):
        if view.items[position].has("condition") and not view.items[position].has("contrast"):
            return Condition(True, _span(view, position, len(view.items)))
    when = _only_when(view, index, last)
    if when is not None:
        return Condition(True, _span(view, when, len(view.items)))
    for position in range(index):
        if view.items[position].has("hypothesis") and view.items[position].among("if-once"):
            return Condition(True, _span(view, position, index, clause=True))
    demanded = is_open and _next_sentence_demands(view)
    return Condition(demanded, sentence=view.number + 1 if demanded else None)


def _only_when(view: View, index: int, last: int) -> int | None:
    """``chỉ có thể rút quân khi ...``: where the condition starts."""
    if not any(i.among("only") for i in view.before(index, 5)):
        return None
    return next((i for i in range(last + 1, len(view.items)) if view.items[i].among("when")), None)


def _span(view: View, first: int, stop: int, clause: bool = False) -> Span:
    """The words from an item to the end of the sentence, or of the ``clause`` that a comma ends."""
    ends = {".", ";", '"', ","} if clause else {".", ";", '"'}
    last = first
    while last + 1 < stop and view.items[last + 1].text not in ends:
        last += 1
    start, end = view.typed.copy.raw(view.items[first].start, view.items[last].end)
    sentence = view.typed.sentence
    return Span(sentence.start + start, sentence.start + end, sentence.text[start:end])


def _next_sentence_demands(view: View) -> bool:
    """``Nhưng trước tiên Paris yêu cầu ...``: the next sentence names what is wanted first."""
    following = view.following
    if following is None or len(following.items) < 4 or not following.items[0].among("but"):
        return False
    return any(i.among("demand") for i in following.items[:9])
