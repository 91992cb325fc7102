"""The SPARQL endpoint: query over GET and POST, results in the format that the client likes best."""

import io

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from coalition_kg.errors import OutputError, QueryError
from coalition_kg.query import Form, evaluate, form_of, write
from coalition_kg.serve.negotiate import HTML, Offer, accepts_html, choose, named, offers
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.problem import problem
from coalition_kg.serve.request import Asked, BadRequest, read_request
from coalition_kg.store import Snapshot

VARY = {"Vary": "Accept"}


class Endpoint:
    """Answers the requests to ``/sparql``."""

    def __init__(self, snapshot: Snapshot, pages: Pages) -> None:
        self._snapshot = snapshot
        self._pages = pages

    async def answer(self, request: Request) -> Response:
        """Return the result of a request, the form for a browser without a query, or a problem."""
        accept = request.headers.get("accept", "")
        try:
            asked = await read_request(request)
            if asked.query is None:
                return self._without_query(request, accept)
            # Queries run in threads: the store works without the interpreter's lock.
            return await run_in_threadpool(self._result, asked, asked.query, accept)
        except BadRequest as error:
            return problem(error.status, str(error), VARY)
        except OutputError as error:
            return problem(406, str(error), VARY)
        except QueryError as error:
            return self._bad_query(error, asked, accept)

    def _without_query(self, request: Request, accept: str) -> Response:
        if request.method != "POST" and accepts_html(accept):
            return HTMLResponse(self._pages.form(), headers=VARY)
        return problem(400, "no query: give one as the parameter `query`", VARY)

    def _result(self, asked: Asked, query: str, accept: str) -> Response:
        result = evaluate(self._snapshot, query, asked.dataset)
        media_type, name = _offer(asked, accept, form_of(result))
        if name == HTML:
            return HTMLResponse(self._pages.result(query, result), headers=VARY)
        out = io.BytesIO()
        write(result, name, out)
        return Response(out.getvalue(), media_type=media_type, headers=VARY)

    def _bad_query(self, error: QueryError, asked: Asked, accept: str) -> Response:
        if asked.format_name in {None, HTML} and accepts_html(accept):
            page = self._pages.form(asked.query or "", str(error))
            return HTMLResponse(page, status_code=400, headers=VARY)
        place = {"line": getattr(error, "line", None), "column": getattr(error, "column", None)}
        return problem(400, str(error), VARY, **place)


def _offer(asked: Asked, accept: str, form: Form) -> Offer:
    if asked.format_name:
        return named(asked.format_name, form)
    found = choose(accept, form)
    if found is None:
        known = ", ".join(media_type for media_type, _ in offers(form))
        raise OutputError(
            f"none of the accepted media types can hold the result of {form.value}; accept one of {known}"
        )
    return found
