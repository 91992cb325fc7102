"""The rule corpus: each text gives exactly the facts listed with it, by the rule that it illustrates."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any

import pytest

from coalition_kg.extract import Extractor
from coalition_kg.flat import RENAMED, TYPES, Flat, to_flat
from coalition_kg.model import Article
from coalition_kg.resources import root
from coalition_kg.segment import sentences
from coalition_kg.source import article_paths, read_articles
from tests.support import ARTICLES

CORPUS = root() / "data" / "corpus"
TITLE = "Tình hình Iraq"
KEYS = {"rule", "counter", "title", "published", "text", "facts", "note"}
QUANTITY = {"value", "qualifier", "redacted"}
# Two examples show a rule, one counter-example shows where it ends.
FEWEST_EXAMPLES, FEWEST_COUNTER_EXAMPLES = 2, 1

Line = dict[str, Any]


def _read() -> dict[str, Line]:
    """Return the lines of the corpus by file and number."""
    return {
        f"{path.stem}:{number}": json.loads(text)
        for path in sorted(CORPUS.glob("*.jsonl"))
        for number, text in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], start=1)
    }


LINES = _read()


def _article(line: Line) -> Article:
    title = line.get("title", TITLE)
    return Article("corpus", f"{title}\n{line['text']}", "", title, line.get("published"))


@cache
def _found(name: str) -> list[Flat]:
    return [to_flat(fact) for fact in Extractor().facts(_article(LINES[name]))]


def _rules(records: Iterable[Flat]) -> set[str]:
    return {record["rule"] for record in records}


def _is_same(listed: list[Flat], found: list[Flat]) -> bool:
    """Whether the facts pair off, each listed one with one found that says the same in its slots."""
    if not listed:
        return not found
    first, *rest = listed
    return any(
        _says(fact, first) and _is_same(rest, found[:index] + found[index + 1 :])
        for index, fact in enumerate(found)
    )


def _says(found: Flat, listed: Flat) -> bool:
    return all(found.get(slot) == value for slot, value in listed.items())


def _slots(kind: str) -> set[str]:
    """Return the slots that a flat record of a type may have, but for its evidence."""
    names = {RENAMED.get(field.name, field.name) for field in fields(TYPES[kind])} - {"evidence"}
    return (names | {"type"} | QUANTITY) - {"quantity"} if "quantity" in names else names | {"type"}


@pytest.mark.parametrize("name", LINES)
def test_a_text_gives_the_facts_listed(name: str) -> None:
    listed, found = LINES[name]["facts"], _found(name)
    # The whole records stand in the message of a failure.
    assert _is_same(listed, found), {"text": LINES[name]["text"], "listed": listed, "found": found}


@pytest.mark.parametrize("name", LINES)
def test_a_rule_fires_in_its_examples_and_not_in_its_counter_examples(name: str) -> None:
    line = LINES[name]
    assert (line["rule"] in _rules(_found(name))) is not line.get("counter", False)


@pytest.mark.parametrize("name", LINES)
def test_quotes_stand_in_the_text(name: str) -> None:
    text = _article(LINES[name]).text
    assert [text[fact["start"] : fact["end"]] for fact in _found(name)] == [
        fact["quote"] for fact in _found(name)
    ]


@pytest.mark.parametrize("name", LINES)
def test_lines_are_well_formed(name: str) -> None:
    line = LINES[name]
    assert {"rule", "text", "facts", "note"} <= line.keys() <= KEYS
    assert line["rule"].partition("-")[0] == name.partition(":")[0]
    assert line["facts"] or line.get("counter")
    for fact in line["facts"]:
        assert {"type", "country"} <= fact.keys() <= _slots(fact["type"])


def test_titles_state_no_fact() -> None:
    titles = {line.get("title", TITLE) for line in LINES.values()}
    assert [fact for title in titles for fact in Extractor().facts(Article("corpus", title, "", title))] == []


def test_every_rule_that_fires_has_examples_and_a_counter_example() -> None:
    articles = read_articles(article_paths(ARTICLES))
    shipped = {fact.evidence.rule for article in articles for fact in Extractor().facts(article)}
    fired = shipped.union(*(_rules(_found(name)) for name in LINES))
    examples = Counter(line["rule"] for line in LINES.values() if not line.get("counter"))
    counters = Counter(line["rule"] for line in LINES.values() if line.get("counter"))
    assert {rule for rule in fired if examples[rule] < FEWEST_EXAMPLES} == set()
    assert {rule for rule in fired if counters[rule] < FEWEST_COUNTER_EXAMPLES} == set()


def test_no_text_stands_twice() -> None:
    texts = Counter(_plain(line["text"]) for line in LINES.values())
    assert [text for text, count in texts.items() if count > 1] == []


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("_", " ").split())


def test_no_sentence_is_taken_from_the_shipped_articles() -> None:
    shipped = "\n".join(_plain(path.read_text(encoding="utf-8")) for path in article_paths(ARTICLES))
    own = {s.text for line in LINES.values() for s in sentences(_article(line)) if s.number > 1}
    assert [text for text in sorted(own) if _plain(text) in shipped] == []
