"""The live store of a home: what updates made of a snapshot, in whole numbered versions.

A snapshot is never written. A server that takes updates keeps its state beside the snapshots:

    live/versions/000001/   a version: a store, and links to the other parts of the first snapshot
    live/current            a link to the version that was acknowledged last
    live/.work-…            the store that the writer has open; nobody else reads it
    live/lock               held by the one process that writes

A change is made in the work store, flushed, and copied by RocksDB's checkpoint (hard links) into a new
version, which becomes the current one when the link is moved: then the change is acknowledged, and not
before. Whatever ends the writer in between, the current version is whole, and the next writer makes a new
work store from it. Versions never change; readers open nothing else.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from pyoxigraph import Store

from coalition_kg.errors import OutputError, SnapshotError
from coalition_kg.files import beside, point_link, sync
from coalition_kg.store import dataset
from coalition_kg.store.manifest import FILE as MANIFEST
from coalition_kg.store.snapshot import ARTICLES, CURRENT, STORE, Snapshot
from coalition_kg.store.statistics import FILE as STATISTICS

LIVE = "live"
VERSIONS = "versions"
WORK = "work"
LOCK = "lock"


class Live:
    """The live store in a home; nothing of it is made before ``begin``."""

    def __init__(self, home: Path) -> None:
        self.folder = home / LIVE
        self._versions = self.folder / VERSIONS

    def lock(self) -> IO[bytes]:
        """Return the open lock, held until it is closed or the process ends.

        Raise OutputError where another process holds it or the folder can't be made.
        """
        try:
            self._versions.mkdir(parents=True, exist_ok=True)
            held = (self.folder / LOCK).open("wb")
        except OSError as error:
            raise OutputError(f"{self.folder}: can't be made ({error.strerror}); see its rights") from error
        try:
            _lock(held)
        except OSError as error:
            held.close()
            raise OutputError(
                f"{self.folder}: another process writes there; stop it first, or give another folder"
            ) from error
        return held

    def begin(self, snapshot: Snapshot) -> Path:
        """Return the current version, the first made from the snapshot; clear away what a crash left."""
        for left in [*self.folder.glob(f".{WORK}-*"), *self._versions.glob(".*")]:
            shutil.rmtree(left, ignore_errors=True)
        if not (self.folder / CURRENT).exists():
            return self._publish(snapshot.store, snapshot.path)
        current = self.current()
        for path in self._versions.iterdir():
            if path.name > current.name:  # nobody was told of it
                shutil.rmtree(path, ignore_errors=True)
        return current

    def base(self) -> Path | None:
        """Return the folder of the snapshot that the live store began with, None where there is none."""
        manifest = self.folder / CURRENT / MANIFEST
        return manifest.resolve().parent if manifest.is_symlink() else None

    def current(self) -> Path:
        """Return the folder of the current version; raise SnapshotError where there is none."""
        link = self.folder / CURRENT
        if not link.exists():
            raise SnapshotError(f"{link}: missing, so there is no live store; start with --writable again")
        return link.resolve()

    def work(self) -> Path:
        """Return the folder of a new work store that holds what the current version holds."""
        path = beside(self.folder / WORK)
        dataset.opened(self.current() / STORE).backup(str(path))
        return path

    def publish(self, store: Store) -> Path:
        """Make a new current version of what the store holds, safe on the disk; return its folder."""
        store.flush()
        return self._publish(store, self.current())

    def prune(self, used: Iterable[Path]) -> None:
        """Remove the versions before the current one, other than those in use."""
        keep = {path.name for path in (*used, self.current())}
        for path in self._versions.iterdir():
            if path.name not in keep and path.name < self.current().name and not path.name.startswith("."):
                shutil.rmtree(path, ignore_errors=True)

    def _publish(self, store: Store, parts: Path) -> Path:
        path = self._versions / self._next_name()
        temporary = beside(path)
        temporary.mkdir()
        store.backup(str(temporary / STORE))
        for part in (MANIFEST, dataset.FILE, ARTICLES, STATISTICS):
            # Relative, so that the home can be moved.
            (temporary / part).symlink_to(os.path.relpath((parts / part).resolve(), temporary))
        _sync(temporary)
        temporary.rename(path)
        sync(self._versions)
        point_link(self.folder / CURRENT, f"{VERSIONS}/{path.name}")
        return path.resolve()

    def _next_name(self) -> str:
        names = [path.name for path in self._versions.iterdir() if path.name.isdecimal()]
        return f"{int(max(names, default='0')) + 1:012}"


def _sync(version: Path) -> None:
    """Force a version to the disk; RocksDB did so with the files of data, which never change again."""
    for path in (version / STORE).iterdir():
        if path.suffix != ".sst":
            sync(path)
    sync(version / STORE)
    sync(version)


def _lock(held: IO[bytes]) -> None:
    """Raise OSError where another process holds the lock."""
    if os.name == "posix":
        import fcntl  # noqa: PLC0415  # Windows has none; there RocksDB's own lock of the work store is all

        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
