import pytest

from coalition_kg.extract.numbers import cue_before, number_at, qualified
from coalition_kg.model import Quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.000 quân", 1000),
        ("1,000 quân", 1000),
        ("160 nghìn lính", 160_000),
        ("1,2 triệu người", 1_200_000),
        ("ba lính", 3),
        ("mười hai người", 12),
        ("hai trăm lính", 200),
        ("485 quân", 485),
        ("hai mươi lăm lính", 25),
        ("ba mươi mốt người", 31),
        ("hai mươi năm", 20),
        ("tám trăm năm mươi lính", 850),
        ("một trăm linh năm người", 105),
        ("một nghìn hai trăm quân", 1200),
        ("năm nghìn lính", 5000),
        ("hai trăm năm trước", 200),
    ],
)
def test_a_number_of_people(text: str, value: int) -> None:
    found = number_at(text.split(), 0)
    assert found is not None
    assert found[0] == Quantity(value, lower=value, upper=value)


def test_a_masked_number_has_no_value() -> None:
    assert number_at(["¤", "lính"], 0) == (Quantity(None, redacted=True), 1)


@pytest.mark.parametrize(
    ("text", "qualifier", "lower", "upper"),
    [("hàng trăm người", "hundreds", 100, 999), ("hàng chục lính", "dozens", 10, 99)],
)
def test_a_vague_number_has_bounds_only(text: str, qualifier: str, lower: int, upper: int) -> None:
    found = number_at(text.split(), 0)
    assert found is not None
    assert found[0] == Quantity(None, qualifier, lower=lower, upper=upper)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khoảng 1.000", Quantity(1000, "about", lower=900, upper=1100)),
        ("gần 100", Quantity(100, "under", lower=80, upper=100)),
        ("hơn 2.000", Quantity(2000, "over", lower=2000)),
        ("ít nhất 7", Quantity(7, "at_least", lower=7)),
        ("tối đa 500", Quantity(500, "at_most", lower=0, upper=500)),
        ("tới 10.000", Quantity(10_000, "up_to", lower=0, upper=10_000)),
        ("trên dưới 300", Quantity(300, "about", lower=270, upper=330)),
        ("chưa đầy 50", Quantity(50, "under", lower=0, upper=50)),
    ],
)
def test_a_qualified_number_is_an_interval(text: str, expected: Quantity) -> None:
    tokens = text.split()
    found, cue = number_at(tokens, len(tokens) - 1), cue_before(tokens, len(tokens) - 1)
    assert found is not None
    assert cue is not None
    assert qualified(found[0], cue[0]) == expected


def test_words_that_are_no_numbers() -> None:
    assert number_at(["quân"], 0) is None
    assert number_at(["nghìn"], 0) is None


@pytest.mark.parametrize("text", ["tư lính", "mươi người", "lẻ tẻ", "trăm quân"])
def test_a_word_that_only_continues_a_number_starts_none(text: str) -> None:
    assert number_at(text.split(), 0) is None
