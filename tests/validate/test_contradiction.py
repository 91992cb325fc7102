"""The search for the culprits, with an oracle in the reasoner's place, so that every case is quick."""

from collections.abc import Callable, Sequence

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from coalition_kg.validate.contradiction import minimal

PROPERTY = NamedNode("urn:example:p")


def triple(node: int, value: int = 0) -> Triple:
    return Triple(NamedNode(f"urn:example:{node:03}"), PROPERTY, Literal(str(value)))


def oracle(culprits: set[Triple], calls: list[int]) -> Callable[[Sequence[list[Triple]]], int | None]:
    def first(candidates: Sequence[list[Triple]]) -> int | None:
        calls.append(len(candidates))
        return next((i for i, triples in enumerate(candidates) if culprits <= set(triples)), None)

    return first


DATA = [triple(node, value) for node in range(200) for value in range(5)]


@pytest.mark.parametrize(
    "culprits",
    [
        [triple(0)],
        [triple(199, 4)],
        [triple(7, 1), triple(7, 3)],
        [triple(0), triple(100, 2), triple(199, 4)],
    ],
)
def test_exactly_the_culprits_are_found(culprits: list[Triple]) -> None:
    calls: list[int] = []
    found = minimal([], DATA, oracle(set(culprits), calls))
    assert sorted(map(str, found)) == sorted(map(str, culprits))
    assert len(calls) <= 8 * (len(culprits) + 1)


def test_the_background_is_never_blamed() -> None:
    background = [triple(999)]
    found = minimal(background, DATA, oracle({triple(999), triple(50)}, []))
    assert found == [triple(50)]
