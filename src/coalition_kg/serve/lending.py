"""Client connections that are lent to workers, which answer their requests without the server.

A connection is lent when its client keeps asking plain queries that are answered at once. It comes back with
the first request of another kind, when nobody uses it, or with all others of its worker: when a query takes
long, when the worker is wanted for something else, or when it ended. See ``desk`` for the worker's side.
"""

from collections.abc import Callable
from itertools import count
from typing import Protocol

from coalition_kg.serve.process import Worker
from coalition_kg.serve.tally import News, read_news
from coalition_kg.serve.work import Kind, frame, loan_frame, read_loan

# Connections that one worker has at most; each waits for the queries of the others.
MOST_LOANS = 64

Report = Callable[[News], None]


class Lendable(Protocol):
    """A client's connection, as far as lending it goes; ``asks`` is the client that is charged, or ""."""

    asks: str

    @property
    def descriptor(self) -> int:
        """The descriptor of its socket."""
        raise NotImplementedError

    def stand_back(self) -> None:
        """Read nothing from now on."""

    def take_over(self, rest: bytes, evaluated_by: Worker | None) -> bool:
        """Send the rest of an answer and read again.

        Where a worker evaluates the query that has come already, have it go on as a job; return whether that
        was done.
        """
        raise NotImplementedError

    def abort(self) -> None:
        """Break the connection."""


class Lending:
    """Lends connections once ``setup`` says what a worker has to know first.

    ``charge`` is told what queries of a client took, and says whether it may ask more; ``report`` is told
    what workers answered by themselves. ``abandon`` ends a worker that evaluates a query for nobody.
    """

    def __init__(self, charge: Callable[[str, float], bool], abandon: Callable[[Worker], None]) -> None:
        self.setup = b""
        self.report: Report = lambda news: None
        self._charge = charge
        self._abandon = abandon
        self._numbers = count(1)
        self._loans: dict[Worker, dict[int, Lendable]] = {}
        self._closed = False

    def loans(self, worker: Worker) -> int:
        """Return how many connections a worker has."""
        return len(self._loans.get(worker, ()))

    @property
    def lent(self) -> int:
        """How many connections are lent now."""
        return sum(map(len, self._loans.values()))

    @property
    def borrowers(self) -> list[Worker]:
        """The workers that have connections."""
        return [worker for worker, loans in self._loans.items() if loans]

    def asked_by(self, client: str) -> int:
        """Return how many queries of a client are evaluated for loans."""
        evaluated = (self._loans[worker].get(worker.evaluated.loan) for worker in self.borrowers)
        return sum(lent is not None and lent.asks == client for lent in evaluated)

    def take(self, worker: Worker, kind: bytes, payload: bytes) -> None:
        """Take what a worker says of its loans."""
        if kind == Kind.COUNTED:
            self._count(worker, read_news(payload))
            return
        number, rest = read_loan(payload)
        if kind == Kind.BEGUN:  # the worker holds the token
            self._take_all(worker, number)
        elif (lent := self._loans.get(worker, {}).pop(number, None)) is not None:
            lent.take_over(rest, None)

    def lend(self, worker: Worker, lent: Lendable) -> None:
        """Lend a connection to a worker, where both are able to."""
        if self._closed or not self.setup or worker.slot is None or self.loans(worker) >= MOST_LOANS:
            return
        number = next(self._numbers)
        message = loan_frame(Kind.LEND, number)
        if worker not in self._loans:
            message = frame(Kind.SETUP, self.setup) + message
        lent.stand_back()
        if worker.send_now(message, lent.descriptor):
            self._loans.setdefault(worker, {})[number] = lent
        else:
            lent.take_over(b"", None)

    def recall(self, worker: Worker) -> bool:
        """Take all connections of a worker back; return False where it is just answering one: ask again."""
        if not self.loans(worker):
            return True
        if worker.slot is None or not worker.slot.take():
            return False
        self._take_all(worker, worker.evaluated.loan)
        return True

    def lost(self, worker: Worker) -> None:
        """Take the connections of a worker that ended; what it was just answering breaks off."""
        loans = self._loans.pop(worker, {})
        if loans and worker.slot is not None and not worker.slot.take():
            answering = loans.pop(worker.evaluated.loan, None)
            if answering is not None:
                answering.abort()
        for lent in loans.values():
            lent.take_over(b"", None)

    def close(self) -> None:
        """Lend nothing any more."""
        self._closed = True

    def _take_all(self, worker: Worker, evaluated: int) -> None:
        """Take all back; the worker forgets them when it reads that, and lays the token down."""
        loans, self._loans[worker] = self._loans.get(worker, {}), {}
        lent = loans.pop(evaluated, None)
        goes_on = lent is not None and lent.take_over(b"", worker)
        worker.send(loan_frame(Kind.RECALL, evaluated if goes_on else 0))
        if evaluated and not goes_on:
            self._abandon(worker)
        for other in loans.values():
            other.take_over(b"", None)

    def _count(self, worker: Worker, news: News) -> None:
        self.report(news)
        loans = self._loans.get(worker, {})
        spent = [(loans[number].asks, seconds) for number, seconds in news.seconds.items() if number in loans]
        if [client for client, seconds in spent if not self._charge(client, seconds)]:
            self.recall(worker)  # the server tells the client to wait
