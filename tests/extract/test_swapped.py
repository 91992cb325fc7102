"""The rules are general: other countries, numbers and names in the same sentences score the same."""

import re
from pathlib import Path
from typing import Any

from coalition_kg.evaluate import scores
from coalition_kg.extract import Extractor
from coalition_kg.flat import Flat, to_flat
from coalition_kg.model import Article
from coalition_kg.resources import read_table
from tests.support import ARTICLES, gold_records

NAME = "001_2c7b8ceced76f234"
COLUMNS = ("text", "other", "code", "other_code")
ROWS = read_table(Path(__file__).with_name("swapped.tsv"), COLUMNS)
OTHER = {row["text"]: row["other"] for row in ROWS}
CODES = {row["code"]: row["other_code"] for row in ROWS if row["code"]}
LONGEST_FIRST = sorted(OTHER, key=lambda text: (-len(text), text))
NAMES = "|".join(re.escape(text) for text in LONGEST_FIRST if not text[0].isdigit())
NUMBERS = "|".join(re.escape(text) for text in LONGEST_FIRST if text[0].isdigit())
PATTERN = re.compile(rf"(?<!\w)(?:{NAMES})(?!\w)|(?<![\d.])(?:{NUMBERS})(?![\d]|\.\d)")


class Swapped:
    """A text with its names and numbers swapped, and where each old offset went."""

    def __init__(self, text: str) -> None:
        self.offsets: list[int] = []
        parts, position, length = [], 0, 0
        for match in PATTERN.finditer(text):
            parts += [text[position : match.start()], OTHER[match.group()]]
            self.offsets += range(length, length + match.start() - position)
            length += match.start() - position
            self.offsets += [length] * (match.end() - match.start())
            length += len(parts[-1])
            position = match.end()
        parts.append(text[position:])
        self.offsets += range(length, length + len(text) - position + 1)
        self.text = "".join(parts)

    def record(self, record: Flat) -> Flat:
        start, end = self.offsets[record["start"]], self.offsets[record["end"]]
        swapped = {key: _value(key, value) for key, value in record.items()}
        return swapped | {"start": start, "end": end, "quote": self.text[start:end]}


def _value(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_value(key, item) for item in value]
    slot = key.removesuffix("_alternatives")
    if slot in {"country", "lead"}:
        return CODES.get(value, value)
    if slot == "value" and isinstance(value, int):
        stated = f"{value:,}".replace(",", ".")
        return int(OTHER.get(stated, stated).replace(".", ""))
    if isinstance(value, str) and slot in {"speaker", "place_text"}:
        return PATTERN.sub(lambda match: OTHER[match.group()], value)
    return value


def _facts(text: str) -> list[Flat]:
    article = Article(NAME, text, "", "", published="2004-04~")
    return [to_flat(fact) for fact in Extractor().facts(article)]


def test_other_countries_numbers_and_names_score_the_same() -> None:
    text = (ARTICLES / f"{NAME}.txt").read_text(encoding="utf-8")
    gold = [record for record in gold_records() if record["article"] == NAME]
    swapped = Swapped(text)
    other_gold = [swapped.record(record) for record in gold]
    found, other = _facts(text), _facts(swapped.text)
    assert scores(other_gold, other, {NAME: swapped.text}) == scores(gold, found, {NAME: text})


def test_every_name_and_number_of_the_table_stands_in_the_article() -> None:
    text = (ARTICLES / f"{NAME}.txt").read_text(encoding="utf-8")
    assert {match.group() for match in PATTERN.finditer(text)} == set(OTHER)
