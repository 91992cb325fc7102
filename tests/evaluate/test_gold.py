import json
from pathlib import Path
from typing import Any

import pytest

from coalition_kg.errors import ArticleError
from coalition_kg.evaluate import read_gold
from tests.support import ARTICLES, GOLD, MASKED, OPEN


def pair(folder: Path, *names: str, held: tuple[str, ...] | None = None) -> tuple[Path, Path]:
    folder.mkdir()
    for name in names if held is None else held:
        (folder / f"{name}.txt").write_text(f"Bài {name}.")
    record: dict[str, Any] = {"start": 0, "end": 3, "type": "Stance"}
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(record | {"article": name}) + "\n" for name in names))
    return gold, folder


def test_the_facts_and_articles_of_all_pairs_come_together(tmp_path: Path) -> None:
    gold = read_gold([pair(tmp_path / "x", "b"), (GOLD, ARTICLES), pair(tmp_path / "y", "a", "c")])
    assert sorted(gold.articles) == [MASKED, OPEN, "a", "b", "c"]
    assert {record["article"] for record in gold.records} == gold.articles.keys()
    assert gold.texts["c"] == "Bài c."


def test_articles_without_gold_facts_are_not_read(tmp_path: Path) -> None:
    gold_file, folder = pair(tmp_path / "x", "a")
    (folder / "binary.txt").write_bytes(b"\0")
    assert sorted(read_gold([(gold_file, folder)]).articles) == ["a"]


def test_one_article_in_two_gold_files_is_an_error(tmp_path: Path) -> None:
    first, second = pair(tmp_path / "x", "a", "b"), pair(tmp_path / "y", "b", "c")
    with pytest.raises(ArticleError) as caught:
        read_gold([first, second])
    assert str(caught.value) == (
        f"{second[0]}: another gold file has facts of an article b too; names must differ, rename one"
    )


def test_an_article_must_be_in_the_folder_of_its_own_gold(tmp_path: Path) -> None:
    lacking, having = pair(tmp_path / "x", "a", "b", held=("a",)), pair(tmp_path / "y", held=("b",))
    with pytest.raises(ArticleError, match=f"b: gold facts are of this article, but {lacking[1]} lacks it"):
        read_gold([lacking, having])
