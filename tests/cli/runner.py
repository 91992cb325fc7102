"""Run the command in this process, or as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from coalition_kg.cli import main

COMMAND = [sys.executable, "-c", "from coalition_kg.cli import main; main(prog_name='coalition')"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="coalition")


def process(*arguments: str | Path, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"COALITION_HOME": str(home), "PYTHONUTF8": "1"},
    )
