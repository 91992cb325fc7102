"""What a worker needs to answer requests of lent connections by itself, as the server would."""

import json
import time
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus

from coalition_kg.query import Dataset
from coalition_kg.serve.cache import Cache, Kept, header_lines, matches, may_keep, stem
from coalition_kg.serve.lines import Lines
from coalition_kg.serve.plain import Plain, Reader
from coalition_kg.serve.tally import News
from coalition_kg.serve.work import Job

STATUS_LINES = {
    status: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode()
    for status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
}


def setup(standard: bytes, cache: float, is_plain: bool) -> bytes:
    """Return what a worker is told: header lines of all responses, MiB of its cache, the default graph."""
    members = {"standard": standard.decode("latin-1"), "cache": cache, "is_plain": is_plain}
    return json.dumps(members).encode("ascii")


class Local:
    """Reads requests, keeps answers of a snapshot, and counts; ``payload`` is what ``setup`` gives."""

    def __init__(self, payload: bytes, version: str) -> None:
        members = json.loads(payload)
        self._lines = Lines(members["standard"].encode("latin-1"))
        self._dataset = Dataset(is_plain=members["is_plain"])
        self._cache = Cache(members["cache"], version)
        self._version = version
        self._reader = Reader()
        self._news = News()

    def read(self, data: bytes) -> Plain | None:
        """Return the request that bytes start with, None where it is not plain or not whole."""
        return self._reader.read(data)

    def job(self, plain: Plain) -> Job:
        """Return the job of a request."""
        return Job(plain.query, self._dataset, None, plain.said.accept, plain.said.gzip)

    def known(self, plain: Plain) -> bytes | None:
        """Return the response that needs no evaluation, None where it does."""
        kept = self._cache.get(plain.raw)
        if kept is None and plain.said.shown and may_keep(plain.query):
            of = stem(self.job(plain).key, self._version)
            if matches(plain.said.shown, of):
                kept = Kept(header_lines(self._lines.not_modified(of)), b"", of)
                self._cache.put(plain.raw, kept, self._version)
        if kept is None:
            return None
        if plain.said.shown and matches(plain.said.shown, kept.stem):
            self._news.not_modified += 1
            return _response(HTTPStatus.NOT_MODIFIED, kept.lines_without_body, b"")
        self._news.hits += 1
        return _response(HTTPStatus.OK, kept.lines, kept.body)

    def respond(self, plain: Plain, media_type: str, encoding: str, body: bytes) -> bytes:
        """Return the response with a result, and keep it."""
        of = stem(self.job(plain).key, self._version) if may_keep(plain.query) else ""
        lines = self._lines.of(media_type, encoding, of, len(body))
        if of:
            self._news.misses += 1
            self._cache.put(plain.raw, Kept(lines, body, of), self._version)
        return _response(HTTPStatus.OK, lines, body)

    def count(self, loan: int, seconds: float, size: int) -> None:
        """Count a query that was evaluated for a loan."""
        self._news.tally.count(HTTPStatus.OK, seconds, size)
        self._news.seconds[loan] = self._news.seconds.get(loan, 0.0) + seconds

    def news(self) -> bytes:
        """Return what was counted since the last time, nothing where that is nothing."""
        news, self._news = self._news, News()
        return news.written() if news else b""

    @property
    def has_news(self) -> bool:
        """Whether something was counted."""
        return bool(self._news)


def _response(status: HTTPStatus, lines: bytes, body: bytes) -> bytes:
    return STATUS_LINES[status] + _date_line(int(time.time())) + lines + b"\r\n" + body


@lru_cache(1)
def _date_line(now: int) -> bytes:
    return f"date: {formatdate(now, usegmt=True)}\r\n".encode("ascii")
