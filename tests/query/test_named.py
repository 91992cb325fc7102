from pathlib import Path

import pytest

from coalition_kg import query
from coalition_kg.errors import QueryError
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.query import evaluate, named_queries, named_query
from coalition_kg.store import Snapshot
from tests.support import build_gold

NAMES = [named.name for named in named_queries()]


@pytest.mark.parametrize("name", NAMES)
def test_every_query_of_the_package_runs(snapshot: Snapshot, name: str) -> None:
    evaluate(snapshot, named_query(name).text)


def test_the_header_is_read() -> None:
    named = named_query("strength-by-country")
    assert named.title == "Strength by country"
    assert sorted(named.questions) == ["en", "vi"]
    assert "provenance" in named.keywords


def test_an_unknown_name_lists_near_names() -> None:
    with pytest.raises(
        QueryError, match="no query is named 'strenght-by-country'; near names: strength-by-country"
    ):
        named_query("strenght-by-country")


def test_a_query_asks_a_graph_under_another_base_as_well(snapshot: Snapshot, tmp_path: Path) -> None:
    other = build_gold(tmp_path, "https://example.org/kg")
    named = named_query("strength-by-country")
    rows = [list(evaluate(s, named.under(s.names.base))) for s in (snapshot, other)]  # type: ignore[arg-type]
    assert len(rows[0]) == len(rows[1]) == 24
    assert DEFAULT_BASE not in named.under("https://example.org/kg")


def test_a_query_without_question_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "queries" / "competency"
    folder.mkdir(parents=True)
    (folder / "bare.rq").write_text("# title: Bare\nASK {}")
    monkeypatch.setattr(query.named, "root", lambda: tmp_path)
    with pytest.raises(QueryError, match=r"bare\.rq: header lacks"):
        named_queries()
