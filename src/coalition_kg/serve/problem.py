"""Problem documents (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, **members: Any
) -> JSONResponse:
    """Return a response that tells what was wrong; ``members`` extend the document, such as ``line``."""
    document = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    extended = document | {name: value for name, value in members.items() if value is not None}
    return JSONResponse(extended, status_code=status, headers=headers, media_type=MEDIA_TYPE)


def unavailable(detail: str, retry_after: int | None) -> JSONResponse:
    """Return a response that tells why there is no answer now, and in how many seconds to ask again."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers)
