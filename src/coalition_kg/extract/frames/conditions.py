"""Conditions: what has to happen first, in the same sentence or at the start of the next."""

from dataclasses import dataclass

from coalition_kg.extract.view import View
from coalition_kg.model import Span


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a condition is named, and its words where they stand in the same sentence."""

    conditional: bool
    span: Span | None = None


NONE = Condition(False)


def condition_of(view: View, last: int, index: int, is_open: bool) -> Condition:
    """Return the condition of an action that ends at item ``last``; ``is_open`` where it is undecided."""
    for position in range(last + 1, len(view.items)):
        if view.items[position].has("condition") and not view.items[position].has("contrast"):
            return Condition(True, _span(view, position))
    if _is_only_when(view, index, last):
        return Condition(
            True,
            _span(view, next(i for i in range(last + 1, len(view.items)) if view.items[i].text == "khi")),
        )
    for position in range(index):
        if view.items[position].has("hypothesis") and view.items[position].text in {
            "nếu",
            "nếu như",
            "một khi",
        }:
            return Condition(True, _span(view, position, index))
    return Condition(is_open and _next_sentence_demands(view))


def _is_only_when(view: View, index: int, last: int) -> bool:
    """``chỉ có thể rút quân khi ...``."""
    only = any(i.text in {"chỉ", "chỉ có"} for i in view.items[max(0, index - 5) : index])
    return only and any(i.text == "khi" for i in view.items[last + 1 :])


def _span(view: View, first: int, before: int | None = None) -> Span:
    last = first
    stop = before if before is not None else len(view.items)
    while last + 1 < stop and view.items[last + 1].text not in {".", ";", '"'}:
        if before is not None and view.items[last + 1].text == ",":
            break
        last += 1
    start, end = view.typed.copy.raw(view.items[first].start, view.items[last].end)
    sentence = view.typed.sentence
    return Span(sentence.start + start, sentence.start + end, sentence.text[start:end])


def _next_sentence_demands(view: View) -> bool:
    """``Nhưng trước tiên Paris yêu cầu ...``: the next sentence names what is wanted first."""
    following = view.following
    if following is None or len(following.items) < 4 or following.items[0].text not in {"nhưng", "tuy nhiên"}:
        return False
    head = following.items[:9]
    return any(i.text in {"muốn", "yêu cầu", "đòi hỏi", "phải", "cần", "điều kiện"} for i in head)
