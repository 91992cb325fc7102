"""The chunks of an answer that come while it is evaluated, no faster than they are taken."""

import asyncio
from collections import deque
from collections.abc import Callable

# Chunks that wait to be taken, in bytes: beyond the first figure the worker has to wait, below the second
# it goes on.
MUCH, LITTLE = 1 << 19, 1 << 17


class Stream:
    """An asynchronous iterator of chunks; it raises what ended the answer before it was whole."""

    def __init__(self, source: asyncio.ReadTransport, leave: Callable[[], None]) -> None:
        self._source = source
        self._leave = leave
        self._chunks: deque[bytes] = deque()
        self._size = 0
        self._paused = False
        self._ended = False
        self._error: Exception | None = None
        self._news: asyncio.Future[None] | None = None

    def put(self, chunk: bytes) -> None:
        """Add a chunk, and let the source wait where there are too many."""
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > MUCH and not self._paused:
            self._paused = True
            self._source.pause_reading()
        self._wake()

    def end(self, error: Exception | None = None) -> None:
        """Say that no chunk follows: the answer is whole, or it never will be."""
        self._ended = True
        self._error = error
        self._wake()

    def leave(self) -> None:
        """Say that no more chunks will be taken."""
        if not self._ended:
            self._leave()

    def __aiter__(self) -> "Stream":
        """Return itself."""
        return self

    async def __anext__(self) -> bytes:
        """Return the next chunk; raise StopAsyncIteration after the last, or what broke the answer."""
        while not self._chunks or self._error is not None:
            if self._error is not None:
                raise self._error
            if self._ended:
                raise StopAsyncIteration
            self._news = asyncio.get_running_loop().create_future()
            await self._news
        return self._take()

    def _take(self) -> bytes:
        chunk = self._chunks.popleft()
        self._size -= len(chunk)
        if self._paused and self._size < LITTLE:
            self._paused = False
            self._source.resume_reading()
        return chunk

    def _wake(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)
