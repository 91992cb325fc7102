"""The SPARQL endpoint: query over GET and POST, results in the format that the client likes best."""

from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from coalition_kg.serve.description import Description
from coalition_kg.serve.negotiate import HTML, accepts_html
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.pool import NoAnswerError, Pool
from coalition_kg.serve.problem import problem
from coalition_kg.serve.request import Asked, BadRequest, read_request
from coalition_kg.serve.work import Answer, Job

VARY = {"Vary": "Accept"}


class Endpoint:
    """Answers the requests to ``/sparql``; the workers of a pool evaluate the queries."""

    def __init__(self, pool: Pool, pages: Pages, description: Description, *, is_plain: bool = False) -> None:
        self._pool = pool
        self._pages = pages
        self._description = description
        self._is_plain = is_plain

    async def answer(self, request: Request) -> Response:
        """Return the result of a request, the form for a browser without a query, or a problem."""
        accept = request.headers.get("accept", "")
        try:
            asked = await read_request(request)
            if asked.query is None:
                return self._without_query(request, accept)
            dataset = replace(asked.dataset, is_plain=self._is_plain)
            job = Job(asked.query, dataset, asked.format_name, accept)
            return await self.result(job, self._seconds(asked))
        except BadRequest as error:
            return problem(error.status, str(error), VARY)

    async def result(self, job: Job, seconds: float | None = None) -> Response:
        """Return the result of a job within the limits, or what was wrong."""
        try:
            answer = await self.asked(job, seconds)
        except NoAnswerError as error:
            headers = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
            return self._refusal(job, Answer(503, detail=str(error)), VARY | headers)
        if answer.status == 200:
            return Response(answer.body, media_type=answer.media_type, headers=VARY)
        return self._refusal(job, answer, VARY)

    async def asked(self, job: Job, seconds: float | None = None) -> Answer:
        """Return the answer to a job within the limits; raise NoAnswerError without one."""
        return await run_in_threadpool(self._pool.ask, job, seconds or self._pool.limits.seconds)

    def _seconds(self, asked: Asked) -> float:
        """A request may ask for less time than the server gives, not for more."""
        most = self._pool.limits.seconds
        return most if asked.timeout is None else min(asked.timeout, most)

    def _without_query(self, request: Request, accept: str) -> Response:
        if request.method != "POST" and accepts_html(accept):
            return HTMLResponse(self._pages.form(), headers=VARY)
        if request.method != "POST" and not request.scope["query_string"]:
            return self._description.answer(request)
        return problem(400, "no query: give one as the parameter `query`", VARY)

    def _refusal(self, job: Job, answer: Answer, headers: dict[str, str]) -> Response:
        """Return what was wrong: under the form for a browser, else as a problem."""
        for_people = job.format_name in {None, HTML} and accepts_html(job.accept)
        if for_people and answer.status in {400, 503}:
            page = self._pages.form(job.query, answer.detail)
            return HTMLResponse(page, status_code=answer.status, headers=headers)
        return problem(answer.status, answer.detail, headers, line=answer.line, column=answer.column)
