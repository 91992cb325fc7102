from dataclasses import replace
from pathlib import Path

import pytest

from coalition_kg.errors import SnapshotError
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import build, fresh_snapshot, open_snapshot
from coalition_kg.store.fresh import is_outdated
from coalition_kg.store.manifest import LeftOut
from tests.support import ARTICLES, build_gold, gold_facts

pytestmark = pytest.mark.usefixtures("gold_extractor")


def forge_manifest(home: Path, **changes: object) -> None:
    snapshot = open_snapshot(home)
    manifest = replace(snapshot.manifest, **changes)  # type: ignore[arg-type]
    (snapshot.path / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")


def test_an_empty_home_gets_the_shipped_articles(tmp_path: Path) -> None:
    snapshot = fresh_snapshot(tmp_path / "home")
    assert snapshot.manifest.shipped is True
    assert snapshot.manifest.counts.articles == 2


def test_a_snapshot_that_fits_is_kept(tmp_path: Path) -> None:
    built = build_gold(tmp_path)
    assert fresh_snapshot(tmp_path).path == built.path
    assert len(list((tmp_path / "snapshots").iterdir())) == 1


def test_an_outdated_snapshot_of_the_shipped_articles_is_built_again_under_its_base(tmp_path: Path) -> None:
    build_gold(tmp_path, "https://example.org/kg")
    forge_manifest(tmp_path, software="0.0.1")
    snapshot = fresh_snapshot(tmp_path)
    assert snapshot.manifest.software != "0.0.1"
    assert snapshot.manifest.base == "https://example.org/kg"


def test_an_outdated_snapshot_is_built_again_with_the_same_minimal_confidence(tmp_path: Path) -> None:
    articles = read_articles(article_paths(ARTICLES))
    build(articles, tmp_path, "https://example.org/kg", gold_facts, min_confidence=0.5)
    forge_manifest(tmp_path, software="0.0.1")
    manifest = fresh_snapshot(tmp_path).manifest
    assert manifest.software != "0.0.1"
    assert manifest.left_out == LeftOut(min_confidence=0.5, facts=151, unmeasured=151)


def test_a_snapshot_without_statistics_is_built_again(tmp_path: Path) -> None:
    built = build_gold(tmp_path)
    (built.path / "void.nt").unlink()
    forge_manifest(tmp_path, statistics="")
    snapshot = fresh_snapshot(tmp_path)
    assert snapshot.path == built.path
    assert snapshot.manifest.statistics != ""
    assert (snapshot.path / "void.nt").exists()


def test_a_snapshot_of_other_articles_is_never_touched(tmp_path: Path) -> None:
    build(read_articles(article_paths(ARTICLES)[:1]), tmp_path, "https://example.org/kg", gold_facts)
    forge_manifest(tmp_path, software="0.0.1")
    assert fresh_snapshot(tmp_path).manifest.software == "0.0.1"


@pytest.mark.parametrize("part", ["confidence", "lexicon", "ontology", "reference", "rules"])
def test_every_part_that_shapes_the_facts_counts(tmp_path: Path, part: str) -> None:
    manifest = build_gold(tmp_path).manifest
    assert is_outdated(manifest) is False
    assert is_outdated(replace(manifest, made_with=dict(manifest.made_with) | {part: "0"})) is True


def test_a_damaged_snapshot_is_an_error_not_a_silent_rebuild(tmp_path: Path) -> None:
    path = build_gold(tmp_path).path
    (path / "manifest.json").unlink()
    with pytest.raises(SnapshotError, match="missing"):
        fresh_snapshot(tmp_path)
