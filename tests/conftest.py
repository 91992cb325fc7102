from pathlib import Path

import pytest

from coalition_kg.extract import Extractor
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import Snapshot, build, open_snapshot
from tests.support import ARTICLES, build_gold, gold_facts


@pytest.fixture(scope="session")
def gold_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a snapshot of the shipped articles and their gold facts; not to be changed."""
    home = tmp_path_factory.mktemp("gold")
    build_gold(home)
    return home


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the shipped articles and their gold facts; not to be changed."""
    return build_gold(tmp_path_factory.mktemp("snapshot"))


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the shipped articles and of what the extractor finds in them; not to be changed."""
    home = tmp_path_factory.mktemp("extracted")
    build(read_articles(article_paths(ARTICLES)), home, DEFAULT_BASE)
    return open_snapshot(home)


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No test may touch the user's own snapshots."""
    home = tmp_path / "own-home"
    monkeypatch.setenv("COALITION_HOME", str(home))
    return home


@pytest.fixture
def gold_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extractor finds exactly the gold facts."""
    monkeypatch.setattr(Extractor, "facts", lambda _self, article: gold_facts(article))
