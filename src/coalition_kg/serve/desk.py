"""A worker's desk: the jobs that the server sends it, and the client connections that the server lends it.

A lent connection spares a request its way through the server. The worker looks at a request without taking it
out of the socket, evaluates its query, and takes it out when it answers. Whatever becomes of the worker
before that, the server finds the request where it was. Both act on a connection only while they hold the
token of their slot: when a query takes long, or the worker is wanted for something else, the server takes the
token and with it all loans, and the evaluation that goes on is that of a job.
"""

import select
import socket
from collections import deque
from collections.abc import Callable
from time import monotonic

from coalition_kg.serve.loan import LentReply, Loan, RecalledError
from coalition_kg.serve.local import Local
from coalition_kg.serve.plain import BLOCK, Plain
from coalition_kg.serve.reply import Reply
from coalition_kg.serve.slot import Slot
from coalition_kg.serve.work import Frames, Job, Kind, frame, loan_frame, read_job, read_loan

# Descriptors that come with one message of the server.
MOST_DESCRIPTORS = 8
# A connection that nobody uses goes back after so many seconds.
IDLE = 1.0
# Between two reports of what was answered here, in seconds.
REPORT = 0.2

Evaluate = Callable[[Job, Reply], None]


class Desk:
    """Takes what comes over a worker's socket, and over the connections that are lent to it."""

    def __init__(self, control: socket.socket, slot: Slot | None, version: str, evaluate: Evaluate) -> None:
        self._control = control
        self._version = version
        self._evaluate = evaluate
        self._frames = Frames()
        self._descriptors: deque[int] = deque()
        self._jobs: deque[Job] = deque()
        self._slot = slot
        self._loans: dict[int, Loan] = {}
        self._local: Local | None = None
        # Answers that went to the server.
        self._sent = 0
        # The loan whose evaluation went on as a job when all were taken back.
        self._continued = 0
        self._reported = monotonic()
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)

    def serve(self) -> None:
        """Answer until the server closes its end; raise OSError where that ends in between."""
        control = self._control.fileno()
        while True:
            ready = [descriptor for descriptor, _ in self._poll.poll(self._patience())]
            if control in ready and not self._receive():
                self._forget_all()
                return
            if self._jobs:
                job = self._jobs.popleft()
                self._evaluate(job, Reply(self._control, job.gzip))
                self._sent += 1
            if self._local is not None and self._slot is not None:
                self._serve_loans(ready, self._local, self._slot)

    def _patience(self) -> float | None:
        """Return for how many milliseconds nothing is to be done unless something comes."""
        if self._jobs:
            return 0
        if self._local is not None and self._local.has_news:
            return REPORT * 1000
        return IDLE * 1000 if self._loans else None

    # What the server sends.

    def _receive(self) -> bool:
        """Take what has come; return False where nothing will come any more."""
        data, descriptors, _, _ = socket.recv_fds(self._control, BLOCK, MOST_DESCRIPTORS)
        self._descriptors.extend(descriptors)
        for kind, payload in self._frames.feed(data):
            self._take(kind, payload)
        return bool(data)

    def _take(self, kind: bytes, payload: bytes) -> None:
        if kind == Kind.JOB:
            self._jobs.append(read_job(payload))
        elif kind == Kind.SETUP:
            self._local = Local(payload, self._version)
        elif kind == Kind.LEND:
            self._borrow(read_loan(payload)[0])
        elif kind == Kind.RECALL and self._slot is not None:
            self._continued = read_loan(payload)[0]
            self._forget_all()
            self._slot.end()
            self._slot.free()

    def _borrow(self, number: int) -> None:
        lent = socket.socket(fileno=self._descriptors.popleft())
        self._loans[lent.fileno()] = Loan(number, lent, monotonic())
        self._poll.register(lent, select.POLLIN)

    # Loans.

    def _serve_loans(self, ready: list[int], local: Local, slot: Slot) -> None:
        for descriptor in ready:
            loan = self._loans.get(descriptor)
            if loan is not None:
                self._serve_loan(loan, local, slot)
        now = monotonic()
        if now - self._reported > REPORT:
            self._reported = now
            if local.has_news:
                self._control.sendall(frame(Kind.COUNTED, local.news()))
            for loan in [loan for loan in self._loans.values() if now - loan.used > IDLE]:
                self._give_back(loan)

    def _serve_loan(self, loan: Loan, local: Local, slot: Slot) -> None:
        """Answer the request that has come, or give the connection back where that is not for us."""
        try:
            data = loan.socket.recv(BLOCK, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        plain = local.read(data)
        if plain is None:
            self._give_back(loan)
            return
        loan.used = monotonic()
        known = local.known(plain)
        if known is None:
            self._serve_query(loan, plain, local, slot)
        elif slot.take():
            self._respond(loan, slot, known, plain)

    def _serve_query(self, loan: Loan, plain: Plain, local: Local, slot: Slot) -> None:
        reply = LentReply(self._control, plain.said.gzip, lambda: self._outgrow(loan, slot))
        slot.begin(loan.number, self._sent)
        try:
            self._evaluate(local.job(plain), reply)
        except RecalledError:
            return
        if reply.begun:
            self._sent += 1
            self._await_recall()
        elif not slot.take():
            if self._await_recall() == loan.number:
                reply.send()
                self._sent += 1
        elif reply.refusal is not None:
            slot.end()
            self._give_back(loan)
            slot.free()
        else:
            body, encoding = reply.whole()
            local.count(loan.number, monotonic() - loan.used, len(body))
            self._respond(loan, slot, local.respond(plain, reply.media_type, encoding, body), plain)

    def _outgrow(self, loan: Loan, slot: Slot) -> None:
        """Let the result of a loan go to the server; raise RecalledError where nobody waits for it."""
        if slot.take():
            self._control.sendall(loan_frame(Kind.BEGUN, loan.number))
        elif self._await_recall() != loan.number:
            raise RecalledError

    def _await_recall(self) -> int:
        """Wait until the loans are taken back; return which of them goes on as a job, 0 for none."""
        while self._loans:
            if not self._receive():
                raise ConnectionResetError
        return self._continued

    def _respond(self, loan: Loan, slot: Slot, response: bytes, plain: Plain) -> None:
        """Answer a request and take it out of the socket; the token is ours until then."""
        try:
            rest = response[_sent(loan.socket, response) :]
            loan.socket.recv(len(plain.raw))
        except OSError:  # the client is gone, which the server sees by itself
            self._give_back(loan)
        else:
            if rest:  # the client reads slowly
                self._give_back(loan, rest)
        finally:
            slot.end()
            slot.free()

    def _give_back(self, loan: Loan, rest: bytes = b"") -> None:
        self._forget(loan)
        self._control.sendall(loan_frame(Kind.BACK, loan.number, rest))

    def _forget_all(self) -> None:
        for loan in list(self._loans.values()):
            self._forget(loan)

    def _forget(self, loan: Loan) -> None:
        del self._loans[loan.socket.fileno()]
        self._poll.unregister(loan.socket)
        loan.socket.close()


def _sent(connection: socket.socket, data: bytes) -> int:
    """Return how many bytes of data a connection took."""
    try:
        return connection.send(data)
    except BlockingIOError:
        return 0
