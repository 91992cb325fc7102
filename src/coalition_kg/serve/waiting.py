"""Who waits for something: clients take turns, so that one with many queries does not hold up the others."""

import asyncio
from collections import OrderedDict, deque
from typing import Generic, TypeVar

from coalition_kg.serve.errors import BusyError, NoAnswerError

T = TypeVar("T")


class Waiting(Generic[T]):
    """Futures that wait for their turn, at most ``most``; one that was cancelled is passed over."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lines: OrderedDict[str, deque[asyncio.Future[T]]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many wait."""
        return sum(not place.done() for line in self._lines.values() for place in line)

    def of(self, client: str) -> int:
        """Return how many of a client's wait."""
        return sum(not place.done() for place in self._lines.get(client, ()))

    def add(self, client: str) -> asyncio.Future[T]:
        """Return a new place in the line of a client; raise BusyError where too many wait."""
        if len(self) >= self._most:
            raise BusyError("too many queries wait already; ask again later")
        place: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(client, deque()).append(place)
        return place

    def next(self) -> asyncio.Future[T] | None:
        """Remove and return the place whose turn it is, None where nobody waits."""
        while self._lines:
            client, line = self._lines.popitem(last=False)
            place = line.popleft()
            if line:
                self._lines[client] = line  # behind the others
            if not place.done():
                return place
        return None

    def fail_all(self, error: NoAnswerError) -> None:
        """Tell all that their turn never comes."""
        while (place := self.next()) is not None:
            place.set_exception(error)
