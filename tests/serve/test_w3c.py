"""The W3C's tests of the SPARQL 1.1 Protocol, the Graph Store Protocol and the Service Description."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serve.serving import TOKEN, copy_of, writable

SHARED = Path(__file__).parents[3] / "shared"
TOOL = SHARED / "tools" / "sparql_protocol_tests.py"
TESTS = SHARED / "w3c"


@pytest.mark.skipif(not (TOOL.exists() and TESTS.exists()), reason="../shared is not here")
def test_all_pass_against_a_writable_server(gold_home: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    with writable(copy_of(gold_home, tmp_path / "home"), "--allow-evidence-edits") as server:
        addresses = [
            word
            for option, path in (("--query", "/sparql"), ("--update", "/update"), ("--gsp", "/store"))
            for word in (option, f"{server.address}{path}")
        ]
        options = ["--tests", str(TESTS), "--direct", "--erase", "--json", str(out)]
        header = ["--header", f"Authorization: Bearer {TOKEN}"]
        command = [sys.executable, str(TOOL), *options, *header, *addresses]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    results = json.loads(out.read_text())
    assert [(r["suite"], r["test"], r["why"]) for r in results if not r["pass"]] == [], told.stdout
    suites = [result["suite"] for result in results]
    counts = {suite: suites.count(suite) for suite in suites}
    assert counts == {"protocol": 34, "gsp": 9, "gsp-direct": 4, "sd": 3}
