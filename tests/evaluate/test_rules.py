"""Precision by rule; the shipped table is what the rules score now."""

from pathlib import Path
from typing import Any

import pytest

from coalition_kg.confidence import RuleFigures
from coalition_kg.errors import RecordError
from coalition_kg.evaluate import match, rule_figures, to_table
from coalition_kg.flat import Flat
from coalition_kg.resources import root
from tests.cli.runner import run
from tests.support import ARTICLES, GOLD

DEV = Path(__file__).parents[3] / "shared" / "corpus" / "dev"
SHIPPED = root() / "data" / "evaluation" / "rules.tsv"
TEXTS = {"one": "Ba Lan ủng hộ."}
STANCE: dict[str, Any] = {
    "article": "one", "start": 0, "end": 6, "quote": "Ba Lan", "type": "Stance",
    "country": "PL", "stance": "supports",
}  # fmt: skip


def figures(gold: list[Flat], predicted: list[Flat]) -> list[RuleFigures]:
    return rule_figures(match(gold, predicted, TEXTS))


def test_right_are_matches_of_required_and_of_optional_facts() -> None:
    other = STANCE | {"country": "UA"}
    gold = [STANCE, other | {"optional": True}]
    predicted = [
        STANCE | {"rule": "b"},
        other | {"rule": "b"},
        STANCE | {"rule": "b"},
        STANCE | {"rule": "a"},
    ]
    assert figures(gold, predicted) == [RuleFigures("a", 1, 0), RuleFigures("b", 3, 2)]


def test_what_the_gold_articles_do_not_hold_is_not_counted() -> None:
    assert figures([STANCE], [STANCE | {"article": "other", "rule": "a"}]) == []


def test_a_record_without_a_rule_is_given() -> None:
    assert figures([STANCE], [STANCE]) == [RuleFigures("given", 1, 1)]


@pytest.mark.parametrize("rule", ["", "two words", "a\tb", "#a", 1, None, ["a"]])
def test_a_rule_that_is_no_name_is_an_error(rule: object) -> None:
    with pytest.raises(RecordError, match=r"one at 0: rule .* is no name"):
        figures([STANCE], [STANCE | {"rule": rule}])


def test_the_table_has_a_row_a_rule() -> None:
    assert to_table([RuleFigures("a", 1, 0), RuleFigures("b", 3, 2)]) == (
        "rule\tasserted\tright\tprecision\tconfidence\na\t1\t0\t0.000\t0.333\nb\t3\t2\t0.667\t0.600\n"
    )


@pytest.mark.skipif(not DEV.is_dir(), reason="the measuring corpus is not here")
@pytest.mark.parametrize("order", [1, -1])
def test_the_shipped_table_is_what_the_rules_score(tmp_path: Path, order: int) -> None:
    pairs = [(GOLD, ARTICLES), (DEV / "gold.jsonl", DEV / "articles")][::order]
    options = [word for gold, articles in pairs for word in ("--gold", gold, "--articles", articles)]
    written = tmp_path / "rules.tsv"
    assert run("evaluate", *options, "--quiet", "--write-rules", written).exit_code == 0
    assert written.read_text(encoding="utf-8") == SHIPPED.read_text(encoding="utf-8")
