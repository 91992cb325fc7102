"""Which requests are plain, and what they ask."""

from urllib.parse import quote

import pytest

from coalition_kg.serve.plain import LONGEST, Reader, Said, only_query

HEAD = b"Host: x\r\nAccept: text/csv\r\n"


def request(
    query: str = "ASK {}", headers: bytes = HEAD, line: str = "GET /sparql?query={} HTTP/1.1"
) -> bytes:
    return line.format(quote(query)).encode() + b"\r\n" + headers + b"\r\n"


def test_a_plain_request() -> None:
    raw = request("ASK { ?s ?p 'é=%+' }", HEAD + b'ACCEPT-Encoding: gzip\r\nIf-None-Match: "t"\r\n')
    plain = Reader().read(raw + b"GET /next")
    assert plain is not None
    assert (plain.query, plain.raw) == ("ASK { ?s ?p 'é=%+' }", raw)
    assert plain.said == Said("text/csv", gzip=True, shown='"t"')


def test_the_first_header_of_a_name_counts_and_what_was_read_once_is_known() -> None:
    reader = Reader()
    for query in ("ASK {}", "ASK { }"):
        plain = reader.read(request(query, HEAD + b"Accept: text/html\r\n"))
        assert plain is not None
        assert (plain.query, plain.said.accept) == (query, "text/csv")
    assert reader.read(request(headers=b"Host: x\r\n")) is not None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        request()[:-1],
        request(line="GET /sparql?query={}&format=csv HTTP/1.1"),
        request(line="GET /sparql?query={}#a HTTP/1.1"),
        request(line="GET /sparql?query={} HTTP/1.0"),
        request(line="HEAD /sparql?query={} HTTP/1.1"),
        request(line="GET /sparql?update={} HTTP/1.1"),
        request(line="GET /sparql?query= HTTP/1.1"),
        request("ASK {} # \0"),
        request("#" * LONGEST),
        request(headers=HEAD + b"Content-Length: 0\r\n"),
        request(headers=HEAD + b"Transfer-Encoding: chunked\r\n"),
        request(headers=HEAD + b"Connection: close\r\n"),
        request(headers=HEAD + b"Expect: 100-continue\r\n"),
        request(headers=HEAD + b"Connection: upgrade\r\nUpgrade: websocket\r\n"),
        request(headers=b"no header\r\n"),
    ],
)
def test_what_is_not_plain_or_not_whole(raw: bytes) -> None:
    assert Reader().read(raw) is None


@pytest.mark.parametrize(
    ("written", "query"),
    [
        (b"query=a+b%2B%3d%25=", "a b+=%="),
        (b"query=%C3%A9%0A%0D%20", "é\n\r "),
        (b"query=%C3", None),
        (b"query=%zz", None),
        (b"query=100%", None),
        (b"query=a&b=c", None),
    ],
)
def test_a_parameter_is_read_as_urls_write_it(written: bytes, query: str | None) -> None:
    assert only_query(written) == query
