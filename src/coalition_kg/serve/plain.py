"""Plain queries over GET: the query is the only parameter, and the headers change nothing but the format."""

import re
from binascii import a2b_qp
from dataclasses import dataclass

import httptools

from coalition_kg.serve.negotiate import accepts_gzip

PATH = "/sparql"
# The query string of a plain query has this parameter only.
QUERY = b"query="
# More than most requests have, in bytes.
BLOCK = 1 << 16
# Longer ones are none that many ask.
LONGEST = 1 << 13
LINE = re.compile(rb"GET /sparql\?(query=[^\s#&]+) HTTP/1\.1\r\n")
# A percent sign that escapes nothing (RFC 3986, section 2.1).
UNESCAPING = re.compile(rb"%(?![0-9A-Fa-f]{2})")
END = b"\r\n\r\n"
# A request with one of these headers has a body, waits for something, or wants another protocol.
OTHERS = {b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"trailer"}
# A client says the same each time.
MOST_SAYINGS = 64


@dataclass(frozen=True)
class Said:
    """What the headers of a request say: the Accept header, gzip or not, and the entity tags it knows."""

    accept: str
    gzip: bool
    shown: str


@dataclass(frozen=True)
class Plain:
    """A plain request: its query, what its headers say, and its bytes."""

    query: str
    said: Said
    raw: bytes


class Reader:
    """Reads requests of HTTP/1.1 from their bytes; headers that come again are not parsed again."""

    def __init__(self) -> None:
        self._sayings: dict[bytes, Said | None] = {}

    def read(self, data: bytes) -> Plain | None:
        """Return the request that bytes start with, None where it is not whole or not plain."""
        line = LINE.match(data)
        end = data.find(END) + len(END)
        if line is None or end < len(END):
            return None
        headers = data[line.end() : end]
        said = self._sayings[headers] if headers in self._sayings else self._learn(headers)
        query = only_query(line[1])
        return None if said is None or query is None else Plain(query, said, data[:end])

    def _learn(self, headers: bytes) -> Said | None:
        if len(self._sayings) >= MOST_SAYINGS:
            self._sayings.clear()
        said = self._sayings[headers] = _said(headers)
        return said


class _Headers:
    """Takes headers from the parser (httptools); the first of a name counts."""

    def __init__(self) -> None:
        self.found: dict[bytes, bytes] = {}

    def on_header(self, name: bytes, value: bytes) -> None:
        self.found.setdefault(name.lower(), value)


def _said(lines: bytes) -> Said | None:
    headers = _Headers()
    try:
        httptools.HttpRequestParser(headers).feed_data(b"GET / HTTP/1.1\r\n" + lines)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    found = headers.found
    if OTHERS & found.keys() or found.get(b"connection", b"keep-alive").lower() != b"keep-alive":
        return None
    accept, encoding, shown = (
        found.get(name, b"").decode("latin-1") for name in (b"accept", b"accept-encoding", b"if-none-match")
    )
    return Said(accept, accepts_gzip(encoding), shown)


def only_query(query_string: bytes) -> str | None:
    """Return the query of a query string that holds nothing else and is in order, else None."""
    if not query_string.startswith(QUERY) or b"&" in query_string or len(query_string) > LONGEST:
        return None
    written = query_string[len(QUERY) :]
    if not written or UNESCAPING.search(written):
        return None
    try:
        query = _unescaped(written).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in query else query


def _unescaped(written: bytes) -> bytes:
    """Return what a parameter says; the library's way for URLs takes twenty times as long.

    Quoted-printable (RFC 2045, section 6.7) differs in its sign alone.
    """
    return a2b_qp(written.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"="))
