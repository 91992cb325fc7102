"""Read article files and their catalog; a file that is not an article is a clear error."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from coalition_kg.errors import ArticleError
from coalition_kg.model import Article
from coalition_kg.resources import read_table, root

CATALOG = "catalog.tsv"
CATALOG_COLUMNS = ("article", "sha256", "title", "published", "basis")

Catalog = dict[str, dict[str, str]]


def article_paths(folder: Path) -> list[Path]:
    """Return the ``*.txt`` files of a folder by name; raise ArticleError where there is none."""
    if not folder.is_dir():
        raise ArticleError(f"{folder}: no such folder; give one that holds article files named NAME.txt")
    paths = sorted(folder.glob("*.txt"), key=lambda path: path.name)
    if not paths:
        raise ArticleError(f"{folder}: holds no article; put files named NAME.txt there")
    return paths


def read_articles(
    paths: Iterable[Path], skip: Callable[[ArticleError], None] | None = None
) -> Iterator[Article]:
    """Yield the article of each path, in the order of their names whatever the order of the paths.

    An unreadable file raises ArticleError, or is handed to ``skip`` where that is given. Two files of
    the same name are always an error, because IRIs are made from the name.
    """
    ordered = sorted(paths, key=lambda path: (path.stem, str(path)))
    for earlier, later in pairwise(ordered):
        if earlier.stem == later.stem:
            raise ArticleError(
                f"{later}: article {later.stem} is also in {earlier}; names must differ, rename one"
            )
    catalogs: dict[Path, Catalog] = {}
    for path in ordered:
        try:
            yield read_article(path, catalogs.setdefault(path.parent, _catalog(path.parent)))
        except ArticleError as error:
            if skip is None:
                raise
            skip(error)


def read_article(path: Path, catalog: Catalog | None = None) -> Article:
    """Return the article of a file; its name is the file's without ``.txt``.

    Raise ArticleError where the file is missing, empty, binary or not UTF-8, with the byte offset.
    """
    raw = _bytes(path)
    text = _decoded(path, raw)
    if not text.strip():
        raise ArticleError(f"{path}: empty; remove it or fetch the article again")
    digest = hashlib.sha256(raw).hexdigest()
    known = _known(path.stem, digest, _catalog(path.parent) if catalog is None else catalog)
    return Article(
        name=path.stem,
        text=text,
        sha256=digest,
        title=known.get("title") or text.strip().splitlines()[0].strip(),
        published=known.get("published") or None,
        published_basis=known.get("basis") or None,
    )


def article_of(name: str, raw: bytes) -> Article:
    """Return the article of bytes that stand in no file: its first line is its title, no catalog knows it.

    Raise ArticleError where they are empty, binary or not UTF-8, with the byte offset.
    """
    text = _decoded(Path(name), raw)
    if not text.strip():
        raise ArticleError(f"{name}: empty; give at least one sentence")
    title = text.strip().splitlines()[0].strip()
    return Article(name=name, text=text, sha256=hashlib.sha256(raw).hexdigest(), title=title)


def _known(name: str, digest: str, catalog: Catalog) -> dict[str, str]:
    """What a curator wrote of this very text, beside the file or with the shipped articles."""
    row = catalog.get(name) or _catalog(root() / "data" / "articles").get(name, {})
    return row if row.get("sha256") in {digest, ""} else {}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError as error:
        raise ArticleError(
            f"{path}: a folder, not an article; give it with --articles or name files in it"
        ) from error
    except OSError as error:
        raise ArticleError(
            f"{path}: can't be read: {error.strerror}; check the path and its permissions"
        ) from error


def _decoded(path: Path, raw: bytes) -> str:
    if b"\0" in raw:
        offset = raw.index(b"\0")
        raise ArticleError(
            f"{path}: byte {offset}: NUL, so this is no text file; give the article as UTF-8 text"
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ArticleError(
            f"{path}: line {line}, byte {error.start}: not UTF-8 ({error.reason}); convert the file to UTF-8"
        ) from error


@cache
def _catalog(folder: Path) -> Catalog:
    path = folder / CATALOG
    if not path.is_file():
        return {}
    return {row["article"]: row for row in read_table(path, CATALOG_COLUMNS)}
