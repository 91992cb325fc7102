"""Build a snapshot: all articles into one graph that appears whole under its name, or not at all."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad

from coalition_kg.confidence import Sieve
from coalition_kg.errors import ArticleError, OutputError
from coalition_kg.extract import Extractor
from coalition_kg.files import beside, point_link, sync, sync_tree
from coalition_kg.flat import order, to_flat, type_name
from coalition_kg.identify import Names, check_base
from coalition_kg.model import Article, Fact
from coalition_kg.quads import (
    article_quads,
    evidence_quads,
    fact_quads,
    generator_quads,
    ontology_quads,
    reference_quads,
    rule_quads,
)
from coalition_kg.segment import sentences
from coalition_kg.store import dataset
from coalition_kg.store.checksums import checksums, file_checksum
from coalition_kg.store.manifest import FILE as MANIFEST
from coalition_kg.store.manifest import Counts, LeftOut, Manifest, are_shipped
from coalition_kg.store.snapshot import ARTICLES, CURRENT, SNAPSHOTS, STORE
from coalition_kg.store.statistics import write_statistics

NAME_LENGTH = 16

FindFacts = Callable[[Article], Iterable[Fact]]


def build(
    articles: Iterable[Article],
    home: Path,
    base: str,
    find: FindFacts | None = None,
    min_confidence: float = 0.0,
) -> Path:
    """Build a snapshot of articles under a base IRI, make it the current one of ``home``, return its folder.

    ``find`` finds the facts of an article, the shipped extractor where it is None. Facts of rules whose
    confidence is below ``min_confidence`` are left out, and the manifest counts them. Raise ArticleError
    where there is no article, IriError for a bad base and OutputError where the home can't be written;
    then the home is as it was before.
    """
    names = Names(check_base(base))
    snapshots = home / SNAPSHOTS
    created = _make_folder(snapshots)
    temporary = beside(snapshots / "build")
    try:
        temporary.mkdir()
        manifest = _Builder(temporary, names, find or Extractor().facts, Sieve(min_confidence)).run(articles)
        sync_tree(temporary)
        path = _publish(temporary, snapshots / manifest.dataset[:NAME_LENGTH])
        point_link(home / CURRENT, f"{SNAPSHOTS}/{path.name}")
    except OSError as error:
        raise OutputError(
            f"{home}: build failed ({error}); make room there or give another folder with --out"
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        _remove_empty(created)
    return path


def distinct(facts: Iterable[Fact], names: Names) -> Iterator[Fact]:
    """Yield facts in the order of their flat records; of two with the same name, the first."""
    seen = set()
    for fact in sorted(facts, key=lambda fact: order(to_flat(fact))):
        name = names.fact(fact)
        if name not in seen:
            seen.add(name)
            yield fact


@dataclass
class _Builder:
    """Fills one folder; texts are written as they come and not kept."""

    folder: Path
    names: Names
    find: FindFacts
    sieve: Sieve
    lines: dataset.Lines = field(default_factory=dataset.Lines)
    digests: dict[str, str] = field(default_factory=dict)
    facts: Counter[str] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)
    sentences: int = 0

    def run(self, articles: Iterable[Article]) -> Manifest:
        made_with = checksums()
        (self.folder / ARTICLES).mkdir()
        for article in articles:
            self._add(article)
        if not self.digests:
            raise ArticleError("no article to build from; give a folder that holds files named NAME.txt")
        self.lines.add(self._background(made_with))
        return self._write(made_with)

    def _add(self, article: Article) -> None:
        if article.name in self.digests:
            raise ArticleError(f"{article.name}: two articles have this name; rename one")
        self.digests[article.name] = article.sha256
        (self.folder / ARTICLES / f"{article.name}.txt").write_bytes(article.text.encode("utf-8"))
        self.lines.add(self._quads(article))

    def _quads(self, article: Article) -> Iterator[Quad]:
        found = sentences(article)
        self.sentences += len(found)
        yield from article_quads(article, found, self.names)
        for fact in self.sieve.kept(distinct(self.find(article), self.names)):
            self.rules.add(fact.evidence.rule)
            self.facts[type_name(fact)] += 1
            yield from fact_quads(fact, self.names)
            yield from evidence_quads(fact, article, self.names)

    def _background(self, made_with: dict[str, str]) -> Iterator[Quad]:
        yield from ontology_quads(self.names)
        yield from reference_quads(self.names)
        yield from generator_quads(made_with, self.names)
        for rule in self.rules:
            yield from rule_quads(rule, self.names)

    def _write(self, made_with: dict[str, str]) -> Manifest:
        lines = self.lines.ordered()
        path = self.folder / dataset.FILE
        dataset.write_lines(path, lines)
        dataset.load(self.folder / STORE, path)
        counts = Counts(len(self.digests), self.sentences, dict(self.facts), len(lines))
        left_out = LeftOut(self.sieve.least, self.sieve.left_out, self.sieve.unmeasured)
        manifest = Manifest(
            base=self.names.base,
            counts=counts,
            dataset=file_checksum(path),
            articles=self.digests,
            made_with=made_with,
            shipped=are_shipped(self.digests),
            left_out=left_out,
            statistics=write_statistics(self.folder, dataset.opened(self.folder / STORE), self.names),
        )
        (self.folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        return manifest


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and its parents; return the new ones, the innermost first."""
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder}: can't be made ({error.strerror}); give another folder with --out"
        ) from error
    return new


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return  # it holds a snapshot, and so do its parents


def _publish(temporary: Path, path: Path) -> Path:
    """Give a finished build its name; an equal one that is already there is kept, a damaged one replaced."""
    if path.exists() and not _equal(temporary, path):
        shutil.rmtree(path.rename(beside(path)), ignore_errors=True)
    try:
        temporary.rename(path)
    except OSError:
        if not _equal(temporary, path):  # else another build of the same content was faster
            raise
    sync(path.parent)
    return path


def _equal(built: Path, existing: Path) -> bool:
    """Return whether both hold the same files; the files of a store differ, so its quads are counted."""
    parts = [path.relative_to(built) for path in built.rglob("*") if path.is_file()]
    files = [part for part in parts if part.parts[0] != STORE]
    same = all(_same_bytes(built / part, existing / part) for part in files)
    return same and dataset.size(existing / STORE) == dataset.size(built / STORE)


def _same_bytes(one: Path, other: Path) -> bool:
    return other.is_file() and file_checksum(one) == file_checksum(other)
