"""What the server and one of its workers share beside their socket, where the system has it (Linux).

A token, which lies in an eventfd or is held by one of the two: only its holder may answer a connection that
the server lent to the worker. And a page that tells which of them the worker is evaluating a query of, and
since when, and how many answers it has sent to the server before that.
"""

import mmap
import os
import struct
from contextlib import suppress
from time import monotonic
from typing import NamedTuple

_PAGE = struct.Struct("=dQQ")


class Evaluated(NamedTuple):
    """The loan whose query a worker evaluates, by its number, 0 for none, and since when (monotonic seconds).

    ``sent`` is how many answers the worker had sent to the server before.
    """

    since: float
    loan: int
    sent: int


class Slot:
    """A token and a page, by their descriptors; the token lies free at first."""

    def __init__(self, token: int, page: int) -> None:
        self.descriptors = (token, page)
        self._page = mmap.mmap(page, _PAGE.size)

    @classmethod
    def new(cls) -> "Slot | None":
        """Return a slot of its own, None where the system can't share one."""
        if not hasattr(os, "eventfd") or not hasattr(os, "memfd_create"):
            return None
        page = os.memfd_create("slot", os.MFD_CLOEXEC)
        os.ftruncate(page, _PAGE.size)
        return cls(os.eventfd(1, os.EFD_CLOEXEC | os.EFD_NONBLOCK), page)

    def take(self) -> bool:
        """Take the token; return False where the other holds it."""
        try:
            os.eventfd_read(self.descriptors[0])
        except BlockingIOError:
            return False
        return True

    def free(self) -> None:
        """Lay the token down."""
        os.eventfd_write(self.descriptors[0], 1)

    def begin(self, loan: int, sent: int) -> None:
        """Tell that a query of a loan is evaluated from now on, after so many answers to the server."""
        _PAGE.pack_into(self._page, 0, monotonic(), loan, sent)

    def end(self) -> None:
        """Tell that no loan's query is evaluated."""
        _PAGE.pack_into(self._page, 0, 0.0, 0, 0)

    @property
    def evaluated(self) -> Evaluated:
        """What the worker evaluates for a loan."""
        return Evaluated(*_PAGE.unpack_from(self._page))

    def close(self) -> None:
        """Give the descriptors back."""
        self._page.close()
        for descriptor in self.descriptors:
            with suppress(OSError):
                os.close(descriptor)
