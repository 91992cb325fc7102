"""Evaluate a job and write its result in the format that the client likes best."""

from typing import IO, cast

from coalition_kg.errors import OutputError, QueryError
from coalition_kg.query import Form, Result, evaluate, form_of, write
from coalition_kg.serve.limits import check_query
from coalition_kg.serve.negotiate import HTML, Offer, choose, named, offers
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.reply import Reply
from coalition_kg.serve.work import Answer, Job
from coalition_kg.store import Snapshot

NO_MEMORY = "the query needs more memory than it may take; ask for less: add LIMIT, drop ORDER BY or DISTINCT"


def answer(snapshot: Snapshot, pages: Pages, job: Job, reply: Reply) -> None:
    """Send the answer to a job; what is wrong with the job, or too much of it, is an answer as well.

    Raise OSError where nobody reads it any more.
    """
    try:
        check_query(job.query)
        _send(pages, job, evaluate(snapshot, job.query, job.dataset), reply)
    except OutputError as error:
        reply.refuse(Answer(406, detail=str(error)))
    except QueryError as error:
        line, column = getattr(error, "line", None), getattr(error, "column", None)
        reply.refuse(Answer(400, detail=str(error), line=line, column=column))
    except MemoryError:
        reply.refuse(Answer(503, detail=NO_MEMORY))


def _send(pages: Pages, job: Job, result: Result, reply: Reply) -> None:
    media_type, name = _offer(job, form_of(result))
    reply.begin(media_type)
    if name == HTML:
        reply.write(pages.result(job.query, result).encode())
    else:
        write(result, name, cast(IO[bytes], reply))  # a writer is all that it needs
    reply.end()


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
