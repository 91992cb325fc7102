"""Numbers of people: digits, number words, scales, masks and the words that qualify them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from coalition_kg.model import Quantity
from coalition_kg.resources import read_table, root
from coalition_kg.segment.clean import NUMBER

DIGITS = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+(?:,\d+)?")
TEN = 10
THOUSAND = 1000
# A larger number before a hyphen is the day of no date.
LARGEST_DAY = 31
CONTINUES = {"scale", "ten", "last", "link"}  # never the first word of a number
# Kinds of number words that give a size, not a number: ``hàng chục``.
VAGUE = {"dozens", "hundreds", "thousands"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A qualifying word: the qualifier that it means and the factors that bound the number."""

    qualifier: str
    lower: float | None
    upper: float | None


@cache
def cues() -> dict[tuple[str, ...], Cue]:
    """Return the qualifying words, as tokens."""
    rows = read_table(
        root() / "data" / "lexicon" / "qualifiers.tsv", ("cue", "qualifier", "lower", "upper", "source")
    )
    return {
        tuple(row["cue"].split()): Cue(row["qualifier"], _factor(row["lower"]), _factor(row["upper"]))
        for row in rows
    }


def _factor(cell: str) -> float | None:
    return float(cell) if cell else None


@cache
def number_words() -> dict[tuple[str, ...], tuple[int, str]]:
    """Return the number words, as tokens, with value and kind."""
    rows = read_table(root() / "data" / "lexicon" / "numbers.tsv", ("form", "value", "kind", "source"))
    return {tuple(row["form"].split()): (int(row["value"]), row["kind"]) for row in rows}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form[0] for form in number_words())


def _word_at(tokens: Sequence[str], index: int) -> tuple[int, str, int] | None:
    if tokens[index] not in _first_words():
        return None
    for size in (3, 2, 1):
        found = number_words().get(tuple(tokens[index : index + size]))
        if found and index + size <= len(tokens):
            return (*found, size)
    return None


def number_at(tokens: Sequence[str], index: int) -> tuple[Quantity, int] | None:
    """Return the number that starts at a token and how many tokens it takes, or None.

    A masked number is redacted and has no value; a vague one ("hundreds") has bounds only.
    """
    if tokens[index] == NUMBER:
        return Quantity(None, redacted=True), 1
    if tokens[index][0].isdigit() and DIGITS.fullmatch(tokens[index]):
        return _range(tokens, index) or _scaled(_digits(tokens[index]), tokens, index, 1)
    word = _word_at(tokens, index)
    if word is None or word[1] in CONTINUES:
        return None
    value, kind, size = word
    if kind in VAGUE:
        return Quantity(None, kind, lower=value, upper=value * 10 - 1), size
    return _spoken(tokens, index)


def _spoken(tokens: Sequence[str], index: int) -> tuple[Quantity, int]:
    """Read a number in words, ``tám trăm năm mươi``: units fill the tens, hundreds and thousands."""
    total, group, size, before = 0, 0, 0, ""
    while (word := _word_at(tokens, index + size) if index + size < len(tokens) else None) is not None:
        value, kind, length = word
        if _is_unit(kind, before, group) or (kind == "five" and _counts_on(tokens, index + size + 1)):
            group += value
        elif kind == "ten" and group % TEN:
            group += group % TEN * (TEN - 1)  # the unit before becomes tens
        elif kind == "scale" and value < THOUSAND:
            group *= value
        elif kind == "scale":
            total, group = (total + group) * value, 0
        elif kind != "link" or before != "scale":
            break
        size, before = size + length, kind
    number = total + group
    return Quantity(number, lower=number, upper=number), size


def _is_unit(kind: str, before: str, group: int) -> bool:
    after = {"unit": group % TEN == 0 and before != "unit", "five": before in {"", "link"}}
    return after.get(kind, kind == "last" and before == "ten")


def _counts_on(tokens: Sequence[str], index: int) -> bool:
    """Tell the digit five from the noun *year*, the same word: inside a number its scale follows."""
    word = _word_at(tokens, index) if index < len(tokens) else None
    return word is not None and word[1] in {"ten", "scale"}


def _digits(token: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", token):
        return int(re.sub(r"[.,]", "", token))
    return float(token.replace(",", "."))


def _range(tokens: Sequence[str], index: int) -> tuple[Quantity, int] | None:
    """``20.000-30.000``: at most the second number, where it is no date."""
    if index + 2 >= len(tokens) or tokens[index + 1] != "-" or not DIGITS.fullmatch(tokens[index + 2]):
        return None
    lower, upper = _digits(tokens[index]), _digits(tokens[index + 2])
    if not LARGEST_DAY < lower < upper or lower != int(lower) or upper != int(upper):
        return None
    return Quantity(int(upper), "up_to", lower=int(lower), upper=int(upper)), 3


def _scaled(value: float, tokens: Sequence[str], index: int, size: int) -> tuple[Quantity, int] | None:
    while index + size < len(tokens):
        word = _word_at(tokens, index + size)
        if word is None or word[1] != "scale":
            break
        value *= word[0]
        size += word[2]
    if value != int(value):
        return None
    return Quantity(int(value), lower=int(value), upper=int(value)), size


def cue_before(tokens: Sequence[str], index: int) -> tuple[Cue, int] | None:
    """Return the qualifying words that end just before a token, and how many tokens they take."""
    for size in (3, 2, 1):
        found = cues().get(tuple(tokens[max(0, index - size) : index]))
        if found and index >= size:
            return found, size
    return None


def qualified(quantity: Quantity, cue: Cue) -> Quantity:
    """Return a number as its qualifying word bounds it.

    >>> qualified(Quantity(100), Cue("under", 0.8, 1.0))
    Quantity(value=100, qualifier='under', redacted=False, lower=80, upper=100)
    """
    if quantity.qualifier in VAGUE:
        return quantity
    if quantity.value is None:
        return replace(quantity, qualifier=cue.qualifier)
    lower, upper = _bound(quantity.value, cue.lower), _bound(quantity.value, cue.upper)
    return replace(quantity, qualifier=cue.qualifier, lower=lower, upper=upper)


def _bound(value: int, factor: float | None) -> int | None:
    return None if factor is None else round(value * factor)
