import json
import shlex
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from coalition_kg.store import open_snapshot
from tests.cli.runner import process, run


@pytest.fixture
def server(gold_home: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    # A copy, because the server builds again where the package changed in the meantime.
    home = shutil.copytree(gold_home, tmp_path / "served", symlinks=True)
    running = process("serve", "--port", "0", home=home)
    yield running
    running.kill()
    running.communicate()


def started(server: subprocess.Popen[str]) -> tuple[str, str]:
    """Return the address and the command line that the server prints."""
    assert server.stdout is not None
    return server.stdout.readline().strip(), server.stdout.readline().strip()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_ends_cleanly(server: subprocess.Popen[str], end: signal.Signals) -> None:
    address, example = started(server)
    words = shlex.split(example)
    assert words[:4] == ["curl", "-H", "Accept: text/csv", f"{address}sparql"]
    name, _, query = words[words.index("--data-urlencode") + 1].partition("=")
    request = urllib.request.Request(
        f"{address}sparql", data=urlencode({name: query}).encode(), headers={"Accept": "text/csv"}
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        assert b"country/PL,2400" in response.read()
    with urllib.request.urlopen(f"{address}health", timeout=10) as response:
        assert json.load(response)["status"] == "ok"
    server.send_signal(end)
    out, err = server.communicate(timeout=10)
    assert server.returncode == 0
    assert out == "stopped\n"
    assert err.splitlines() == [line for line in err.splitlines() if line.startswith("serving 2 articles")]


def test_it_builds_first_where_there_is_no_snapshot(tmp_path: Path) -> None:
    running = process("serve", "--port", "0", "--quiet", home=tmp_path / "home")
    try:
        address, _ = started(running)
        with urllib.request.urlopen(f"{address}health", timeout=10) as response:
            assert json.load(response)["snapshot"] == open_snapshot(tmp_path / "home").path.name
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=10) == ("stopped\n", "")
    finally:
        running.kill()


def test_a_port_in_use_is_told(gold_home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--data", gold_home, "--port", str(port))
    assert result.exit_code == 2
    reason = "can't listen there (Address already in use); give another --port or --host"
    assert result.stderr == f"error: 127.0.0.1 port {port}: {reason}\n"


def test_what_a_writable_server_needs(gold_home: Path, tmp_path: Path) -> None:
    open_to_all = tmp_path / "token"
    open_to_all.write_text("a-token-for-tests-only")
    open_to_all.chmod(0o644)
    for options, told in (
        (("--writable",), "--writable needs --token-file FILE"),
        (("--token-file", open_to_all), "--token-file and --allow-evidence-edits go with --writable"),
        (("--allow-evidence-edits",), "--token-file and --allow-evidence-edits go with --writable"),
        (
            ("--writable", "--token-file", tmp_path / "none"),
            "none: can't be read (No such file or directory)",
        ),
        (("--writable", "--token-file", open_to_all), f"{open_to_all}: every user may read it"),
    ):
        result = run("serve", "--data", gold_home, "--port", "0", *options)
        assert result.exit_code == 2
        assert told in result.stderr
    assert not (gold_home / "live").exists()


def test_an_unknown_host_is_told(gold_home: Path) -> None:
    result = run("serve", "--data", gold_home, "--host", "256.1.1.1")
    assert result.exit_code == 2
    assert "can't listen there" in result.stderr


def test_a_query_that_runs_when_the_server_is_stopped_is_told(server: subprocess.Popen[str]) -> None:
    address, _ = started(server)
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with ThreadPoolExecutor(1) as beside:
        asked = beside.submit(_status, f"{address}sparql?{urlencode({'query': endless})}")
        time.sleep(1.5)  # until a worker has it
        server.send_signal(signal.SIGTERM)
        assert asked.result(timeout=15) == (503, "the server is stopping; ask again when it is back")
    out, err = server.communicate(timeout=15)
    assert (server.returncode, out) == (0, "stopped\n")
    assert "Traceback" not in err


def _status(address: str) -> tuple[int, str]:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(address, timeout=20)
    with caught.value as answer:
        return answer.code, json.load(answer)["detail"]
