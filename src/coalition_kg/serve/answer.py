"""Evaluate a job and write its result in the format that the client likes best."""

import io

from coalition_kg.errors import CoalitionError, OutputError, QueryError
from coalition_kg.query import Form, Result, evaluate, form_of, write
from coalition_kg.serve.limits import LARGEST_RESULT, MIB, check_query
from coalition_kg.serve.negotiate import HTML, Offer, choose, named, offers
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.work import Answer, Job
from coalition_kg.store import Snapshot

TOO_LARGE = f"the result is larger than {LARGEST_RESULT // MIB} MiB; ask for less, with LIMIT and OFFSET"
NO_MEMORY = "the query needs more memory than it may take; ask for less: add LIMIT, drop ORDER BY or DISTINCT"


class ResultTooLargeError(CoalitionError):
    """A result is larger than LARGEST_RESULT."""


class _Bounded(io.BytesIO):
    """Takes at most LARGEST_RESULT bytes."""

    def write(self, data: object) -> int:
        """Take the next bytes; raise ResultTooLargeError beyond the bound."""
        written = super().write(data)  # type: ignore[arg-type]  # whatever the serializer hands over
        if self.tell() > LARGEST_RESULT:
            raise ResultTooLargeError(TOO_LARGE)
        return written


def answer(snapshot: Snapshot, pages: Pages, job: Job) -> Answer:
    """Return the answer to a job; what is wrong with the job, or too much of it, is an answer as well."""
    try:
        check_query(job.query)
        return _result(pages, job, evaluate(snapshot, job.query, job.dataset))
    except OutputError as error:
        return Answer(406, detail=str(error))
    except QueryError as error:
        line, column = getattr(error, "line", None), getattr(error, "column", None)
        return Answer(400, detail=str(error), line=line, column=column)
    except ResultTooLargeError as error:
        return Answer(503, detail=str(error))
    except MemoryError:
        return Answer(503, detail=NO_MEMORY)


def _result(pages: Pages, job: Job, result: Result) -> Answer:
    media_type, name = _offer(job, form_of(result))
    if name == HTML:
        return Answer(200, media_type, pages.result(job.query, result).encode())
    out = _Bounded()
    write(result, name, out)
    return Answer(200, media_type, out.getvalue())


def _offer(job: Job, form: Form) -> Offer:
    if job.format_name:
        return named(job.format_name, form)
    found = choose(job.accept, form)
    if found is None:
        known = ", ".join(media_type for media_type, _ in offers(form))
        raise OutputError(
            f"none of the accepted media types can hold the result of {form.value}; accept one of {known}"
        )
    return found
