"""Options that several commands share, and the few ways in which they print."""

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click
from rich.console import Console

from coalition_kg.errors import ArticleError, OutputError
from coalition_kg.files import written_whole
from coalition_kg.resources import root
from coalition_kg.store import Snapshot, home, open_snapshot

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

FOLDER = click.Path(file_okay=True, path_type=Path)
# Wide enough that no cell is cut where the output is no terminal.
PIPE_WIDTH = 10_000

data_option: Decorator = click.option(
    "--data", type=FOLDER, help="Home to read from  [default: COALITION_HOME, else the user's data folder]"
)
quiet_option: Decorator = click.option("--quiet", "-q", is_flag=True, help="Say nothing about progress.")


class Share(click.FloatRange):
    """A number from 0 to 1."""

    name = "share"

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; "nan" is in no range, though no bound excludes it."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is no number.", param, ctx)
        return number


confidence_option: Decorator = click.option(
    "--min-confidence", type=Share(), default=0.0, show_default=True,
    help="Leave out facts of rules whose measured confidence is below, and of unmeasured rules.",
)  # fmt: skip
skip_option: Decorator = click.option(
    "--skip-unreadable", is_flag=True, help="Report articles that can't be read, and go on without them."
)


def snapshot_of(data: Path | None) -> Snapshot:
    """Return the snapshot of a home, the default one where none is given."""
    return open_snapshot(data or home())


def shipped_articles() -> Path:
    """Return the folder of the articles that the package carries."""
    return root() / "data" / "articles"


class Progress:
    """Tells on stderr how far a command is, unless told to be quiet."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self.skipped = 0

    def say(self, message: str) -> None:
        """Print a line, unless quiet."""
        if not self._quiet:
            click.echo(message, err=True)

    def skip(self, error: ArticleError) -> None:
        """Report an article that is left out; this is no progress, so quiet does not silence it."""
        self.skipped += 1
        click.echo(f"skipped: {error}", err=True)

    def tell_skipped(self) -> None:
        """Print how many articles were left out, where any was."""
        if self.skipped:
            click.echo(f"skipped {self.skipped} unreadable article{'s' * (self.skipped > 1)}", err=True)


def tell_left_out(least: float, facts: int, unmeasured: int) -> None:
    """Print how many facts a minimal confidence left out; this is no progress either."""
    if least > 0:
        ending = "" if facts == 1 else "s"
        left_out = f"left out {facts} fact{ending} of rules whose confidence is below {least}"
        click.echo(f"{left_out}, {unmeasured} of them of unmeasured rules", err=True)


def write_file(path: Path, text: str, option: str) -> None:
    """Write a text to a file that appears whole or not at all; raise OutputError where it can't."""
    try:
        with written_whole(path) as out:
            out.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError(
            f"{path}: can't be written ({error.strerror}); give another file with {option}"
        ) from error


class _Console(Console):
    """Tells of a reader that went away instead of ending the process with status 1."""

    def on_broken_pipe(self) -> None:
        """Raise what every other output raises; the application ends quietly on it."""
        raise BrokenPipeError


def console() -> Console:
    """Return a console on stdout that wraps for terminals only."""
    plain = _Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if plain.is_terminal:
        return plain
    return _Console(highlight=False, markup=False, emoji=False, width=PIPE_WIDTH)


@contextmanager
def binary_stdout() -> Iterator[IO[bytes]]:
    """Give stdout for bytes; a line end follows on a terminal."""
    out = sys.stdout.buffer
    yield out
    if sys.stdout.isatty():
        out.write(b"\n")
