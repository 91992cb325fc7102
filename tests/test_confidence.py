from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from coalition_kg.confidence import (
    RuleFigures,
    Sieve,
    read_figures,
    shipped_confidence,
    shipped_figures,
)
from coalition_kg.errors import LexiconError
from coalition_kg.extract import Extractor
from coalition_kg.model import Fact
from coalition_kg.source import article_paths, read_articles
from tests.support import ARTICLES, gold_facts

HEADER = "rule\tasserted\tright\tprecision\tconfidence\n"
CONFIDENCE = {"a": 0.95, "b": 0.9}


def facts(*rules: str) -> Iterator[Fact]:
    article = next(read_articles(article_paths(ARTICLES)))
    fact = next(gold_facts(article))
    return (replace(fact, evidence=replace(fact.evidence, rule=rule)) for rule in rules)


def kept(sieve: Sieve, *rules: str) -> list[str]:
    return [fact.evidence.rule for fact in sieve.kept(facts(*rules))]


@pytest.mark.parametrize(
    ("asserted", "right", "precision", "confidence"),
    [
        (1, 1, "1.000", "0.667"),
        (1, 0, "0.000", "0.333"),
        (41, 40, "0.976", "0.953"),
        (16, 1, "0.062", "0.111"),
    ],
)
def test_figures_follow_from_the_counts(asserted: int, right: int, precision: str, confidence: str) -> None:
    figures = RuleFigures("r", asserted, right)
    assert figures.wrong == asserted - right
    assert (figures.precision, figures.confidence) == (Decimal(precision), Decimal(confidence))
    assert list(figures.row().values()) == ["r", str(asserted), str(right), precision, confidence]


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "rules.tsv"
    path.write_text(f"{HEADER}a\t4\t3\t0.750\t0.667\nb\t1\t0\t0.000\t0.333\n")
    assert read_figures(path) == {"a": RuleFigures("a", 4, 3), "b": RuleFigures("b", 1, 0)}


@pytest.mark.parametrize(
    "row",
    [
        "a\t4\t3\t0.750\t0.700",
        "a\t4\t3\t0.8\t0.667",
        "a\t3\t4\t1.333\t1.000",
        "a\t0\t0\t0.000\t0.500",
        "a\t4\t-1\t-0.250\t0.000",
        "a\tfour\t3\t0.750\t0.667",
    ],
)
def test_figures_that_do_not_follow_are_an_error(tmp_path: Path, row: str) -> None:
    path = tmp_path / "rules.tsv"
    path.write_text(f"{HEADER}{row}\n")
    with pytest.raises(LexiconError, match=r"rules\.tsv: rule a: the figures do not follow from the counts"):
        read_figures(path)


def test_the_shipped_table_knows_rules_and_leaves_others_unmeasured() -> None:
    figures = shipped_figures()["commitment-withdraw"]
    assert shipped_confidence("commitment-withdraw") == float(figures.confidence)
    assert figures.asserted > 30
    assert shipped_confidence("no-such-rule") is None


def test_every_rule_that_fires_on_the_shipped_articles_are_measured() -> None:
    articles = read_articles(article_paths(ARTICLES))
    rules = {fact.evidence.rule for article in articles for fact in Extractor().facts(article)}
    assert rules <= shipped_figures().keys()


def test_without_a_minimum_every_fact_is_kept() -> None:
    sieve = Sieve(0.0, CONFIDENCE.get)
    assert kept(sieve, "a", "unknown") == ["a", "unknown"]
    assert (sieve.left_out, sieve.unmeasured) == (0, 0)


def test_facts_below_the_minimum_and_of_unmeasured_rules_are_left_out_and_counted() -> None:
    sieve = Sieve(0.95, CONFIDENCE.get)
    assert kept(sieve, "a", "b", "unknown", "a", "b") == ["a", "a"]
    assert (sieve.left_out, sieve.unmeasured) == (3, 1)


def test_the_minimum_itself_is_enough() -> None:
    assert kept(Sieve(0.9, CONFIDENCE.get), "a", "b") == ["a", "b"]
    assert kept(Sieve(0.901, CONFIDENCE.get), "a", "b") == ["a"]


def test_the_least_minimum_drops_only_the_unmeasured() -> None:
    assert kept(Sieve(0.001, CONFIDENCE.get), "a", "unknown") == ["a"]
