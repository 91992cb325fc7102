"""Counts: what a counted force is, before it becomes a fact."""

from dataclasses import dataclass

from coalition_kg.extract.view import Subject
from coalition_kg.model import Quantity


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
