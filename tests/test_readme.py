"""Every command of the README does what the README says."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from coalition_kg.cli import main
from tests.cli.runner import process, run

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
LINES = [line for kind, block in BLOCKS if kind == "bash" for line in block.strip().splitlines()]
SERVE = [line for line in LINES if line.startswith("coalition serve ")]
COALITION = [line for line in LINES if line.startswith("coalition ") and line not in SERVE]
MAKE_TOKEN = [line for line in LINES if line.startswith("(umask ")]
CURL = [line for line in LINES if line.startswith("curl ")]
INSTALL = [line for line in LINES if line.startswith("python3 -m pip install ")]


def test_every_command_line_is_of_a_kind_that_is_tested() -> None:
    assert sorted([*COALITION, *CURL, *INSTALL, *SERVE, *MAKE_TOKEN]) == sorted(LINES)
    assert INSTALL == [
        "python3 -m pip install . && coalition serve",
        "python3 -m pip install -e '.[test]' && python3 -m pytest",
    ]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The top of the checkout, with a home and an output folder of the test's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COALITION_HOME", str(tmp_path_factory.mktemp("home")))
        patch.chdir(README.parent)
        assert run("build").exit_code == 0
        yield tmp_path_factory.mktemp("out")


@pytest.mark.parametrize("line", COALITION)
def test_a_command_of_the_readme_ends_well(
    line: str, checkout: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    monkeypatch.chdir(README.parent)
    if not own_home.exists():
        assert run("build", "--quiet").exit_code == 0
    words = [word.replace("coalition.trig", str(checkout / "coalition.trig")) for word in shlex.split(line)]
    result = run(*words[1:])
    assert (result.exit_code, result.output.strip() != "" or "-o" in words) == (0, True)


def test_the_readme_s_explanation_is_what_is_printed() -> None:
    (line,) = [line for line in COALITION if "--explain --text" in line]
    (shown,) = [block for kind, block in BLOCKS if kind == "text"]
    printed = run(*shlex.split(line)[1:]).stdout
    # A rule's confidence is measured anew with every change of the extraction.
    assert re.sub(r"0\.\d{3}", "", printed).strip() == re.sub(r"0\.\d{3}", "", shown).strip()


def test_the_readme_s_curl_line_is_answered(tmp_path: Path) -> None:
    words = shlex.split(CURL[0])
    name, _, query = words[words.index("--data-urlencode") + 1].partition("=")
    server = process("serve", "--port", "0", "--quiet", home=tmp_path / "home")
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        request = urllib.request.Request(
            f"{address}sparql", data=urlencode({name: query}).encode(), headers={"Accept": "text/csv"}
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            rows = response.read().decode().split()
        assert rows[0] == "country,lead"
        assert (
            "https://w3id.org/coalition-kg/id/country/UA,https://w3id.org/coalition-kg/id/country/PL" in rows
        )
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=10)


def shell(line: str, folder: Path) -> str:
    """Run a line of the README in a folder and return what it prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "-c", line]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_readme_s_lines_for_a_writable_server(tmp_path: Path) -> None:
    (make_token,), (serve,) = MAKE_TOKEN, SERVE
    shell(make_token, tmp_path)
    (tmp_path / "notes.ttl").write_text('<http://example.org/n> <http://example.org/p> "a note" .\n')
    words = [str(tmp_path / word) if word == "token.txt" else word for word in shlex.split(serve)[1:]]
    server = process(*words, "--port", "0", "--quiet", home=tmp_path / "home")
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        told = [shell(line.replace("http://127.0.0.1:7878/", address), tmp_path) for line in CURL]
        rows, graph, void, update, put, asked = told
        assert rows.startswith("country,lead")
        assert '"Ba Lan"@vi' in graph
        assert "void:triples" in void
        assert (update, put, asked.split()) == ("", "", ["note", "my", "own"])
        notes = f"curl -sf '{address}store?graph=http://example.org/notes' -H 'Accept: application/n-triples'"
        assert shell(notes, tmp_path) == (tmp_path / "notes.ttl").read_text()
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=10)


def test_the_readme_s_query_is_answered(own_home: Path) -> None:
    (query,) = [block for kind, block in BLOCKS if kind == "sparql"]
    assert run("build", "--quiet").exit_code == 0
    result = run("query", "--text", query, "--format", "json")
    first = json.loads(result.output)["results"]["bindings"][0]
    assert (
        first["sentence"]["value"].startswith("Quân số đã giảm từ mức cao điểm 150.000")
        or first["troops"]["value"] == "150000"
    )


def test_the_readme_s_triples_are_in_the_graph(own_home: Path) -> None:
    assert run("build", "--quiet").exit_code == 0
    ask = """ASK {
      GRAPH ?g { ?s a coal:StrengthReport ; coal:contingent contingent:UA-IQ ; coal:statedValue 1650 ;
                 coal:lowerBound 1485 ; coal:upperBound 1815 ; coal:qualifier qualifier:about ;
                 coal:phase phase:current ; coal:personnel personnel:soldiers }
      GRAPH ?h { ?m a coal:SectorMembership ; coal:country country:UA ; coal:lead country:PL ;
                 coal:sector sector:PL-IQ }
      ?g prov:wasDerivedFrom ?a . ?h prov:wasDerivedFrom ?b
      FILTER(STRENDS(STR(?a), "/s36") && STRENDS(STR(?b), "/s37"))
    }"""
    assert json.loads(run("query", "--text", ask, "--format", "json").output)["boolean"] is True


def test_the_readme_s_address_is_where_the_server_listens_by_default() -> None:
    defaults = {option.name: option.default for option in main.commands["serve"].params}
    address = f"http://{defaults['host']}:{defaults['port']}/"
    assert address == "http://127.0.0.1:7878/"
    text = README.read_text(encoding="utf-8")
    assert set(re.findall(r"http://127\.0\.0\.1:\d+/", text)) == {address}
