"""The SPARQL endpoint: query over GET and POST, results in the format that the client likes best."""

from dataclasses import replace

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from coalition_kg.serve.access import note
from coalition_kg.serve.clients import TooManyError
from coalition_kg.serve.description import Description
from coalition_kg.serve.engine import Engine
from coalition_kg.serve.errors import NoAnswerError
from coalition_kg.serve.lines import VARY
from coalition_kg.serve.negotiate import HTML, accepts_gzip, accepts_html
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.problem import problem
from coalition_kg.serve.request import Asked, BadRequest, read_request
from coalition_kg.serve.work import Answer, Job

# Refusals that a person at a browser is told under the query form.
FOR_PEOPLE = {400, 429, 503}


class Endpoint:
    """Answers the requests to ``/sparql``; the workers of an engine evaluate the queries."""

    def __init__(
        self, engine: Engine, pages: Pages, description: Description, *, is_plain: bool = False
    ) -> None:
        self._engine = engine
        self.pages = pages
        self.description = description
        self._is_plain = is_plain

    async def answer(self, request: Request) -> Response:
        """Return the result of a request, the form for a browser without a query, or a problem."""
        accept = request.headers.get("accept", "")
        try:
            asked = await read_request(request)
        except BadRequest as error:
            return self._counted("request", problem(error.status, str(error), VARY))
        except ClientDisconnect:
            return self._counted("gone", problem(408, "the request never came whole"))
        if asked.query is None:
            return self._without_query(request, accept)
        gzip = accepts_gzip(request.headers.get("accept-encoding", ""))
        dataset = replace(asked.dataset, is_plain=self._is_plain)
        job = Job(asked.query, dataset, asked.format_name, accept, gzip)
        return await self.result(request, job, self._seconds(asked))

    async def result(self, request: Request, job: Job, seconds: float | None = None) -> Response:
        """Return the result of a job within the limits, or what was wrong."""
        most = self._engine.pool.limits.seconds
        try:
            found = await self._engine.respond(request, job, most if seconds is None else seconds)
        except TooManyError as error:
            headers = VARY | {"Retry-After": str(error.retry_after)}
            return self._refused("client", job, Answer(429, detail=str(error)), headers)
        except NoAnswerError as error:
            note(request.scope, error=error.kind)
            headers = VARY if error.retry_after is None else VARY | {"Retry-After": str(error.retry_after)}
            return self._refused(error.kind, job, Answer(503, detail=str(error)), headers)
        return found if isinstance(found, Response) else self._refused("query", job, found, VARY)

    async def asked(self, request: Request, job: Job) -> Answer:
        """Return the whole answer to a small job within the limits; raise NoAnswerError without one."""
        return await self._engine.asked(request, job, self._engine.pool.limits.seconds)

    def _seconds(self, asked: Asked) -> float:
        """A request may ask for less time than the server gives, not for more."""
        most = self._engine.pool.limits.seconds
        return most if asked.timeout is None else min(asked.timeout, most)

    def _without_query(self, request: Request, accept: str) -> Response:
        if request.method != "POST" and accepts_html(accept):
            return HTMLResponse(self.pages.form(), headers=VARY)
        if request.method != "POST" and not request.scope["query_string"]:
            return self.description.answer(request)
        return problem(400, "no query: give one as the parameter `query`", VARY)

    def _refused(self, kind: str, job: Job, answer: Answer, headers: dict[str, str]) -> Response:
        """Return what was wrong: under the form for a browser, else as a problem."""
        for_people = job.format_name in {None, HTML} and accepts_html(job.accept)
        if for_people and answer.status in FOR_PEOPLE:
            page = self.pages.form(job.query, answer.detail)
            return self._counted(kind, HTMLResponse(page, status_code=answer.status, headers=headers))
        told = problem(answer.status, answer.detail, headers, line=answer.line, column=answer.column)
        return self._counted(kind, told)

    def _counted(self, kind: str, response: Response) -> Response:
        self._engine.metrics.errors.labels(kind).inc()
        return response
