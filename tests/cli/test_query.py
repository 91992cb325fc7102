import json
from pathlib import Path

import pytest

from tests.cli.runner import run

SELECT = "SELECT ?n { ?f a coal:SectorCommand ; coal:nations ?n }"


@pytest.fixture(autouse=True)
def home(gold_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COALITION_HOME", str(gold_home))


def test_a_query_as_text_from_a_file_or_by_name(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text(SELECT)
    assert (
        run("query", "--text", SELECT, "--format", "csv").stdout
        == run("query", file, "--format", "csv").stdout
    )
    assert run("query", file, "--format", "csv").stdout.splitlines() == ["n", "21"]
    named = run("query", "--name", "strength-by-country", "--format", "json").stdout
    assert len(json.loads(named)["results"]["bindings"]) == 24


def test_a_table_shortens_iris() -> None:
    output = run(
        "query", "--text", "SELECT ?c ?s { ?f coal:country ?c ; coal:nations 21 ; coal:statedValue ?s }"
    ).stdout
    assert "│ country:PL │ 9000 │" in output
    assert "w3id.org" not in output


def test_tables_of_yes_or_no_and_of_triples() -> None:
    assert run("query", "--text", "ASK { ?f coal:nations 21 }").stdout == "yes\n"
    assert run("query", "--text", "ASK { ?f coal:nations 22 }").stdout == "no\n"
    assert "│ country:PL │ rdfs:label" in run("query", "--text", "DESCRIBE country:PL").stdout


def test_an_unbound_variable_is_an_empty_cell() -> None:
    output = run("query", "--text", "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }").stdout
    assert "│ 1 │   │" in output


def test_list() -> None:
    assert "strength-by-country" in run("query", "--list").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--text", "ASK {"), "syntax error at line 1, column 6"),
        (("--text", "ASK {}", "--format", "turtle"), "format turtle can't hold the result of ASK"),
        (("--text", ""), "empty query"),
        (("--name", "strenght"), "no query is named 'strenght'"),
        (("missing.rq",), "missing.rq: can't be read"),
        (
            ("--text", "SELECT * { SERVICE <http://x/> {} }"),
            "SERVICE: queries over the network are not allowed",
        ),
        (("--text", "ASK {}", "--name", "x"), "give one of FILE.rq, --text, --name or --list"),
    ],
)
def test_what_is_wrong_is_told_on_stderr(arguments: tuple[str, ...], message: str) -> None:
    result = run("query", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_named_query_takes_values() -> None:
    result = run("query", "--name", "polish-command", "--set", "country=GB")
    assert result.exit_code == 2
    assert "this query has no parameter 'country'; its parameters: none" in result.stderr
    asked = ("query", "--name", "shared-sectors", "--set", "country=UA", "--format", "csv")
    assert run(*asked).stdout.splitlines()[0] == "theatre,sector,country,other,from,until"
    assert "country (country), theatre (theatre), date (date)" in run("query", "--list").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--text", "ASK {}", "--set", "country=PL"), "--set gives a value to a query of --name"),
        (
            ("--name", "shared-sectors", "--set", "country"),
            "--set country: give PARAMETER=VALUE, each parameter once",
        ),
        (
            ("--name", "shared-sectors", "--set", "country=PL", "--set", "country=UA"),
            "--set country=UA: give PARAMETER=VALUE, each parameter once",
        ),
    ],
)
def test_values_are_for_named_queries(words: tuple[str, ...], message: str) -> None:
    result = run("query", *words)
    assert result.exit_code == 2
    assert message in result.stderr
