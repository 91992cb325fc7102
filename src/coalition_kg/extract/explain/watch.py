"""Looking on while a rule reads a sentence: which of its guards blocked, and at which place.

Python's profiling hook tells of every call and return in this thread. So the rules themselves hold
nothing for the sake of explanations, and cost nothing more where none is asked for.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from coalition_kg.extract.explain.guards import Guard, Place, guards
from coalition_kg.extract.explain.reasons import Reason
from coalition_kg.extract.modality import _opens_clause

# Where a guard looked, None for the whole sentence, and what its answer means.
Seen = tuple[Place | None, Reason]


@dataclass(slots=True)
class _Call:
    """A guard that has not answered yet, where it looks, and why the last guard inside it blocked."""

    frame: FrameType
    guard: Guard
    place: Place | None
    inner: Reason | None = None


@dataclass(slots=True)
class Log:
    """What was seen: why guards blocked, what came where they did not, the commas that open a clause."""

    blocked: list[Seen] = field(default_factory=list)
    passed: list[Seen] = field(default_factory=list)
    openings: set[int] = field(default_factory=set)
    _calls: list[_Call] = field(default_factory=list)

    def at(self, place: Place) -> Reason | None:
        """Return why a place was blocked at last; None where it was not."""
        return _last_at(place, self.blocked)

    def beyond(self, place: Place) -> Reason | None:
        """Return why no fact comes of a place that a guard let pass; None where none was asked."""
        return _last_at(place, self.passed)

    def of_sentence(self) -> Reason | None:
        """Return why the whole sentence was blocked; None where it was not."""
        return next((reason for where, reason in reversed(self.blocked) if where is None), None)

    def see(self, frame: FrameType, event: str, answer: Any) -> None:
        """Take in a call or a return, as ``sys.setprofile`` tells it."""
        if event == "call":
            guard = guards().get(frame.f_code)
            if guard is not None:
                self._calls.append(_Call(frame, guard, self._place(guard, frame)))
        elif event == "return":
            if self._calls and self._calls[-1].frame is frame:
                self._answer(self._calls.pop(), answer)
            elif frame.f_code is _opens_clause.__code__ and answer:
                self.openings.add(frame.f_locals["position"])

    def _place(self, guard: Guard, frame: FrameType) -> Place | None:
        if guard.at is not None:
            return guard.at(frame.f_locals)
        return self._calls[-1].place if self._calls else None

    def _answer(self, call: _Call, answer: Any) -> None:
        """A guard that does not block makes what blocked inside it irrelevant."""
        if not call.guard.blocks(answer):
            if call.guard.beyond is not None:
                self.passed.append((call.place, call.guard.beyond))
            return
        reason = call.inner or call.guard.reason
        if self._calls:
            self._calls[-1].inner = reason
        else:
            self.blocked.append((call.place, reason))


def _last_at(place: Place, seen: list[Seen]) -> Reason | None:
    first, last = place
    told = (reason for at, reason in reversed(seen) if at is not None and at[0] <= last and first <= at[1])
    return next(told, None)


@contextmanager
def watching() -> Iterator[Log]:
    """Look on, in this thread, at whatever rules run inside the block."""
    log, before = Log(), sys.getprofile()
    sys.setprofile(log.see)
    try:
        yield log
    finally:
        sys.setprofile(before)
