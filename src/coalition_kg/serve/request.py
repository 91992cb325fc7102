"""A query as it comes over HTTP (SPARQL 1.1 Protocol, section 2.1)."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from coalition_kg.query import Dataset

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
# No query that a person or a program means to ask is longer, in bytes.
LONGEST = 1 << 20
TOO_LONG = f"query is longer than {LONGEST} bytes; send a shorter one"
NUL = "\0"


class BadRequest(Exception):  # noqa: N818
    """A request that the protocol does not allow, with its HTTP status."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


@dataclass(frozen=True)
class Asked:
    """What a request asks: the query, None where it has none, its graphs, the format by name, and seconds."""

    query: str | None
    dataset: Dataset
    format_name: str | None
    timeout: float | None = None


async def read_request(request: Request) -> Asked:
    """Return what a request asks; raise BadRequest where the protocol does not allow it."""
    parameters = parsed(request.scope["query_string"].decode("latin-1"))
    if request.method == "POST":
        parameters += await _body_parameters(request)
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) > 1:
        raise BadRequest(400, f"{len(queries)} queries in one request; send each by itself")
    if any(name == "update" for name, _ in parameters):
        raise BadRequest(400, "this endpoint reads: send a query, or an update to /update")
    query = _checked(queries[0]) if queries else None
    timeout = _seconds(last(parameters, "timeout"))
    return Asked(query, _dataset(parameters), last(parameters, "format"), timeout)


async def _body_parameters(request: Request) -> list[tuple[str, str]]:
    found = media_type(request)
    if found not in {FORM, DIRECT}:
        raise BadRequest(415, f"content type {found!r}: send {FORM} or {DIRECT}")
    text = decoded(request, await body(request, LONGEST))
    return parsed(text) if found == FORM else [("query", text)]


def parsed(text: str) -> list[tuple[str, str]]:
    """Return the parameters of a query string or a form; raise BadRequest where one is not UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise BadRequest(400, "a parameter is not UTF-8; send the query in UTF-8") from error


def _checked(query: str) -> str:
    if len(query.encode()) > LONGEST:
        raise BadRequest(413, TOO_LONG)
    if NUL in query:
        raise BadRequest(400, f"character {query.index(NUL)} of the query is NUL; send the query without it")
    return query


def _seconds(text: str | None) -> float | None:
    """Return a timeout; raise BadRequest where it is no positive number."""
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        raise BadRequest(400, f"timeout {text!r}: give a number of seconds above 0")
    return seconds


async def body(request: Request, most: int) -> bytes:
    """Return the body of a request; raise BadRequest where it has more bytes than ``most``."""
    chunks: list[bytes] = []
    length = 0
    async for chunk in request.stream():
        chunks.append(chunk)
        length += len(chunk)
        if length > most:
            raise BadRequest(413, f"the body is longer than {most} bytes; send a shorter one")
    return b"".join(chunks)


def media_type(request: Request) -> str:
    """Return the media type of the body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def charset(request: Request) -> str:
    """Return the charset of the body, "" where the request says none."""
    content_type = request.headers.get("content-type", "").lower()
    return content_type.partition("charset=")[2].split(";")[0].strip(' "')


def decoded(request: Request, content: bytes) -> str:
    """Return the text of a body; raise BadRequest where it is not UTF-8."""
    if charset(request) not in {"", "utf-8", "utf8", "us-ascii"}:
        raise BadRequest(415, f"charset {charset(request)}: send the query in UTF-8")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(
            400, f"byte {error.start} of the body is not UTF-8; send the query in UTF-8"
        ) from error


def _dataset(parameters: list[tuple[str, str]]) -> Dataset:
    default = tuple(value for name, value in parameters if name == "default-graph-uri")
    named = tuple(value for name, value in parameters if name == "named-graph-uri")
    return Dataset(default, named)


def last(parameters: list[tuple[str, str]], wanted: str) -> str | None:
    """Return the last value of a parameter, None where it has none."""
    found = [value for name, value in parameters if name == wanted and value]
    return found[-1] if found else None
