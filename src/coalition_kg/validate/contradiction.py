"""Why data contradict an ontology: the few triples that do, out of many."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pyoxigraph import Triple

# Returns the index of the first of several sets of triples that contradicts itself, None for none.
FirstContradiction = Callable[[Sequence[list[Triple]]], int | None]
# How many sets the reasoner is given at once: its start takes longer than a small set.
AT_ONCE = 8

Item = TypeVar("Item")


def minimal(ontology: Iterable[Triple], data: Iterable[Triple], first: FirstContradiction) -> list[Triple]:
    """Return triples of the data that contradict the ontology, none of which could be left out.

    The data must contradict it. Whole nodes are searched first, then the triples of those that are left.
    """
    background = list(ontology)
    nodes: dict[str, list[Triple]] = defaultdict(list)
    for triple in data:
        nodes[str(triple.subject)].append(triple)
    culprits = _culprits(background, [nodes[name] for name in sorted(nodes)], first)
    triples = sorted((triple for node in culprits for triple in node), key=str)
    return [triple for [triple] in _culprits(background, [[triple] for triple in triples], first)]


def _culprits(
    background: list[Triple], parts: list[list[Triple]], first: FirstContradiction
) -> list[list[Triple]]:
    """Return the parts of a minimal contradiction.

    The last part of the shortest contradictory prefix belongs to it; with that part known, the parts before
    it are searched for the next one, until what is known contradicts the background by itself.
    """
    found: list[list[Triple]] = []
    while first([background + _joined(found)]) is None:
        length = _shortest(background + _joined(found), parts, first)
        found.append(parts[length - 1])
        parts = parts[: length - 1]
    return found


def _shortest(known: list[Triple], parts: list[list[Triple]], first: FirstContradiction) -> int:
    """Return the length of the shortest prefix of the parts that contradicts what is known."""
    low, high = 0, len(parts)  # a prefix of `low` parts is consistent, one of `high` parts is not
    while high - low > 1:
        step = max(1, (high - low) // AT_ONCE)
        lengths = list(range(low + step, high, step))
        index = first([known + _joined(parts[:length]) for length in lengths])
        low, high = _narrowed(low, high, lengths, index)
    return high


def _narrowed(low: int, high: int, lengths: list[int], index: int | None) -> tuple[int, int]:
    if index is None:
        return lengths[-1], high
    return (lengths[index - 1] if index else low), lengths[index]


def _joined(parts: Iterable[list[Item]]) -> list[Item]:
    return [item for part in parts for item in part]
