import re
from pathlib import Path

import pytest

from coalition_kg import __version__
from tests.cli.runner import process, run

COMMANDS = ("build", "extract", "query", "why", "verify", "validate", "export", "evaluate", "serve")


def test_version() -> None:
    assert run("--version").output == f"coalition, version {__version__}\n"


def test_exactly_these_commands() -> None:
    listed = run("--help").output.partition("Commands:")[2]
    assert sorted(re.findall(r"^  (\w+)", listed, re.MULTILINE)) == sorted(COMMANDS)


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_help_has_an_example(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Example:\n    coalition {' '.join(command)}", result.output)


@pytest.mark.parametrize(
    "arguments", [("nothing",), ("build", "--nothing"), ("serve", "--port", "x"), ("query",)]
)
def test_a_wrong_call_has_status_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "command", [("query", "--text", "ASK {}"), ("why", "x:y"), ("verify",), ("validate",), ("export",)]
)
def test_no_snapshot_is_a_message_on_stderr_without_traceback(
    command: tuple[str, ...], own_home: Path
) -> None:
    result = run(*command)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"error: {own_home}: no snapshot here; run `coalition build --out {own_home}`\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("export",),
        ("export", "--format", "trig"),
        ("query", "--format", "csv", "--text", "SELECT * { ?s ?p ?o }"),
        ("query", "--text", "SELECT * { ?s ?p ?o } LIMIT 3000"),
    ],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_ends_quietly(
    gold_home: Path, arguments: tuple[str, ...], unbuffered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with process(*arguments, home=gold_home) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() != ""
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 0
