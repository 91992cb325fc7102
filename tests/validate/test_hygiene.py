"""Each hygiene query finds the graph that breaks its rule, and no other query finds that graph."""

from pathlib import Path

import pytest

from coalition_kg.errors import QueryError
from coalition_kg.validate import hygiene
from coalition_kg.validate.findings import VIOLATION, WARNING
from coalition_kg.validate.hygiene import hygiene_findings, hygiene_queries
from tests.validate.graphs import GRAPHS, NAMES, named

CHANGES = sorted((GRAPHS / "hygiene").glob("*.ru"))
WARNINGS = {"class-unused", "property-unused"}


def found(update: str) -> dict[str, str]:
    return {
        finding.constraint: finding.severity
        for finding in hygiene_findings(named(update), NAMES, hygiene_queries())
    }


def test_every_query_has_a_graph_that_it_finds() -> None:
    assert [path.stem for path in CHANGES] == [query.name for query in hygiene_queries()]


def test_the_valid_graph_has_nothing_to_find() -> None:
    assert found("") == {}


@pytest.mark.parametrize("path", CHANGES, ids=lambda path: path.stem)
def test_exactly_one_query_finds_the_graph(path: Path) -> None:
    severity = WARNING if path.stem in WARNINGS else VIOLATION
    assert found(path.read_text(encoding="utf-8")) == {path.stem: severity}


def test_a_header_without_advice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "queries" / "hygiene"
    folder.mkdir(parents=True)
    (folder / "x.rq").write_text("# title: X\n# message@vi: x\n# message@en: x\n# fix@vi: x\n")
    monkeypatch.setattr(hygiene, "root", lambda: tmp_path)
    with pytest.raises(QueryError, match=r"x\.rq: header lacks `# fix@en:`; add it"):
        hygiene_queries()
