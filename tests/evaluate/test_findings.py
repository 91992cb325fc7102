from typing import Any

from coalition_kg.evaluate import match
from coalition_kg.evaluate.findings import Difference, Finding, findings
from coalition_kg.flat import Flat

TEXTS = {"one": "Ba Lan sẽ rút quân và Ukraina phản đối."}


def record(start: int, end: int, kind: str, **slots: Any) -> Flat:
    place = {"article": "one", "start": start, "end": end, "quote": TEXTS["one"][start:end]}
    return place | {"type": kind, "rule": "r"} | slots


PLAN = record(0, 18, "Commitment", country="PL", action="withdraw", modality="planned", side="government")
STANCE = record(22, 38, "Stance", country="UA", stance="opposes")


def found(gold: list[Flat], predicted: list[Flat]) -> list[tuple[str, tuple[Difference, ...]]]:
    return [(f.kind, f.differences) for f in findings(match(gold, predicted, TEXTS))]


def test_nothing_is_found_where_all_is_right() -> None:
    assert found([PLAN, STANCE], [STANCE, PLAN]) == []


def test_an_optional_fact_that_was_missed_is_nothing() -> None:
    assert found([STANCE | {"optional": True}], []) == []


def test_what_was_missed_alone_has_all_of_its_slots() -> None:
    slots = (Difference("country", ("UA",), None), Difference("stance", ("opposes", "none"), None))
    (finding,) = findings(match([STANCE | {"stance_alternatives": ["none"]}], [], TEXTS))
    assert (finding.kind, finding.nearest, finding.differences) == ("missed", None, slots)


def test_what_is_wrong_alone_has_all_of_its_slots_and_no_gold() -> None:
    (_, (kind, differences)) = found([PLAN], [STANCE])
    assert (kind, differences) == (
        "wrong",
        (Difference("country", (), "UA"), Difference("stance", (), "opposes")),
    )


def test_a_wrong_fact_and_the_gold_fact_that_it_misses_are_compared() -> None:
    wrong = STANCE | {"stance": "supports"}
    difference = (Difference("stance", ("opposes",), "supports"),)
    missed, other = findings(match([STANCE], [wrong], TEXTS))
    assert missed == Finding("missed", STANCE, wrong, difference)
    assert other == Finding("wrong", wrong, STANCE, difference)


def test_the_fact_that_shares_most_slots_is_the_nearest() -> None:
    far, near = STANCE | {"country": "PL", "stance": "supports"}, STANCE | {"country": "PL"}
    missed, *_ = findings(match([STANCE], [far, near], TEXTS))
    assert missed.nearest == near
    assert missed.differences == (Difference("country", ("UA",), "PL"),)


def test_a_fact_elsewhere_is_not_the_nearest() -> None:
    missed, _ = findings(match([STANCE], [record(0, 6, "Stance", country="UA", stance="opposes")], TEXTS))
    assert missed.nearest is None


def test_a_repeated_fact_differs_in_nothing() -> None:
    assert found([STANCE], [STANCE, STANCE]) == [("wrong", ())]


def test_wrong_extra_slots_are_found_with_all_that_is_right() -> None:
    gold = PLAN | {"modality_alternatives": ["ordered"], "conditional": True}
    slots = (
        Difference("modality", ("planned", "ordered"), "pledged"),
        Difference("conditional", (True,), False),
    )
    assert found([gold], [PLAN | {"modality": "pledged"}]) == [("slots", slots)]
