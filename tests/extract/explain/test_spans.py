"""Typed spans with what they stand for, and the clauses."""

import pytest

from coalition_kg.extract.explain.spans import told_quantity
from coalition_kg.model import Quantity
from tests.extract.explain.support import explained

Told = tuple[str, str, str]


def _spans(text: str) -> set[Told]:
    (one,) = explained(text)
    return {(span.type, span.text, span.meaning) for span in one.spans}


def _clauses(text: str) -> list[tuple[str, str | None]]:
    (one,) = explained(text)
    return [(clause.text, clause.opened_by) for clause in one.clauses]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Lầu Năm Góc giữ quân ở Iraq.", ("office", "Lầu Năm Góc", "government of US")),
        ("Ba Lan ở Iraq.", ("country", "Ba Lan", "PL")),
        ("Quân ở Basra.", ("place", "Basra", "basra, IQ")),
        ("Quân ở miền nam Iraq.", ("region", "miền nam", "south")),
        ("Bộ trưởng Anh Geoff Hoon nói.", ("person", "Bộ trưởng Anh Geoff Hoon", "government of GB")),
        ("Họ sẽ ở lại Iraq.", ("pronoun", "Họ", "they")),
        ("Iraq có gần 900 lính Ý.", ("force", "gần 900 lính Ý", "soldiers; of IT; 900 under, 720 to 900")),
        ("Iraq có 90 cảnh sát Iraq.", ("host force", "90 cảnh sát Iraq", "host force; 90 exact")),
        ("Iraq có 7 con tin.", ("civilian", "7 con tin", "civilians; 7 exact")),
        ("Quân ở Iraq vào tháng 5/2005.", ("date", "tháng 5/2005", "2005-05")),
        ("Quân ở Iraq tháng tới.", ("date", "tháng tới", "no year and month follow")),
        ("Anh rút quân khỏi Iraq.", ("action", "rút quân khỏi", "withdraw")),
        ("Anh sẽ ở Iraq.", ("modality", "sẽ", "will")),
        ("Anh không ở Iraq.", ("negation", "không", "neg")),
        ("Anh ở Iraq với điều kiện an toàn.", ("condition", "với điều kiện", "condition")),
        ("Nếu Anh ở Iraq.", ("hypothesis", "Nếu", "hypothesis")),
        ("5 lính thiệt mạng ở Iraq.", ("kill", "thiệt mạng", "killed")),
        ("Anh chỉ huy ở Iraq.", ("command", "chỉ huy", "command")),
        ("Anh trao quyền kiểm soát tỉnh Basra, Iraq cho Ý.", ("handover", "trao quyền kiểm soát", "command")),
        ("Anh huấn luyện ở Iraq.", ("role", "huấn luyện", "training")),
        ("Anh phản đối chiến tranh Iraq.", ("stance", "phản đối", "opposes")),
    ],
)  # fmt: skip
def test_a_span_has_its_type_and_meaning(text: str, span: Told) -> None:
    assert span in _spans(text)


@pytest.mark.parametrize(
    ("quantity", "told"),
    [
        (Quantity(5, lower=5, upper=5), "5 exact"),
        (Quantity(100, "under", lower=80, upper=100), "100 under, 80 to 100"),
        (Quantity(100, "over", lower=100), "100 over, 100 to ?"),
        (Quantity(None, "hundreds", lower=100, upper=999), "hundreds, 100 to 999"),
        (Quantity(None, redacted=True), "masked, unknown"),
    ],
)
def test_a_quantity_is_told_as_an_interval(quantity: Quantity, told: str) -> None:
    assert told_quantity(quantity) == told


def test_a_masked_number_and_date_are_unknown() -> None:
    text = "Ba_Lan có 1 quân ở Iraq từ ngày 4 7 và Anh có 1 quân ở miền_nam Iraq ."
    told = {(kind, meaning) for kind, _, meaning in _spans(text)}
    assert {("quantity", "masked, unknown"), ("date", "masked, unknown")} <= told


def test_the_long_span_comes_before_the_short_one_in_it() -> None:
    (one,) = explained("Iraq có 900 lính Ba Lan.")
    assert [span.text for span in one.spans] == ["Iraq", "900 lính Ba Lan", "900", "Ba Lan"]


def test_words_open_clauses_and_marks_close_them() -> None:
    assert _clauses("Ba Lan: sẽ ở Iraq; Anh cũng vậy, nhưng Ý thì không.") == [
        ("Ba Lan:", None),
        ("sẽ ở Iraq;", None),
        ("Anh cũng vậy,", None),
        ("nhưng Ý", "contrast"),
        ("thì không.", "contrast"),
    ]


def test_a_comma_before_a_new_speaker_opens_a_clause() -> None:
    text = "Ba Lan cam kết ở lại, Anh tuyên bố sẽ rút quân khỏi Iraq."
    assert [clause for clause, _ in _clauses(text)] == [
        "Ba Lan cam kết ở lại,",
        "Anh tuyên bố sẽ rút quân khỏi Iraq.",
    ]
    assert _clauses("Ba Lan, ở Iraq.") == [("Ba Lan, ở Iraq.", None)]


def test_clauses_hold_the_whole_sentence() -> None:
    text = "Nếu Anh rút quân, vì lý do gì; thì Mỹ ở lại Iraq."
    assert "".join(clause for clause, _ in _clauses(text)).replace(" ", "") == text.replace(" ", "")
