"""What was missed, what was wrong and which slots were off, each beside the fact that it is nearest to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from coalition_kg.evaluate.match import Matches
from coalition_kg.evaluate.scoring import Scoring, scoring
from coalition_kg.flat import Flat

MISSED, WRONG, SLOTS = "missed", "wrong", "slots"


@dataclass(frozen=True)
class Difference:
    """A slot that differs; ``gold`` holds every value that is right, none where there is no gold fact."""

    slot: str
    gold: tuple[Any, ...]
    found: Any


@dataclass(frozen=True)
class Finding:
    """Something that is not as the gold has it.

    ``record`` is the gold fact that was missed, else the fact that was found. ``nearest`` is the fact on
    the other side with which it is compared, None where there is none; then ``differences`` are all slots.
    """

    kind: str
    record: Flat
    nearest: Flat | None
    differences: tuple[Difference, ...]


def findings(matches: Matches) -> Iterator[Finding]:
    """Yield the required gold facts that were missed, the wrong facts, and those with wrong slots."""
    for gold in matches.missed:
        if not gold.get("optional"):
            yield _missed(gold, _nearest(gold, matches.wrong))
    for predicted in matches.wrong:
        golds = (*matches.missed, *(gold for gold, _ in matches.matched))
        yield _wrong(predicted, _nearest(predicted, golds))
    for gold, predicted in matches.matched:
        off = [slot for slot, right in scoring().judged_extras(gold, predicted).items() if not right]
        if off:
            yield Finding(SLOTS, predicted, gold, _differences(off, gold, predicted))


def _missed(gold: Flat, nearest: Flat | None) -> Finding:
    if nearest is None:
        return Finding(MISSED, gold, None, _all_slots(gold, gold=True))
    return Finding(MISSED, gold, nearest, _differing(gold, nearest))


def _wrong(predicted: Flat, nearest: Flat | None) -> Finding:
    if nearest is None:
        return Finding(WRONG, predicted, None, _all_slots(predicted, gold=False))
    return Finding(WRONG, predicted, nearest, _differing(nearest, predicted))


def _nearest(record: Flat, others: Iterable[Flat]) -> Flat | None:
    """Return the fact of the same type whose evidence overlaps and that shares most slots, else None."""
    fitting = [other for other in others if _is_comparable(record, other)]
    return max(fitting, key=lambda other: _agreement(record, other), default=None)


def _is_comparable(one: Flat, other: Flat) -> bool:
    same = (one["article"], one["type"]) == (other["article"], other["type"])
    return same and one["start"] < other["end"] and other["start"] < one["end"]


def _agreement(one: Flat, other: Flat) -> tuple[int, int]:
    rules = scoring()
    keys, extras = rules.keys[one["type"]], rules.extras.get(one["type"], [])
    return _shared(rules, keys, one, other), _shared(rules, extras, one, other)


def _shared(rules: Scoring, slots: Iterable[str], one: Flat, other: Flat) -> int:
    return sum(rules.same(slot, one, other) for slot in slots)


def _differing(gold: Flat, predicted: Flat) -> tuple[Difference, ...]:
    """Compare the slots that must be right, and those extra ones that the gold fact names."""
    rules = scoring()
    keys = [slot for slot in rules.keys[gold["type"]] if not rules.same(slot, gold, predicted)]
    extras = [slot for slot, right in rules.judged_extras(gold, predicted).items() if not right]
    return _differences([*keys, *extras], gold, predicted)


def _differences(slots: Iterable[str], gold: Flat, predicted: Flat) -> tuple[Difference, ...]:
    default = scoring().defaults.get
    return tuple(Difference(slot, _right(slot, gold), predicted.get(slot, default(slot))) for slot in slots)


def _right(slot: str, gold: Flat) -> tuple[Any, ...]:
    return gold.get(slot, scoring().defaults.get(slot)), *gold.get(f"{slot}_alternatives", ())


def _all_slots(record: Flat, *, gold: bool) -> tuple[Difference, ...]:
    rules = scoring()
    slots = (*rules.keys[record["type"]], *rules.extras.get(record["type"], []))
    named = [slot for slot in slots if slot in record]
    if gold:
        return tuple(Difference(slot, _right(slot, record), None) for slot in named)
    return tuple(Difference(slot, (), record[slot]) for slot in named)
