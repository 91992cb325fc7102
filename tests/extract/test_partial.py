"""How much of its contingent a country takes home tells a withdrawal from a reduction."""

import pytest

from coalition_kg.extract import Extractor
from coalition_kg.model import Article, Commitment


def _commitments(text: str) -> list[tuple[str, str]]:
    facts = [f for f in Extractor().facts(Article("a", text, "0", "")) if isinstance(f, Commitment)]
    return [(fact.action, fact.evidence.rule) for fact in facts]


REDUCES, WITHDRAWS = ("reduce", "commitment-reduce"), ("withdraw", "commitment-withdraw")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Italy có 3.000 quân ở Iraq. Italy sẽ rút 300 quân khỏi Iraq.", [REDUCES]),
        ("Italy sẽ rút 300 quân khỏi Iraq. Italy có 3.000 quân ở Iraq.", [REDUCES]),
        ("Italy sẽ rút 2.400 quân khỏi Iraq. Italy có 3.000 quân ở Iraq.", [WITHDRAWS]),
        ("Ba Lan sẽ rút 300 quân khỏi Iraq. Italy có 3.000 quân ở Iraq.", [WITHDRAWS]),
        ("Italy sẽ rút 300 quân khỏi Iraq.", [WITHDRAWS]),
    ],
    ids=["a tenth", "counted afterwards", "four fifths", "another's", "of an unknown number"],
)
def test_fewer_than_four_fifths_are_a_reduction(told: str, expected: list[tuple[str, str]]) -> None:
    assert _commitments(told) == expected


def test_the_first_to_go_are_no_reduction_where_all_are_to_go() -> None:
    told = "Italy sẽ rút 300 quân khỏi Iraq. Italy có 3.000 quân ở Iraq. Italy sẽ rút hết quân khỏi Iraq."
    assert _commitments(told) == [WITHDRAWS, WITHDRAWS]
