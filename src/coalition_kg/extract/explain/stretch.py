"""Stretches of items as stretches of the raw article."""

from coalition_kg.extract.items import TypedSentence
from coalition_kg.model import Span


def stretch(typed: TypedSentence, first: int, last: int) -> Span:
    """Return the raw text of items ``first`` to ``last``, both included, with its offsets in the article."""
    start, end = typed.copy.raw(typed.items[first].start, typed.items[last].end)
    begin, text = typed.sentence.start, typed.sentence.text
    return Span(begin + start, begin + end, text[start:end])
