"""The score gate: extraction never scores lower on the gold than the recorded figures."""

import json
from pathlib import Path

import pytest

from coalition_kg.evaluate import Figures, read_records, scores
from coalition_kg.extract import Extractor
from coalition_kg.flat import to_flat
from coalition_kg.resources import root
from coalition_kg.source import article_paths, read_articles
from tests.support import ARTICLES, GOLD

FLOOR = json.loads((root() / "data" / "evaluation" / "floor.json").read_text(encoding="utf-8"))
DEV = Path(__file__).parents[3] / "shared" / "corpus" / "dev"


def figures(gold: Path, folder: Path) -> Figures:
    articles = list(read_articles(article_paths(folder)))
    found = [to_flat(fact) for article in articles for fact in Extractor().facts(article)]
    return scores(read_records(gold), found, {article.name: article.text for article in articles})


def test_the_shipped_articles_are_read_as_well_as_ever() -> None:
    found = figures(GOLD, ARTICLES)
    of_types = [row.f1 for row in found.by_type.values() if row.f1 is not None]
    assert found.bad_evidence == 0
    assert found.overall.f1 is not None
    assert found.overall.strict_f1 is not None
    assert found.overall.f1 >= FLOOR["articles"]["f1"]
    assert found.overall.strict_f1 >= FLOOR["articles"]["strict_f1"]
    assert min(of_types) >= FLOOR["articles"]["least_f1_of_a_type"]


@pytest.mark.skipif(not DEV.is_dir(), reason="the measuring corpus is not here")
def test_the_dev_articles_are_read_as_well_as_ever() -> None:
    found = figures(DEV / "gold.jsonl", DEV / "articles")
    assert found.bad_evidence == 0
    assert found.overall.f1 is not None
    assert found.overall.strict_f1 is not None
    assert found.overall.f1 >= FLOOR["dev"]["f1"]
    assert found.overall.strict_f1 >= FLOOR["dev"]["strict_f1"]
