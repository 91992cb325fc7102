"""An explanation is of what the extractor really did."""

import gzip
import json
import sys
from types import FrameType
from typing import Any

import pytest

from coalition_kg.extract import Extractor
from coalition_kg.extract.explain import Blocked, Clause, Mention, State, TypedSpan, explain
from coalition_kg.extract.explain.triggers import FAMILIES
from coalition_kg.extract.rules import RULES
from coalition_kg.model import Article, Fact
from coalition_kg.segment import sentences
from coalition_kg.source import article_paths, read_articles
from tests.extract.explain.support import article, blocked, explained
from tests.extract.test_corpus import LINES
from tests.extract.test_corpus import _article as corpus_article
from tests.extract.test_robust import ODD, WORLD
from tests.support import ARTICLES

EVERY = 60
SPOKEN = "Ông nói sẽ rút 900 quân."


def _facts(of: Article) -> list[Fact]:
    return [fact for one in explain(of) for fact in one.facts]


def assert_explains(of: Article) -> int:
    """The facts are the extractor's, every sentence is told, and every quote is verbatim."""
    told = list(explain(of))
    assert [fact for one in told for fact in one.facts] == list(Extractor().facts(of))
    assert [one.sentence for one in told] == sentences(of)
    for one in told:
        stretches: list[TypedSpan | Clause | Blocked] = [*one.spans, *one.clauses]
        stretches += (blocked for tried in one.tried for blocked in tried.blocked)
        assert [of.text[s.start : s.end] for s in stretches] == [s.text for s in stretches]
        assert all(one.sentence.start <= s.start < s.end <= one.sentence.end for s in stretches)
    return sum(len(one.facts) for one in told)


def test_the_shipped_articles_give_the_facts_that_the_extractor_gives() -> None:
    assert sum(assert_explains(one) for one in read_articles(article_paths(ARTICLES))) > 100


@pytest.mark.parametrize("name", LINES)
def test_the_corpus_gives_the_facts_that_the_extractor_gives(name: str) -> None:
    assert assert_explains(corpus_article(LINES[name])) == len(
        list(Extractor().facts(corpus_article(LINES[name])))
    )


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert assert_explains(Article("odd", text, "", "")) >= 0


@pytest.mark.skipif(not WORLD.is_file(), reason="the measuring corpus is not here")
def test_real_news_gives_the_facts_that_the_extractor_gives() -> None:
    with gzip.open(WORLD, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for number, line in enumerate(lines) if number % EVERY == 0]
    assert sum(assert_explains(Article(one["id"], one["text"], "", "")) for one in records) > 20


def test_a_sentence_comes_with_what_the_reader_has_in_mind() -> None:
    first, second = explained(f"Tổng thống Ba Lan Kwasniewski nói sẽ rút quân khỏi Iraq. {SPOKEN}")
    speaker = Mention("Kwasniewski (PL)", 2)
    assert first.state == State("IQ", None, None, None, speaker)
    assert second.state == State("IQ", None, Mention("PL", 2), Mention("PL", 2), speaker)


def test_a_section_is_told() -> None:
    first, second = explained("Ukraina: Góp khoảng 1.650 quân tại Iraq. Sẽ rút 300 quân.")
    assert first.state == State("IQ", Mention("UA", 2), None, None, None)
    assert second.state == State("IQ", Mention("UA", 2), Mention("UA", 2), Mention("UA", 2), None)


def test_every_rule_has_triggers() -> None:
    assert list(FAMILIES) == [rule.name for rule in RULES]


def test_rules_come_in_the_order_in_which_they_read() -> None:
    (one,) = explained("Na Uy sẽ rút 900 binh sĩ sau khi 3 lính thiệt mạng ở Basra, Iraq.")
    assert [tried.rule for tried in one.tried] == ["casualty", "commitment", "strength", "deployment"]
    assert [fact.evidence.rule for fact in one.facts] == ["casualty-kill", "commitment-withdraw"]


def test_what_fires_is_not_blocked() -> None:
    (one,) = explained("Ba Lan có 2.500 quân đóng tại Karbala dưới sự chỉ huy của Mỹ.")
    assert {fact.evidence.rule for fact in one.facts} == {"strength-current", "sector-member", "deployment"}
    assert blocked([one]) == set()


def test_one_rule_fires_and_is_blocked_in_a_sentence() -> None:
    (one,) = explained("Ba Lan sẽ rút quân khỏi Iraq, còn người biểu tình đòi Anh rút quân.")
    (tried,) = [tried for tried in one.tried if tried.rule == "commitment"]
    assert [fact.country for fact in tried.facts] == ["PL"]
    assert [(b.text, b.reason.name) for b in tried.blocked] == [("rút quân", "NO_DECISION")]


def test_nothing_to_look_at_is_no_rule_tried() -> None:
    (one,) = explained("Trời Iraq nóng.")
    assert (one.tried, one.facts, one.unread) == ((), (), None)


def test_a_title_is_told_to_be_one() -> None:
    assert [one.is_title for one in explain(article("Trời nóng. Trời mưa."))] == [True, False, False]


def test_the_profiler_that_ran_before_runs_again() -> None:
    seen = []

    def profiler(frame: FrameType, event: str, answer: Any) -> None:
        seen.append(event)

    before = sys.getprofile()
    sys.setprofile(profiler)
    try:
        facts = _facts(article("Ba Lan có 2.500 quân ở Iraq."))
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(before)
    assert len(facts) == 1
    assert seen != []


def test_nobody_looks_on_where_no_explanation_is_asked_for() -> None:
    running = sys.getprofile()
    seen = {sys.getprofile() for _ in Extractor().facts(article("Ba Lan có 2.500 quân ở Iraq."))}
    assert seen == {running}


def test_what_a_title_says_is_told_as_its_text_settles_it() -> None:
    of = article("Australia đã rút 300 quân khỏi Iraq.", "Australia rút quân khỏi Iraq")
    title, text = explain(of)
    assert [fact.evidence.context for fact in title.facts] == [(2,)]
    assert [*title.facts, *text.facts] == list(Extractor().facts(of))
