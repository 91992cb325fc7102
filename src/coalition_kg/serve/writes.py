"""What requests that write have in common: who may, and how they are answered."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from coalition_kg.serve.bearer import refusal
from coalition_kg.serve.pool import NoAnswerError
from coalition_kg.serve.problem import problem, unavailable
from coalition_kg.serve.write import Write
from coalition_kg.serve.writing import Writer

READ_ONLY = (
    "the server is read-only; start it with `coalition serve --writable --token-file FILE` to write, with "
    "the token of the file in the header `Authorization: Bearer TOKEN`"
)
UNAUTHORIZED = "writes need the server's token in the header `Authorization: Bearer TOKEN`"


class Writes:
    """Lets requests write that may; ``writer`` is None where the server is read-only."""

    def __init__(self, writer: Writer | None, token: str) -> None:
        self._writer = writer
        self._token = token

    def refusal(self, request: Request) -> Response | None:
        """Return why a request must not write, None where it may; its body is not read for that."""
        if self._writer is None:
            return problem(HTTPStatus.FORBIDDEN, READ_ONLY)
        challenge = refusal(self._token, request.headers)
        if challenge is None:
            return None
        return problem(HTTPStatus.UNAUTHORIZED, UNAUTHORIZED, {"WWW-Authenticate": challenge})

    async def made(self, write: Write, location: str | None = None) -> Response:
        """Make a write and return what became of it; ``location`` is where a new graph can be read."""
        if self._writer is None:
            return problem(HTTPStatus.FORBIDDEN, READ_ONLY)
        try:
            written = await self._writer.write(write)
        except NoAnswerError as error:
            return unavailable(str(error), error.retry_after)
        if not written.folder:
            return problem(written.status, written.detail, line=written.line, column=written.column)
        created = written.status == HTTPStatus.CREATED and location is not None
        return Response(status_code=written.status, headers={"Location": location or ""} if created else None)
