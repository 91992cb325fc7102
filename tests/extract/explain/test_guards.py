"""Every reason and every guard has a sentence that is blocked for it."""

from types import CodeType

import pytest

from coalition_kg.extract.explain import Reason, watch
from coalition_kg.extract.explain.guards import GUARDS, Guard, guards
from tests.extract.explain.support import ROWS, blocked, explained

Row = dict[str, str]
RULED = [row for row in ROWS if row["rule"]]


def _key(row: Row) -> tuple[str, str, str]:
    return row["rule"], row["trigger"], row["reason"]


@pytest.mark.parametrize("row", RULED, ids=lambda row: f"{row['reason']}-{row['rule']}")
def test_a_sentence_is_blocked_for_the_reason_listed(row: Row) -> None:
    found = blocked(explained(row["text"], row["title"]))
    assert _key(row) in found, found


@pytest.mark.parametrize("row", [row for row in ROWS if not row["rule"]], ids=lambda row: row["reason"])
def test_a_sentence_is_unread_for_the_reason_listed(row: Row) -> None:
    first = explained(row["text"], row["title"])[0]
    assert first.unread is not None
    assert (first.unread.name, first.tried, first.state) == (row["reason"], (), None)


def test_every_reason_has_a_sentence() -> None:
    assert {row["reason"] for row in ROWS} == set(Reason.__members__)


def test_reasons_are_short_and_differ() -> None:
    assert len(set(Reason)) == len(Reason.__members__)
    assert [reason for reason in Reason if not 1 <= len(reason) <= 75] == []


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.function.__qualname__)
def test_without_a_guard_another_reason_is_told(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    others: dict[CodeType, Guard] = {code: one for code, one in guards().items() if one != guard}
    assert len(others) == len(GUARDS) - 1
    monkeypatch.setattr(watch, "guards", lambda: others)
    told = [row for row in RULED if row["reason"] == guard.reason.name]
    assert [row for row in told if _key(row) not in blocked(explained(row["text"], row["title"]))] != []
