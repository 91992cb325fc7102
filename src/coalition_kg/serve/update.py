"""SPARQL Update over HTTP (SPARQL 1.1 Protocol, section 2.2)."""

from starlette.requests import Request
from starlette.responses import Response

from coalition_kg.query import Dataset
from coalition_kg.serve.limits import MIB
from coalition_kg.serve.problem import problem
from coalition_kg.serve.request import FORM, NUL, BadRequest, body, decoded, media_type, parsed
from coalition_kg.serve.write import Write
from coalition_kg.serve.writes import Writes

DIRECT = "application/sparql-update"
# Data of more bytes belong into a document, which is read faster.
LONGEST_UPDATE = 16 * MIB


class Updates:
    """Answers the requests to ``/update``; ``is_plain`` says what the default graph of a pattern is."""

    def __init__(self, writes: Writes, *, is_plain: bool) -> None:
        self._writes = writes
        self._is_plain = is_plain

    async def answer(self, request: Request) -> Response:
        """Return what became of the update of a request."""
        if refused := self._writes.refusal(request):
            return refused
        try:
            return await self._writes.made(await self._read(request))
        except BadRequest as error:
            return problem(error.status, str(error))

    async def _read(self, request: Request) -> Write:
        parameters = parsed(request.scope["query_string"].decode("latin-1"))
        found = media_type(request)
        if found not in {FORM, DIRECT}:
            raise BadRequest(415, f"content type {found!r}: send {FORM} or {DIRECT}")
        text = decoded(request, await body(request, LONGEST_UPDATE))
        parameters += parsed(text) if found == FORM else [("update", text)]
        return Write("POST", self._update(parameters).encode(), using=self._using(parameters))

    def _update(self, parameters: list[tuple[str, str]]) -> str:
        updates = [value for name, value in parameters if name == "update"]
        if len(updates) != 1:
            raise BadRequest(
                400, f"{len(updates)} updates in one request; send one, as the parameter `update`"
            )
        if any(name == "query" for name, _ in parameters):
            raise BadRequest(400, "a query and an update in one request; send queries to /sparql")
        if NUL in updates[0]:
            raise BadRequest(400, f"character {updates[0].index(NUL)} of the update is NUL; send it without")
        return updates[0]

    def _using(self, parameters: list[tuple[str, str]]) -> Dataset:
        default = tuple(value for name, value in parameters if name == "using-graph-uri")
        named = tuple(value for name, value in parameters if name == "using-named-graph-uri")
        return Dataset(default, named, self._is_plain)
