"""The live store: versions that appear whole, and a snapshot that nobody writes."""

import hashlib
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from coalition_kg.errors import OutputError, SnapshotError
from coalition_kg.store import Live, Snapshot, open_folder

N = NamedNode("http://example.org/n")


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def written(live: Live, times: int) -> list[Path]:
    work = Store(str(live.work()))
    folders = []
    for number in range(times):
        work.add(Quad(N, NamedNode(f"http://example.org/{number}"), N, N))
        folders.append(live.publish(work))
    return folders


def test_versions_hold_what_was_written_and_the_snapshot_stays(snapshot: Snapshot, tmp_path: Path) -> None:
    before = digests(snapshot.path)
    live = Live(tmp_path)
    assert live.base() is None
    with live.lock():
        first = live.begin(snapshot)
        second, third = written(live, 2)
    size = len(snapshot.store)
    assert [len(open_folder(folder).store) for folder in (first, second, third)] == [size, size + 1, size + 2]
    assert live.current() == third
    assert live.base() == snapshot.path
    assert open_folder(third).manifest == snapshot.manifest
    assert digests(snapshot.path) == before


def test_a_home_can_be_moved(snapshot: Snapshot, tmp_path: Path) -> None:
    import shutil  # noqa: PLC0415

    home = tmp_path / "home"
    shutil.copytree(snapshot.path, home / "snapshots" / "s", symlinks=True)
    live = Live(home)
    with live.lock():
        live.begin(open_folder(home / "snapshots" / "s"))
    home.rename(tmp_path / "moved")
    assert open_folder(Live(tmp_path / "moved").current()).manifest == snapshot.manifest


def test_what_was_not_acknowledged_is_cleared_away(snapshot: Snapshot, tmp_path: Path) -> None:
    live = Live(tmp_path)
    with live.lock():
        live.begin(snapshot)
        (last,) = written(live, 1)
        abandoned = [live.work(), live.folder / "versions" / "000000000009", live.folder / "versions" / ".x"]
        for folder in abandoned[1:]:
            folder.mkdir()
    with live.lock():
        assert live.begin(snapshot) == last
    assert [folder for folder in abandoned if folder.exists()] == []


def test_only_versions_that_nobody_reads_are_removed(snapshot: Snapshot, tmp_path: Path) -> None:
    live = Live(tmp_path)
    with live.lock():
        first = live.begin(snapshot)
        second, third = written(live, 2)
    live.prune([first])
    assert [folder.exists() for folder in (first, second, third)] == [True, False, True]
    live.prune([])
    assert [folder.exists() for folder in (first, second, third)] == [False, False, True]


def test_one_process_writes(tmp_path: Path) -> None:
    live = Live(tmp_path)
    with live.lock(), pytest.raises(OutputError, match="another process writes there; stop it first"):
        live.lock()
    live.lock().close()


def test_where_nothing_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "live").write_text("a file")
    with pytest.raises(OutputError, match="live: can't be made"):
        Live(tmp_path).lock()
    with pytest.raises(SnapshotError, match="no live store; start with --writable again"):
        Live(tmp_path).current()
