"""The ``coalition`` command: its subcommands, and how errors end it."""

import os
import sys
from typing import Any

import click

from coalition_kg import __version__
from coalition_kg.cli.build import build
from coalition_kg.cli.evaluate import evaluate
from coalition_kg.cli.export import export
from coalition_kg.cli.extract import extract
from coalition_kg.cli.query import query
from coalition_kg.cli.serve import serve
from coalition_kg.cli.validate import validate
from coalition_kg.cli.verify import verify
from coalition_kg.cli.why import why
from coalition_kg.errors import CoalitionError

BAD_INPUT = 2
INTERRUPTED = 130


class Application(click.Group):
    """Turns the package's errors into a message and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; bad input ends with status 2, a reader that went away ends quietly."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _close_stdout()
            ctx.exit(0)
        except CoalitionError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(BAD_INPUT)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(INTERRUPTED)
        return result


def _close_stdout() -> None:
    """Drop what is still buffered: it has no reader, and nothing may try to write it on the way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Application, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coalition")
def main() -> None:
    """Turn Vietnamese news about multinational forces into a knowledge graph.

    Every fact in it leads back to the sentence that says it.

    \b
    Example:
      coalition build
      coalition query --name strength-by-country
      coalition why country:PL
      coalition serve
    """


for command in (build, extract, query, why, verify, validate, export, evaluate, serve):
    main.add_command(command)
