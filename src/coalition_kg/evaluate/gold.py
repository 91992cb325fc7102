"""Gold facts with the articles that they are of, from one folder or several."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coalition_kg.errors import ArticleError
from coalition_kg.evaluate.records import read_records
from coalition_kg.flat import Flat
from coalition_kg.model import Article
from coalition_kg.source import article_paths, read_articles


@dataclass(frozen=True)
class Gold:
    """Gold facts, and the articles that have some by name."""

    records: tuple[Flat, ...]
    articles: Mapping[str, Article]

    @property
    def texts(self) -> dict[str, str]:
        """The raw text of each article by name."""
        return {name: article.text for name, article in self.articles.items()}


def read_gold(pairs: Iterable[tuple[Path, Path]]) -> Gold:
    """Return all gold facts of pairs of a gold file and the folder of its articles.

    Raise RecordError for a bad gold file, and ArticleError where a folder lacks an article that has gold
    facts or where two gold files have facts of articles of one name.
    """
    records: list[Flat] = []
    articles: dict[str, Article] = {}
    for path, folder in pairs:
        found = read_records(path)
        read = _articles(folder, {record["article"] for record in found})
        _check_apart(path, articles, read)
        records += found
        articles |= read
    return Gold(tuple(records), articles)


def _articles(folder: Path, wanted: set[str]) -> dict[str, Article]:
    paths = [path for path in article_paths(folder) if path.stem in wanted]
    for name in sorted(wanted - {path.stem for path in paths}):
        raise ArticleError(f"{name}: gold facts are of this article, but {folder} lacks it; add {name}.txt")
    return {article.name: article for article in read_articles(paths)}


def _check_apart(path: Path, known: Mapping[str, Article], new: Mapping[str, Article]) -> None:
    for name in sorted(known.keys() & new.keys()):
        raise ArticleError(
            f"{path}: another gold file has facts of an article {name} too; names must differ, rename one"
        )
