"""Counts of queries that were answered, of one process or of several together."""

import json
from bisect import bisect_left
from dataclasses import asdict, dataclass, field

# From a look-up to the deadline, in seconds.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


@dataclass
class Tally:
    """How many queries were evaluated, by status and by how long they took.

    ``buckets`` count by the bounds of BUCKETS, ``seconds`` and ``size`` (bytes of results) are sums.
    """

    statuses: dict[int, int] = field(default_factory=dict)
    buckets: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    seconds: float = 0.0
    size: int = 0

    def count(self, status: int, seconds: float, size: int) -> None:
        """Count a query."""
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.buckets[bisect_left(BUCKETS, seconds)] += 1
        self.seconds += seconds
        self.size += size

    def add(self, other: "Tally") -> None:
        """Count what another counted."""
        for status, count in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + count
        self.buckets = [a + b for a, b in zip(self.buckets, other.buckets, strict=True)]
        self.seconds += other.seconds
        self.size += other.size


@dataclass
class News:
    """What a worker answered by itself: evaluated queries, answers from its cache, seconds by loan."""

    tally: Tally = field(default_factory=Tally)
    hits: int = 0
    misses: int = 0
    not_modified: int = 0
    seconds: dict[int, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything was answered."""
        return bool(self.tally.statuses or self.hits or self.not_modified)

    def written(self) -> bytes:
        """Return this as it is sent."""
        return json.dumps(asdict(self)).encode("ascii")


def read_news(payload: bytes) -> News:
    """Return what a worker sent."""
    members = json.loads(payload)
    tally, seconds = members.pop("tally"), members.pop("seconds")
    statuses = {int(status): count for status, count in tally.pop("statuses").items()}
    by_loan = {int(loan): spent for loan, spent in seconds.items()}
    return News(Tally(statuses, **tally), seconds=by_loan, **members)
