"""Looking on while a rule reads a sentence: which of its guards blocked, and at which place.

Python's profiling hook tells of every call and return in this thread. So the rules themselves hold
nothing for the sake of explanations, and cost nothing more where none is asked for.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from coalition_kg.extract.explain.guards import Guard, Place, guards
from coalition_kg.extract.explain.reasons import Reason
from coalition_kg.extract.modality import _opens_clause


@dataclass(slots=True)
class _Call:
    """A guard that has not answered yet, where it looks, and why the last guard inside it blocked."""

    frame: FrameType
    guard: Guard
    place: Place | None
    inner: Reason | None = None


@dataclass(slots=True)
class Log:
    """What was seen: the blocking answers in their order, the other ones, the commas that open a clause."""

    blocked: list[tuple[Place | None, Reason]] = field(default_factory=list)
    passed: set[Place | None] = field(default_factory=set)
    openings: set[int] = field(default_factory=set)
    _calls: list[_Call] = field(default_factory=list)

    def at(self, place: Place) -> Reason | None:
        """Return why a place was blocked at last; None where it was not."""
        return self._last(lambda where: where is not None and _overlap(where, place))

    def of_sentence(self) -> Reason | None:
        """Return why the whole sentence was blocked; None where it was not."""
        return self._last(lambda where: where is None)

    def _last(self, meant: Callable[[Place | None], bool]) -> Reason | None:
        return next((reason for where, reason in reversed(self.blocked) if meant(where)), None)

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
            self.passed.add(call.place)
            return
        reason = call.inner or call.guard.reason
        if self._calls:
            self._calls[-1].inner = reason
        else:
            self.blocked.append((call.place, reason))


def _overlap(one: Place, other: Place) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


@contextmanager
def watching() -> Iterator[Log]:
    """Look on, in this thread, at whatever rules run inside the block."""
    log, before = Log(), sys.getprofile()
    sys.setprofile(log.see)
    try:
        yield log
    finally:
        sys.setprofile(before)
