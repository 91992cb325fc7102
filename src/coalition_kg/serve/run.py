"""A query on its way through the server."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from coalition_kg.serve.errors import NoAnswerError
from coalition_kg.serve.work import Answer, Job

Done = Callable[[Answer | NoAnswerError], None]


@dataclass(eq=False)
class Run:
    """A query that waits for a worker, or is evaluated since ``since``; ``done`` is told its answer, once."""

    job: Job
    seconds: float
    client: str
    done: Done = field(repr=False)
    since: float = field(default_factory=monotonic)
    attempts: int = 0
    is_told: bool = False
    ended: Callable[[], None] | None = field(default=None, repr=False)
    is_slow: bool = False

    def tell(self, answer: Answer | NoAnswerError) -> None:
        """Say what the answer is, unless that was said."""
        if not self.is_told:
            self.is_told = True
            self.done(answer)
        if isinstance(answer, NoAnswerError) or answer.chunks is None:
            self.end()

    def end(self) -> None:
        """Give back what the evaluation needed."""
        ended, self.ended = self.ended, None
        if ended is not None:
            ended()
