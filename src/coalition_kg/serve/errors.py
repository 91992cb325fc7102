"""Why a query got no answer."""

from coalition_kg.errors import CoalitionError

# What a client that came at a bad time should wait, in seconds.
RETRY_AFTER = 5


class NoAnswerError(CoalitionError):
    """A query got no answer; ``kind`` is a word for the metrics, ``retry_after`` is in seconds."""

    kind = "ended"
    retry_after: int | None = None


class LateError(NoAnswerError):
    """The query took longer than it may."""

    kind = "timeout"

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the query took longer than {seconds:g} seconds; ask for less, or in smaller parts")


class WorkerEndedError(NoAnswerError):
    """The query ended the process that evaluated it."""

    def __init__(self) -> None:
        super().__init__(
            "the query ended the process that evaluated it, most likely for lack of memory or stack; "
            "ask for less: add LIMIT, nest less, drop ORDER BY or DISTINCT"
        )


class BrokenError(NoAnswerError):
    """The rest of a result never comes, although its first part is out."""

    kind = "broken"


class BusyError(NoAnswerError):
    """The query came at a bad time and is not to blame."""

    kind = "busy"
    retry_after = RETRY_AFTER


class WorkerKilledError(BusyError):
    """Somebody killed the worker."""

    kind = "killed"

    def __init__(self) -> None:
        super().__init__("the worker was killed; ask again")


class StoppingError(BusyError):
    """The server stops."""

    kind = "stopping"

    def __init__(self) -> None:
        super().__init__("the server is stopping; ask again when it is back")


class GoneError(NoAnswerError):
    """The client is gone, so nobody needs the answer."""

    kind = "gone"
