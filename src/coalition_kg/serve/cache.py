"""Answers that are kept: the snapshot never changes, so the same request has the same answer.

The entity tag of an answer (RFC 9110, section 8.8.3) is made of the request and the snapshot, and of a number
of the evaluation's own, because two evaluations may put the same rows into another order. A client that shows
a tag of the same request and snapshot holds a valid answer, so it need not be evaluated to say so.
"""

import hashlib
import os
import re
import secrets
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import count

from coalition_kg.serve.limits import MIB

# What has another value each time (SPARQL 1.1 Query Language, section 17.4).
NAMES = ("NOW", "RAND", "UUID", "STRUUID")
CHANGING = re.compile(rf"\b(?:{'|'.join(NAMES)})\s*\(", re.IGNORECASE)
TAG = re.compile(r'(?:W/)?"([^"]*)"')
# What tells the evaluations of one process apart.
_numbers = count()
# The share of the cache that one answer may take.
LARGEST_SHARE = 8
# What an entry takes beside its body, about.
OVERHEAD = 1024


Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Kept:
    """An answer as it is sent: its header lines and its body; ``stem`` is that of its entity tag."""

    lines: bytes
    body: bytes
    stem: str

    @property
    def headers(self) -> Headers:
        """The headers in the form of ASGI."""
        pairs = (line.partition(b": ") for line in self.lines.split(b"\r\n") if line)
        return [(name, value) for name, _, value in pairs]

    @cached_property
    def lines_without_body(self) -> bytes:
        """The headers that a client is sent that has the body (RFC 9110, section 15.4.5)."""
        return header_lines(headers_without_body(self.headers))


class Cache:
    """Keeps answers of one snapshot, at most so many MiB of them; the one not used longest goes first."""

    def __init__(self, mib: int, version: str = "") -> None:
        self.hits = 0
        self.misses = 0
        self.not_modified = 0
        self.size = 0
        self._most = mib * MIB
        self._version = version
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._kept)

    @property
    def largest(self) -> int:
        """The size of the largest body that is kept, in bytes."""
        return self._most // LARGEST_SHARE

    def begin(self, version: str) -> None:
        """Forget everything: another snapshot is served."""
        if version != self._version:
            self._version = version
            self._kept.clear()
            self.size = 0

    def get(self, key: Hashable) -> Kept | None:
        """Return the answer to a request."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def put(self, key: Hashable, kept: Kept, version: str) -> None:
        """Keep an answer of a snapshot, unless it is too large or another snapshot is served by now."""
        if version != self._version or len(kept.body) > self.largest:
            return
        self._drop(key)
        self._kept[key] = kept
        self.size += len(kept.body) + OVERHEAD
        while self.size > self._most:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        dropped = self._kept.pop(key, None)
        if dropped is not None:
            self.size -= len(dropped.body) + OVERHEAD


def header_lines(headers: Headers) -> bytes:
    """Return headers as HTTP/1.1 writes them."""
    return b"".join(b"%b: %b\r\n" % header for header in headers)


def headers_without_body(headers: Headers) -> Headers:
    """Return the headers of a response that tells the client to use what it has."""
    return [(name, value) for name, value in headers if not name.startswith(b"content-")]


def may_keep(query: str) -> bool:
    """Return whether the same query has the same answer each time."""
    upper = query.upper()
    return not any(name in upper for name in NAMES) or CHANGING.search(query) is None


def stem(key: Hashable, version: str) -> str:
    """Return what the entity tags of a request have in common."""
    return hashlib.blake2b(f"{version}\0{key!r}".encode(), digest_size=12).hexdigest()


def new_tag(of: str) -> str:
    """Return an entity tag for a new evaluation of a request with this stem."""
    return f'"{of}-{_process()}{next(_numbers):x}"'


@cache
def _process() -> str:
    """Return what tells the evaluations of any two processes apart."""
    return secrets.token_hex(4)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_process.cache_clear)


def matches(shown: str, of: str) -> bool:
    """Return whether an If-None-Match header shows an answer of a request with this stem."""
    return any(tag.partition("-")[0] == of for tag in TAG.findall(shown))
