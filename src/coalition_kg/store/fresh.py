"""A snapshot that fits this version of the package, built from the shipped articles where need be."""

from pathlib import Path

from coalition_kg import __version__
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.resources import root
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store.build import build
from coalition_kg.store.checksums import checksums
from coalition_kg.store.manifest import Manifest
from coalition_kg.store.snapshot import CURRENT, Snapshot, open_snapshot


def fresh_snapshot(home: Path) -> Snapshot:
    """Return the current snapshot of a home.

    Build one from the shipped articles first where there is none, or where the current one is of the
    shipped articles but was made with another version of the software, its lexicon or its ontology. A
    snapshot of other articles is never touched. Raise SnapshotError where the current one is damaged.
    """
    if not (home / CURRENT).exists():
        return _built(home, DEFAULT_BASE, 0.0)
    snapshot = open_snapshot(home)
    manifest = snapshot.manifest
    outdated = is_outdated(manifest)
    return _built(home, manifest.base, manifest.left_out.min_confidence) if outdated else snapshot


def is_outdated(manifest: Manifest) -> bool:
    """Return whether a build from the shipped articles would now give something else."""
    made_with_this = manifest.software == __version__ and dict(manifest.made_with) == checksums()
    return manifest.shipped and not (made_with_this and manifest.statistics)


def _built(home: Path, base: str, min_confidence: float) -> Snapshot:
    articles = read_articles(article_paths(root() / "data" / "articles"))
    build(articles, home, base, min_confidence=min_confidence)
    return open_snapshot(home)
