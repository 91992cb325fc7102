"""Serve a new snapshot of a home as soon as it is the current one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from coalition_kg.errors import CoalitionError
from coalition_kg.store import Snapshot, open_snapshot
from coalition_kg.store.snapshot import CURRENT

# Between two looks at the link, in seconds.
INTERVAL = 1.0

log = logging.getLogger(__name__)


class Follower:
    """Looks at the ``current`` link of a home and hands over each new snapshot."""

    def __init__(self, home: Path, served: Path, take: Callable[[Snapshot], Awaitable[None]]) -> None:
        self._link = home / CURRENT
        self._home = home
        self._served = served
        self._take = take
        self._now = asyncio.Event()

    def look(self) -> None:
        """Look at once instead of soon."""
        self._now.set()

    async def follow(self) -> None:
        """Look until cancelled. A snapshot that can't be served is logged, and the one before stays."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._now.wait(), INTERVAL)
            self._now.clear()
            current = self._link.resolve()
            if current != self._served and current.is_dir():
                await self._change(current)

    async def _change(self, current: Path) -> None:
        self._served = current
        try:
            snapshot = await asyncio.to_thread(open_snapshot, self._home)
            await self._take(snapshot)
        except CoalitionError as error:
            log.error("%s: still serving the snapshot before", error)  # noqa: TRY400  # no fault of ours
        else:
            log.info("serving snapshot %s", snapshot.path.name)
