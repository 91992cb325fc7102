"""Who waits for a worker: clients take turns, so that one with many queries does not hold up the others."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Waiting(Generic[T]):
    """Lines of those who wait, one for each client."""

    def __init__(self) -> None:
        self._lines: OrderedDict[str, deque[T]] = OrderedDict()
        self._length = 0

    def __len__(self) -> int:
        """Return how many wait."""
        return self._length

    def of(self, client: str) -> int:
        """Return how many of a client's wait."""
        return len(self._lines.get(client, ()))

    def add(self, client: str, place: T) -> None:
        """Put one at the end of the line of its client."""
        self._lines.setdefault(client, deque()).append(place)
        self._length += 1

    def next(self) -> T | None:
        """Remove and return the one whose turn it is, None where nobody waits."""
        if not self._lines:
            return None
        client, line = self._lines.popitem(last=False)
        place = line.popleft()
        self._length -= 1
        if line:
            self._lines[client] = line  # behind the others
        return place

    def remove(self, fits: Callable[[T], bool]) -> Iterator[T]:
        """Remove and yield those that fit."""
        for client, line in list(self._lines.items()):
            yield from [place for place in line if fits(place)]
            self._lines[client] = deque(place for place in line if not fits(place))
            if not self._lines[client]:
                del self._lines[client]
        self._length = sum(map(len, self._lines.values()))
