"""What several tests share: the shipped articles, their gold facts, and forged snapshots."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from coalition_kg.flat import Flat, from_flat
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.model import Article, Fact
from coalition_kg.resources import root
from coalition_kg.segment import sentences
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import Snapshot, build, open_snapshot
from coalition_kg.store import dataset as dataset_files
from coalition_kg.store.checksums import file_checksum
from coalition_kg.store.statistics import write_statistics

ARTICLES = root() / "data" / "articles"
GOLD = ARTICLES / "gold.jsonl"
MASKED, OPEN = "000_0ebddd4aab780e51", "001_2c7b8ceced76f234"

Edit = Callable[[list[str]], list[str]]


@cache
def gold_records() -> tuple[Flat, ...]:
    return tuple(json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines())


def gold_facts(article: Article) -> Iterator[Fact]:
    """Stand in for the extractor: the article's gold facts, with what gold files leave out."""
    found = sentences(article)
    for record in gold_records():
        if record["article"] == article.name:
            number = next(s.number for s in found if s.start <= record["start"] < s.end)
            dates = {f"{name}_text": record["quote"] for name in ("date", "as_of") if name in record}
            context = [number - 1] if record.get("conditional") else []
            # Areas are a set, and the graph gives them back sorted.
            areas = {"area": sorted(record["area"])} if "area" in record else {}
            yield from_flat(
                record | areas | dates | {"sentence": number, "rule": "gold/given", "context": context}
            )


def build_gold(home: Path, base: str = DEFAULT_BASE) -> Snapshot:
    build(read_articles(article_paths(ARTICLES)), home, base, gold_facts)
    return open_snapshot(home)


def forge(snapshot: Snapshot, home: Path, edit: Edit) -> Snapshot:
    """Return a copy with edited quads whose checksums and store fit: only what it says is wrong."""
    lines = snapshot.dataset.read_text(encoding="utf-8").split("\n")[:-1]
    folder = home / "snapshots" / "forged"
    shutil.copytree(snapshot.path / "articles", folder / "articles")
    dataset = folder / dataset_files.FILE
    edited = sorted({line.encode() for line in edit(lines)})
    dataset_files.write_lines(dataset, edited)
    dataset_files.load(folder / "store", dataset)
    statistics = write_statistics(folder, dataset_files.opened(folder / "store"), snapshot.names)
    manifest = replace(snapshot.manifest, dataset=file_checksum(dataset), statistics=statistics)
    (folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
    (home / "current").symlink_to("snapshots/forged")
    return open_snapshot(home)


def tree(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of every file but those of the store, whose bytes mean nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and "store" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
