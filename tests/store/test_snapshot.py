import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

from coalition_kg.errors import ArticleError, SnapshotError
from coalition_kg.store import Snapshot, home, open_snapshot
from coalition_kg.store.manifest import LeftOut
from coalition_kg.store.snapshot import open_folder
from tests.support import OPEN


@pytest.fixture
def copied(gold_home: Path, tmp_path: Path) -> Path:
    shutil.copytree(gold_home, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy"


def test_home_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COALITION_HOME", str(tmp_path))
    assert home() == tmp_path


@pytest.mark.parametrize("value", [None, ""])
def test_home_is_the_user_s_data_folder_otherwise(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("COALITION_HOME")
    if value is not None:
        monkeypatch.setenv("COALITION_HOME", value)
    assert home().name == "coalition-kg"
    assert home().is_absolute()


def test_a_home_without_snapshot_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(
        SnapshotError, match=f"{tmp_path}: no snapshot here; run `coalition build --out {tmp_path}`"
    ):
        open_snapshot(tmp_path)


@pytest.mark.parametrize("part", ["store", "articles", "dataset.nq", "manifest.json"])
def test_an_incomplete_snapshot_says_what_is_missing(copied: Path, part: str) -> None:
    path = (copied / "current").resolve() / part
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    with pytest.raises(SnapshotError, match=rf"{path}: missing, .*run `coalition build`"):
        open_snapshot(copied)


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"format": 1}', "null"])
def test_a_damaged_manifest_is_an_error(copied: Path, content: str) -> None:
    (copied / "current" / "manifest.json").write_text(content)
    with pytest.raises(SnapshotError, match="run `coalition build`"):
        open_snapshot(copied)


def test_a_snapshot_of_another_format_is_an_error(copied: Path) -> None:
    path = copied / "current" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    with pytest.raises(
        SnapshotError, match="snapshot format 99, this version reads 1; run `coalition build`"
    ):
        open_snapshot(copied)


def test_a_damaged_store_is_an_error(copied: Path) -> None:
    (copied / "current" / "store" / "CURRENT").write_text("damage")
    with pytest.raises(SnapshotError, match="store: can't be opened"):
        open_snapshot(copied)


def test_the_store_can_be_open_many_times_but_not_written(gold_home: Path) -> None:
    one, other = open_snapshot(gold_home), open_snapshot(gold_home)
    assert len(one.store) == len(other.store) > one.manifest.counts.quads
    with pytest.raises(RuntimeError, match="read-write"):
        one.store.remove(next(iter(one.store)))


def test_article_text_is_the_raw_text(snapshot: Snapshot) -> None:
    assert snapshot.article_text(OPEN)[:31] == "Lực lượng các nước ở Iraq\nHiện "
    with pytest.raises(ArticleError, match="run `coalition build` again"):
        snapshot.article_text("unknown")


def test_a_manifest_that_says_nothing_of_facts_left_out_left_out_none(copied: Path) -> None:
    path = (copied / "current").resolve() / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["left_out"]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert open_snapshot(copied).manifest.left_out == LeftOut(min_confidence=0.0, facts=0, unmeasured=0)


def test_a_store_in_memory_holds_the_same(snapshot: Snapshot) -> None:
    copy = open_folder(snapshot.path, in_memory=True)
    assert copy.manifest == snapshot.manifest
    assert set(copy.store) == set(snapshot.store)
    assert len(copy.store) == len(snapshot.store) > copy.manifest.counts.quads
    assert set(copy.union) == {quad for quad in snapshot.store if quad.graph_name == DefaultGraph()}


def test_a_store_on_the_disk_is_opened_once(snapshot: Snapshot) -> None:
    assert snapshot.union is snapshot.store
