"""The SPARQL 1.1 Graph Store HTTP Protocol: the graphs themselves, read and written.

``/store?graph=IRI`` and ``/store?default`` name a graph indirectly (section 4.2). A graph of the project's
own namespace also has an address here (section 4.1): ``/graph/NAME``, or ``/store/NAME``, is
``BASE/graph/NAME`` whatever the base IRI is; the whole address names the same graph in ``?graph=``.
"""

import secrets
from http import HTTPStatus

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from coalition_kg.identify import Names
from coalition_kg.query import Dataset
from coalition_kg.serve.limits import MIB
from coalition_kg.serve.pool import NoAnswerError
from coalition_kg.serve.problem import problem, unavailable
from coalition_kg.serve.request import BadRequest, body, charset, last, parsed
from coalition_kg.serve.sparql import Endpoint
from coalition_kg.serve.work import Job
from coalition_kg.serve.write import Write
from coalition_kg.serve.writes import Writes

LARGEST_DOCUMENT = 64 * MIB
DEFAULT = ""
GRAPH_PATH = "graph/"
STORE_PATH = "store/"
ABSENT = b"false"


class GraphStore:
    """Answers the requests for graphs."""

    def __init__(self, endpoint: Endpoint, writes: Writes, names: Names, *, is_plain: bool) -> None:
        self._endpoint = endpoint
        self._writes = writes
        self._names = names
        self._is_plain = is_plain

    async def answer(self, request: Request) -> Response:
        """Return a graph, or what became of it."""
        reads = request.method in {"GET", "HEAD"}
        if not reads and (refused := self._writes.refusal(request)):
            return refused
        try:
            graph = self._graph(request)
            return await (self._read(request, graph) if reads else self._write(request, graph))
        except BadRequest as error:
            return problem(error.status, str(error))
        except NoAnswerError as error:
            return unavailable(str(error), error.retry_after)

    async def _read(self, request: Request, graph: str | None) -> Response:
        if graph is None:
            raise BadRequest(400, "no graph: give its IRI as the parameter `graph`, or `default`")
        if graph != DEFAULT and not await self._exists(graph):
            return problem(HTTPStatus.NOT_FOUND, f"graph {graph} does not exist")
        pattern = "?s ?p ?o" if graph == DEFAULT else f"GRAPH {NamedNode(graph)} {{ ?s ?p ?o }}"
        format_name = last(_parameters(request), "format")
        dataset = Dataset(is_plain=self._is_plain)
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
        return await self._endpoint.result(
            Job(query, dataset, format_name, request.headers.get("accept", ""))
        )

    async def _exists(self, graph: str) -> bool:
        job = Job(f"ASK {{ GRAPH {NamedNode(graph)} {{}} }}", Dataset(), "csv", "")
        return (await self._endpoint.asked(job)).body != ABSENT

    async def _write(self, request: Request, graph: str | None) -> Response:
        location = None
        if graph is None:
            if request.method != "POST":
                raise BadRequest(400, "no graph: give its IRI as the parameter `graph`, or `default`")
            # Section 5.5: the server names a graph that is posted to the store itself.
            name = secrets.token_hex(8)
            graph, location = self._names.graph(name), f"{request.base_url}{GRAPH_PATH}{name}"
        if request.method == "DELETE":
            return await self._writes.made(Write("DELETE", b"", graph=graph))
        if charset(request) not in {"", "utf-8", "utf8", "us-ascii"}:
            raise BadRequest(415, f"charset {charset(request)}: send the graph in UTF-8")
        content = await body(request, LARGEST_DOCUMENT)
        content_type = request.headers.get("content-type", "")
        return await self._writes.made(Write(request.method, content, content_type, graph), location)

    def _graph(self, request: Request) -> str | None:
        """Return the IRI of the graph that a request is about, DEFAULT, or None where it names none."""
        if name := _name_in_path(request):
            return self._names.graph(name)
        named = [value for key, value in _parameters(request) if key == "graph"]
        defaults = [value for key, value in _parameters(request) if key == "default"]
        if len(named) + len(defaults) > 1:
            raise BadRequest(400, "more than one graph in one request; ask for each by itself")
        if defaults:
            return DEFAULT
        return self._checked(named[0], request) if named else None

    def _checked(self, graph: str, request: Request) -> str:
        try:
            NamedNode(graph)
        except ValueError as error:
            raise BadRequest(400, f"graph {graph!r} is no absolute IRI ({error}); give one") from error
        for path in (GRAPH_PATH, STORE_PATH):
            here = f"{request.base_url}{path}"
            if graph.startswith(here) and graph != here:
                return self._names.graph(graph.removeprefix(here))
        return graph


def _name_in_path(request: Request) -> str:
    """Return the name of a graph in the path, with its percent-encoding as it was sent."""
    raw: bytes = request.scope.get("raw_path", b"")
    path = raw.decode("latin-1").partition("?")[0]
    path = path.removeprefix(request.scope.get("root_path", "")).lstrip("/")
    for start in (GRAPH_PATH, STORE_PATH):
        if path.startswith(start):
            return path.removeprefix(start)
    return ""


def _parameters(request: Request) -> list[tuple[str, str]]:
    return parsed(request.scope["query_string"].decode("latin-1"))
