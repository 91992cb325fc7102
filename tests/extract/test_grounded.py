"""A fact whose sentence only points back to its country also names the sentence that names it."""

import pytest

from coalition_kg.extract import Extractor
from coalition_kg.model import Article


def _contexts(text: str) -> list[tuple[str | None, int, tuple[int, ...]]]:
    facts = Extractor().facts(Article("a", text, "0", ""))
    return [(fact.country, fact.evidence.sentence, fact.evidence.context) for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italy có 3.000 quân ở Iraq. Một binh sĩ nước này thiệt mạng.", [("IT", 1, ()), ("IT", 2, (1,))]),
        ("Italy có 3.000 quân ở Iraq. Một binh sĩ Italy thiệt mạng.", [("IT", 1, ()), ("IT", 2, ())]),
        (
            "Na Uy có 150 quân ở Iraq. Thái Lan có 450 quân ở Iraq. Quốc gia Bắc Âu này sẽ rút quân.",
            [("NO", 1, ()), ("TH", 2, ()), ("NO", 3, (1,))],
        ),
    ],
    ids=["pointed to", "named", "one of two"],
)
def test_the_last_sentence_that_names_the_country_is_context(
    text: str, expected: list[tuple[str | None, int, tuple[int, ...]]]
) -> None:
    assert _contexts(text) == expected
