"""Which version of the graph queries read, and which older ones some still do."""

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path


class Versions:
    """The folder of the current version; ``prune`` is told the others that are in use when one is left."""

    def __init__(self, folder: Path, prune: Callable[[set[Path]], None] | None = None) -> None:
        self._current = folder
        self._prune = prune
        self._used: Counter[Path] = Counter()
        self._changed = threading.Lock()

    @property
    def current(self) -> Path:
        """The folder of the version that new queries read."""
        with self._changed:
            return self._current

    def lease(self) -> Path:
        """Return the current version, which stays until it is released."""
        with self._changed:
            self._used[self._current] += 1
            return self._current

    def publish(self, folder: Path) -> None:
        """Make a version the current one: all queries that start from now on read it."""
        with self._changed:
            self._current = folder
            self._remove_unused()

    def release(self, folder: Path) -> None:
        """Give a version back that was leased."""
        with self._changed:
            self._used[folder] -= 1
            if not self._used[folder]:
                del self._used[folder]
                if folder != self._current:
                    self._remove_unused()

    def _remove_unused(self) -> None:
        if self._prune is not None:
            self._prune(set(self._used))
