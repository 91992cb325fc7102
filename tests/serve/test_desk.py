"""A worker's desk, with the server's side played by hand over real sockets."""

import os
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from coalition_kg.query import Dataset
from coalition_kg.serve.desk import Desk
from coalition_kg.serve.local import setup
from coalition_kg.serve.reply import PIECE, Reply
from coalition_kg.serve.slot import Slot
from coalition_kg.serve.tally import News, read_news
from coalition_kg.serve.work import (
    Answer,
    Frames,
    Job,
    Kind,
    frame,
    job_frame,
    loan_frame,
    read_answer,
    read_loan,
)

REQUEST = b"GET /sparql?query=%s HTTP/1.1\r\nHost: x\r\n\r\n"


class Played:
    """The server, a client whose connection is lent as number 7, and a worker that runs ``evaluate``."""

    def __init__(self, slot: Slot) -> None:
        self.slot = slot
        self.server, self._theirs = socket.socketpair()
        self.client, self._lent = socket.socketpair()
        self._lent.setblocking(False)
        self.server.settimeout(10)
        self.client.settimeout(10)
        self.evaluate: Callable[[Job, Reply], None] = small
        self._frames = Frames()
        self._found: list[tuple[bytes, bytes]] = []
        desk = Desk(self._theirs, Slot(*slot.descriptors), "v", self._evaluate)
        self._thread = threading.Thread(target=desk.serve)
        self._thread.start()
        self.server.sendall(frame(Kind.SETUP, setup(b"x-standard: 1\r\n", 1, is_plain=False)))
        socket.send_fds(self.server, [loan_frame(Kind.LEND, 7)], [self._lent.fileno()])

    def _evaluate(self, job: Job, reply: Reply) -> None:
        self.evaluate(job, reply)  # what it is by now

    def ask(self, query: bytes) -> None:
        self.client.sendall(REQUEST % query)

    def told(self) -> tuple[bytes, bytes]:
        """The next frame of the worker but those that count."""
        while True:
            while not self._found:
                self._found += self._frames.feed(self.server.recv(1 << 20))
            kind, payload = self._found.pop(0)
            if kind != Kind.COUNTED:
                return kind, payload

    def pending(self) -> bytes:
        """What the worker left in the client's connection."""
        try:
            return self._lent.recv(1 << 16, socket.MSG_PEEK)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        self.server.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        for one in (self.server, self._theirs, self.client, self._lent):
            one.close()
        self.slot.close()


def small(job: Job, reply: Reply) -> None:
    reply.begin("text/csv")
    reply.write(job.query.encode())
    reply.end()


@pytest.fixture
def played() -> Iterator[Played]:
    slot = Slot.new()
    if slot is None:
        pytest.skip("this system can't share what lending needs")
    found = Played(slot)
    yield found
    found.close()


def test_a_request_is_answered_and_taken_out(played: Played) -> None:
    for query in (b"first", b"second", b"first"):
        played.ask(query)
        head, _, body = played.client.recv(4096).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK\r\ndate: ")
        assert b"\r\nx-standard: 1\r\n" in head
        assert body == query
    counted = News()
    while sum(counted.tally.statuses.values()) + counted.hits < 3:
        for kind, payload in Frames().feed(played.server.recv(1 << 16)):
            assert kind == Kind.COUNTED
            news = read_news(payload)
            counted.tally.add(news.tally)
            counted.hits += news.hits
    assert (counted.tally.statuses, counted.tally.size, counted.hits) == ({200: 2}, 11, 1)
    assert played.pending() == b""


def test_what_is_not_plain_goes_back_untouched(played: Played) -> None:
    played.client.sendall(b"POST /sparql HTTP/1.1\r\n\r\n")
    assert played.told() == (Kind.BACK, loan_frame(Kind.LEND, 7)[5:])
    assert played.pending() == b"POST /sparql HTTP/1.1\r\n\r\n"


def test_a_refused_query_goes_back_untouched(played: Played) -> None:
    played.evaluate = lambda job, reply: reply.refuse(Answer(400, detail="bad"))
    played.ask(b"bad")
    assert read_loan(played.told()[1]) == (7, b"")
    assert played.pending() == REQUEST % b"bad"
    assert played.slot.evaluated == (0.0, 0, 0)


def test_a_connection_that_ends_goes_back(played: Played) -> None:
    played.client.shutdown(socket.SHUT_WR)
    assert read_loan(played.told()[1]) == (7, b"")


def taken(played: Played, continued: int) -> None:
    """Have the server take the loan back amid the evaluation."""
    assert played.slot.evaluated.loan == 7
    assert played.slot.take()
    played.server.sendall(loan_frame(Kind.RECALL, continued))


def test_a_query_that_is_recalled_goes_on_as_a_job(played: Played) -> None:
    def long(job: Job, reply: Reply) -> None:
        taken(played, 7)
        small(job, reply)

    played.evaluate = long
    played.ask(b"long")
    assert read_answer(played.told()[1]) == (Answer(200, "text/csv"), True)
    assert [played.told(), played.told()] == [(Kind.DATA, b"long"), (Kind.END, b"")]
    assert played.pending() == REQUEST % b"long"  # the server answers it


def test_a_query_that_is_recalled_and_refused_says_so_as_a_job(played: Played) -> None:
    def long(job: Job, reply: Reply) -> None:
        taken(played, 7)
        reply.refuse(Answer(503, detail="no memory"))

    played.evaluate = long
    played.ask(b"long")
    assert read_answer(played.told()[1])[0] == Answer(503, detail="no memory")


def test_a_query_that_nobody_knew_of_is_dropped(played: Played) -> None:
    def unknown(job: Job, reply: Reply) -> None:
        taken(played, 0)
        small(job, reply)

    played.evaluate = unknown
    played.ask(b"unknown")
    played.evaluate = small
    played.server.sendall(job_frame(Job("job", Dataset(), None, "")))
    assert read_answer(played.told()[1])[0] == Answer(200, "text/csv")
    assert played.told() == (Kind.DATA, b"job")
    assert played.slot.take()  # laid down when the worker read that its loans are taken


def test_a_large_answer_goes_to_the_server(played: Played) -> None:
    def large(job: Job, reply: Reply) -> None:
        reply.begin("text/csv")
        for _ in range(2):
            reply.write(b"x" * PIECE)
        reply.end()

    played.evaluate = large
    played.ask(b"large")
    assert played.told() == (Kind.BEGUN, loan_frame(Kind.LEND, 7)[5:])
    assert not played.slot.take()  # the worker holds it
    played.server.sendall(loan_frame(Kind.RECALL, 7))
    assert read_answer(played.told()[1]) == (Answer(200, "text/csv"), False)
    assert sum(len(played.told()[1]) for _ in range(2)) == 2 * PIECE
    assert played.told() == (Kind.END, b"")


def test_what_a_slow_client_does_not_take_goes_back(played: Played) -> None:
    body = b"y" * (PIECE - 1)

    def wide(job: Job, reply: Reply) -> None:
        reply.begin("text/csv")
        reply.write(body)
        reply.end()

    played.evaluate = wide
    played.client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    os.set_blocking(played.client.fileno(), True)
    for _ in range(3):
        played.ask(b"wide")
    kind, payload = played.told()
    number, rest = read_loan(payload)
    assert (kind, number) == (Kind.BACK, 7)
    assert body.endswith(rest[-1000:])
    assert len(rest) > 1000
