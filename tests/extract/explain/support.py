"""Explanations of short texts, and the sentences that are blocked."""

from pathlib import Path

from coalition_kg.extract.explain import Explanation, explain
from coalition_kg.model import Article
from coalition_kg.resources import read_table

TITLE = "Tình hình Iraq"
ROWS = read_table(Path(__file__).parent / "blocked.tsv", ("reason", "rule", "trigger", "title", "text"))


def article(text: str, title: str = TITLE) -> Article:
    return Article("text", f"{title}\n{text}", "", title)


def explained(text: str, title: str = TITLE) -> list[Explanation]:
    """Explain the sentences of a text behind its title."""
    return list(explain(article(text, title)))[1:]


def blocked(sentences: list[Explanation]) -> set[tuple[str, str, str]]:
    """Return rule, trigger and reason of all that is blocked in sentences."""
    return {
        (tried.rule, one.text, one.reason.name)
        for sentence in sentences
        for tried in sentence.tried
        for one in tried.blocked
    }
