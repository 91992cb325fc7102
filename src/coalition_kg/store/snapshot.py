"""A snapshot as readers see it, and where snapshots are kept."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from pyoxigraph import Store

from coalition_kg.errors import ArticleError, SnapshotError
from coalition_kg.identify import Names
from coalition_kg.store import dataset
from coalition_kg.store.manifest import Manifest, read_manifest

SNAPSHOTS = "snapshots"
CURRENT = "current"
STORE = "store"
ARTICLES = "articles"


@dataclass(frozen=True)
class Snapshot:
    """A whole build, open for reading; ``path`` is its folder.

    The store's default graph holds the union of all graphs, each triple once. ``union`` is the store to ask
    where no graph is named: in memory one that holds the union alone, as a look-up passes by every copy of a
    triple there (joins take two thirds of the time, aggregates half).
    """

    path: Path
    manifest: Manifest
    store: Store
    union: Store
    names: Names

    @property
    def dataset(self) -> Path:
        """The file of all quads as sorted N-Quads."""
        return self.path / dataset.FILE

    def article_path(self, name: str) -> Path:
        """Return the path of the copy of an article's file."""
        return self.path / ARTICLES / f"{name}.txt"

    def article_text(self, name: str) -> str:
        """Return an article's raw text; raise ArticleError where its copy is missing or damaged."""
        path = self.article_path(name)
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ArticleError(f"{path}: can't be read ({error}); run `coalition build` again") from error


def home() -> Path:
    """Return the folder that holds snapshots: COALITION_HOME, else the user's data folder."""
    chosen = os.environ.get("COALITION_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("coalition-kg")


def open_snapshot(folder: Path) -> Snapshot:
    """Return the current snapshot of a home; raise SnapshotError where there is none or a part is missing."""
    link = folder / CURRENT
    if not link.exists():
        raise SnapshotError(f"{folder}: no snapshot here; run `coalition build --out {folder}`")
    # Resolved, so that a build in the meantime does not mix two snapshots.
    return open_folder(link.resolve())


def open_folder(path: Path, in_memory: bool = False) -> Snapshot:
    """Return the snapshot of one folder; raise SnapshotError where a part is missing.

    With ``in_memory`` its stores are copies in memory, which take seconds to fill and answer faster.
    """
    manifest = read_manifest(path)
    for part in (dataset.FILE, STORE, ARTICLES):
        if not (path / part).exists():
            raise SnapshotError(
                f"{path / part}: missing, so the snapshot is incomplete; run `coalition build`"
            )
    store, union = _open_stores(path, in_memory)
    return Snapshot(path, manifest, store, union, Names(manifest.base))


def _open_stores(path: Path, in_memory: bool) -> tuple[Store, Store]:
    part = path / (dataset.FILE if in_memory else STORE)
    try:
        if in_memory:
            return dataset.in_memory(part)
        store = dataset.opened(part)
    except (OSError, RuntimeError, SyntaxError) as error:  # damaged files raise any of them
        raise SnapshotError(f"{part}: can't be opened ({error}); run `coalition build`") from error
    return store, store
