"""Real news of every kind goes through: no crash, no warning, every quote verbatim."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition_kg.extract import Extractor
from coalition_kg.model import Article
from coalition_kg.segment import sentences

WORLD = Path(__file__).parents[3] / "shared" / "corpus" / "world-news.jsonl.gz"
EVERY = 6

ODD = [
    "",
    "\n\n",
    "Iraq",
    "1 7 4 _ 1 7 4 _ a_b Iraq 1 lính 7",
    "Iraq " + "và " * 3000 + "quân",
    "Mỹ, Anh, " * 400 + "rút quân khỏi Iraq.",
    "Iraq\u2028Mỹ có 5 quân\u0000\ufeff\u200b tại Iraq.",
    "Iraq. " + "1.000 " * 2000 + "quân",
    "\U0001f600 Iraq İI rút quân khỏi Iraq",
    ':::---((("""... Iraq',
]


def articles() -> Iterator[Article]:
    with gzip.open(WORLD, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % EVERY == 0:
                record = json.loads(line)
                yield Article(record["id"], record["text"], "", "")


def assert_verbatim(article: Article) -> int:
    bounds = {s.number: (s.start, s.end) for s in sentences(article)}
    count = 0
    for fact in Extractor().facts(article):
        found = fact.evidence
        start, end = bounds[found.sentence]
        assert article.text[found.start : found.end] == found.quote != ""
        assert start <= found.start < found.end <= end
        count += 1
    return count


@pytest.mark.skipif(not WORLD.is_file(), reason="the measuring corpus is not here")
def test_every_quote_of_real_news_is_verbatim() -> None:
    assert sum(assert_verbatim(article) for article in articles()) > 300


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert assert_verbatim(Article("odd", text, "", "")) >= 0
