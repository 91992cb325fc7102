"""Snapshots: whole, immutable builds of the graph, each under the name of its content."""

from coalition_kg.store.build import build, distinct
from coalition_kg.store.changes import TOUCH, Changes, ProtectedGraphError
from coalition_kg.store.checksums import checksums
from coalition_kg.store.fresh import fresh_snapshot
from coalition_kg.store.live import Live
from coalition_kg.store.manifest import Manifest
from coalition_kg.store.snapshot import Snapshot, home, open_folder, open_snapshot
from coalition_kg.store.statistics import read_statistics

__all__ = [
    "TOUCH",
    "Changes",
    "Live",
    "Manifest",
    "ProtectedGraphError",
    "Snapshot",
    "build",
    "checksums",
    "distinct",
    "fresh_snapshot",
    "home",
    "open_folder",
    "open_snapshot",
    "read_statistics",
]
