"""Triggers: the words and numbers of a sentence that each rule looks at, and whether a fact came of one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coalition_kg.extract.explain.guards import Place
from coalition_kg.extract.explain.reasons import Reason
from coalition_kg.extract.explain.stretch import stretch
from coalition_kg.extract.frames.action import VALENCIES, is_money
from coalition_kg.extract.frames.places import places
from coalition_kg.extract.view import View
from coalition_kg.model import Evidence, Span


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a rule looks at; ``otherwise`` is why it gave no fact where no guard was asked.

    None where that means that the rule never looked, because another trigger covers it.
    """

    first: int
    last: int
    otherwise: Reason | None = None

    @property
    def place(self) -> Place:
        """The first and the last item."""
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Family:
    """How to find a rule's triggers, and which facts settle one whatever its guards said before."""

    triggers: Callable[[View], Iterator[Trigger]]
    settles: Callable[[Evidence, Span], bool]


def covers(evidence: Evidence, span: Span) -> bool:
    """Return whether a quote holds a stretch."""
    return evidence.start <= span.start and span.end <= evidence.end


def _ends_in(evidence: Evidence, span: Span) -> bool:
    return span.start < evidence.end <= span.end


def _never(evidence: Evidence, span: Span) -> bool:
    return False


def _of_losses(view: View) -> Iterator[Trigger]:
    for mark in view.marks("casualty"):
        if mark.tag == "negated_loss":
            yield Trigger(mark.first, mark.last, Reason.NEGATED)
        elif mark.tag not in {"cause", "disaster"}:
            yield Trigger(mark.first, mark.last)


def _of_moves(view: View) -> Iterator[Trigger]:
    for index, item in enumerate(view.items):
        if item.has_any(*VALENCIES) and not item.has("blocked"):
            yield Trigger(index, index)


def _of_commands(view: View) -> Iterator[Trigger]:
    for mark in view.marks("sectors", "command", "passive_command", "under", "cooperate"):
        yield Trigger(mark.first, mark.last, Reason.NO_LEADER)


def _of_numbers(view: View) -> Iterator[Trigger]:
    for index, item in enumerate(view.items):
        phrase = view.phrase_from(index)
        if phrase is not None and phrase.quantity is not None:
            yield Trigger(phrase.first, phrase.last)
        elif item.quantity is not None and view.phrase_at(index) is None and is_money(view, index + 1):
            yield Trigger(index, index + 1, Reason.MONEY)


def _of_roles(view: View) -> Iterator[Trigger]:
    for mark in view.marks("roles", "role", "act"):
        yield Trigger(mark.first, mark.last)


def _of_posts(view: View) -> Iterator[Trigger]:
    otherwise = Reason.LOSSES_TOLD if view.has_losses else Reason.LATER_POST
    for place in (found for found in places(view, "at") if not found.is_theatre):
        yield Trigger(place.first, place.last, otherwise)


def _of_stances(view: View) -> Iterator[Trigger]:
    for mark in view.marks("stance", "stance"):
        yield Trigger(mark.first, mark.last)


# By the names of the rules.
FAMILIES = {
    "casualty": Family(_of_losses, _never),
    "commitment": Family(_of_moves, _never),
    "sector": Family(_of_commands, covers),
    "strength": Family(_of_numbers, _ends_in),
    "role": Family(_of_roles, _never),
    "deployment": Family(_of_posts, _ends_in),
    "stance": Family(_of_stances, _never),
}


def triggers(rule: str, view: View) -> list[tuple[Trigger, Span]]:
    """Return the triggers of a rule in a sentence with their raw text, left to right, none twice."""
    found = {trigger.place: trigger for trigger in FAMILIES[rule].triggers(view)}
    return [(found[place], stretch(view.typed, *place)) for place in sorted(found)]
