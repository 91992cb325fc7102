"""A client's connection that the server lent to a worker, and the result of a query that came over it."""

import socket
from collections.abc import Callable
from dataclasses import dataclass

from coalition_kg.serve.reply import Reply
from coalition_kg.serve.work import Answer


class RecalledError(OSError):
    """The server took the loan back, and nobody waits for the result any more."""


@dataclass
class Loan:
    """A connection by the number of its loan; ``used`` is when it was used last (monotonic seconds)."""

    number: int
    socket: socket.socket
    used: float


class LentReply(Reply):
    """Holds a small result; one that grows large goes to the server as that of a job.

    ``grows`` is called before its first piece goes out.
    """

    def __init__(self, control: socket.socket, gzip: bool, grows: Callable[[], None]) -> None:
        super().__init__(control, gzip)
        self.refusal: Answer | None = None
        self._grows = grows

    def end(self) -> None:
        """Take note that the result is whole."""
        if self.begun:
            super().end()

    def refuse(self, answer: Answer) -> None:
        """Take note of what was wrong."""
        if self.begun:
            super().refuse(answer)
        else:
            self.refusal = answer

    def send(self) -> None:
        """Send what is held to the server."""
        if self.refusal is not None:
            super().refuse(self.refusal)
        else:
            super().end()

    def _send_piece(self) -> None:
        if not self.begun:
            self._grows()
        super()._send_piece()
