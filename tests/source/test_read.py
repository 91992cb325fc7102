import hashlib
from pathlib import Path

import pytest

from coalition_kg.errors import ArticleError
from coalition_kg.source import article_of, article_paths, read_article, read_articles

CATALOG = "article\tsha256\ttitle\tpublished\tbasis\n"


def test_an_article_is_its_raw_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\n Tựa đề \r\nMỹ có quân.".encode())
    article = read_article(path)
    assert (article.name, article.text, article.title) == ("a", "\n Tựa đề \r\nMỹ có quân.", "Tựa đề")
    assert article.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_catalog_says_what_is_known_of_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mỹ", encoding="utf-8")
    (tmp_path / "catalog.tsv").write_text(CATALOG + "a\t\tTựa\t2004-05\tđoán\n", encoding="utf-8")
    (article,) = read_articles(article_paths(tmp_path))
    assert (article.title, article.published, article.published_basis) == ("Tựa", "2004-05", "đoán")


def test_a_catalog_of_another_text_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mỹ", encoding="utf-8")
    (tmp_path / "catalog.tsv").write_text(CATALOG + f"a\t{'0' * 64}\tTựa\t2004-05\tđoán\n", encoding="utf-8")
    (article,) = read_articles(article_paths(tmp_path))
    assert (article.title, article.published) == ("Mỹ", None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"M\0y", "byte 1: NUL"),
        ("Mỹ\n".encode() + b"\xff\xfe", "line 2, byte 5: not UTF-8"),
    ],
)
def test_what_is_no_article_is_a_clear_error(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=message) as caught:
        read_article(path)
    assert str(path) in str(caught.value)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="No such file"):
        read_article(tmp_path / "b.txt")
    with pytest.raises(ArticleError, match="a folder, not an article"):
        read_article(tmp_path)
    with pytest.raises(ArticleError, match="no such folder"):
        article_paths(tmp_path / "none")
    with pytest.raises(ArticleError, match="holds no article"):
        article_paths(tmp_path)


def test_two_articles_of_one_name_are_an_error(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("Mỹ", encoding="utf-8")
    with pytest.raises(ArticleError, match="names must differ"):
        list(read_articles([tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"]))


def test_unreadable_articles_can_be_skipped_and_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text("Mỹ", encoding="utf-8")
    skipped: list[ArticleError] = []
    names = [article.name for article in read_articles(article_paths(tmp_path), skipped.append)]
    assert (names, len(skipped)) == (["b"], 1)


def test_bytes_that_stand_in_no_file_are_an_article() -> None:
    raw = "\n Tựa đề \r\nMỹ có quân.".encode()
    article = article_of("stdin", raw)
    assert (article.name, article.text, article.title) == ("stdin", raw.decode(), "Tựa đề")
    assert (article.sha256, article.published) == (hashlib.sha256(raw).hexdigest(), None)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b" \n", "stdin: empty; give at least one sentence"),
        (b"M\0y", "stdin: byte 1: NUL"),
        ("Mỹ\n".encode() + b"\xff\xfe", "stdin: line 2, byte 5: not UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_refused(raw: bytes, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        article_of("stdin", raw)
