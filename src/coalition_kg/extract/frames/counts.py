"""Counts: what a counted force is, before it becomes a fact."""

from dataclasses import dataclass
from typing import TypeGuard

from coalition_kg.extract.view import Subject, View
from coalition_kg.model import Quantity

# The kinds of phrases that count the people of a force.
COUNTED_KINDS = {"person", "mass", "coalition", "allies"}
# A contingent has so many people at least; a patrol may have fewer.
SMALLEST = 10


@dataclass(frozen=True, slots=True)
class Count:
    """A counted force: item range, quantity, who holds it and in which phase."""

    first: int
    last: int
    quantity: Quantity
    subject: Subject
    holder: str
    phase: str
    personnel: str = "soldiers"


def is_size(quantity: Quantity | None) -> TypeGuard[Quantity]:
    """Return whether a quantity is there and may be the size of a contingent."""
    return quantity is not None and (quantity.value is None or quantity.value >= SMALLEST)


def shares(view: View, number: int | None, codes: tuple[str, ...]) -> dict[str, Quantity]:
    """Return country → number where a country each has one: ``Mỹ và Anh có 138.000 và 8.500 quân``.

    ``number`` is the item of the last number; the answer is empty where the counts differ.
    """
    found: list[Quantity] = []
    index = number if number is not None and len(codes) > 1 else -1
    while index >= 0 and (quantity := view.items[index].quantity) is not None:
        found.append(quantity)
        joined = index >= 2 and view.items[index - 1].joins
        index = index - 2 if joined else -1
    return dict(zip(codes, reversed(found), strict=True)) if len(found) == len(codes) else {}
