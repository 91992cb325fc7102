"""Headers that every response has, and the answer to OPTIONS."""

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = "GET, HEAD, POST, OPTIONS"
# Paths that allow others, by their start.
OTHER_METHODS = {
    "/update": "POST, OPTIONS",
    "/store": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
    "/graph/": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
}


class StandardHeaders:
    """Middleware: anyone may read (CORS), pages run nothing (``policy`` is their content security policy)."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app = app
        self._headers = {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "*",
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS, pass everything else on, and add the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        app = _options(scope["path"]) if scope["method"] == "OPTIONS" else self._app
        await app(scope, receive, send_with_headers)


def _options(path: str) -> Response:
    fitting = (methods for start, methods in OTHER_METHODS.items() if path.startswith(start))
    methods = next(fitting, METHODS)
    # The star does not stand for Authorization (Fetch Standard, section 3.3.3).
    allowed = {"Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": "*, Authorization"}
    return Response(status_code=204, headers={"Allow": methods, **allowed})
