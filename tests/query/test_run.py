import csv
import io
import json
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from coalition_kg.errors import OutputError, QueryError
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.query import Dataset, QuerySyntaxError, evaluate, run
from coalition_kg.store import Snapshot
from coalition_kg.store.snapshot import open_folder

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def in_memory(gold_home: Path) -> Snapshot:
    return open_folder((gold_home / "current").resolve(), in_memory=True)


def answer(snapshot: Snapshot, text: str, dataset: Dataset | None = None) -> int:
    (row,) = evaluate(snapshot, text, dataset)  # type: ignore[misc]
    return int(row["n"].value)


def written(snapshot: Snapshot, text: str, format_name: str) -> str:
    out = io.BytesIO()
    run(snapshot, text, format_name, out)
    return out.getvalue().decode()


def test_the_default_graph_is_the_union_of_all(snapshot: Snapshot) -> None:
    triples = {quad.triple for quad in snapshot.store}
    assert answer(snapshot, COUNT) == len(triples)


def test_a_triple_that_many_sentences_assert_counts_once(snapshot: Snapshot) -> None:
    pattern = "contingent:GB-IQ coal:ofCountry ?country"
    graphs = answer(snapshot, f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ {pattern} }} }}")
    assert graphs > 1
    assert answer(snapshot, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}") == 1


def test_from_overrules_the_union(snapshot: Snapshot) -> None:
    reference = snapshot.names.graph("reference")
    expected = answer(snapshot, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{reference}> {{ ?s ?p ?o }} }}")
    assert answer(snapshot, f"SELECT (COUNT(*) AS ?n) FROM <{reference}> {{ ?s ?p ?o }}") == expected
    assert 0 < expected < answer(snapshot, COUNT)


def test_a_request_s_graphs_overrule_from(snapshot: Snapshot) -> None:
    reference, ontology = (snapshot.names.graph(name) for name in ("reference", "ontology"))
    text = f"SELECT (COUNT(*) AS ?n) FROM <{ontology}> {{ ?s ?p ?o }}"
    chosen = answer(snapshot, text, Dataset(default=(reference,)))
    assert chosen == answer(snapshot, f"SELECT (COUNT(*) AS ?n) FROM <{reference}> {{ ?s ?p ?o }}")


def test_only_the_named_graphs_of_a_request_are_seen(snapshot: Snapshot) -> None:
    reference = snapshot.names.graph("reference")
    graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert answer(snapshot, graphs, Dataset(named=(reference,))) == 1
    assert answer(snapshot, COUNT, Dataset(named=(reference,))) == 0
    assert answer(snapshot, graphs, Dataset(default=(reference,))) == 0


def test_prefixes_need_no_declaration_but_may_have_one(snapshot: Snapshot) -> None:
    poland = "SELECT (COUNT(*) AS ?n) { ?f a coal:SectorCommand ; coal:country country:PL ; coal:nations 21 }"
    assert answer(snapshot, poland) == 1
    assert answer(snapshot, f"PREFIX country: <urn:x:>\n{poland}") == 0
    assert (
        answer(snapshot, "SELECT (COUNT(*) AS ?n) { ?f coal:nations 21 ; coal:country <id/country/PL> }") == 1
    )


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("SELECT *\nWHERE { ?s nope:p ?o }", 2, 18, "unknown prefix; declare it with PREFIX"),
        ("ASK {", 1, 6, "something is missing here or before"),
        ("SELECT ?x {\n ?x a\n}", 3, 2, "something is missing here or before"),
        (
            "SELECT ?x (COUNT(?y) AS ?c) { ?x ?p ?y }",
            1,
            41,
            "a selected variable is neither grouped nor aggregated",
        ),
        ("# trước\nSELECT ?x WHER { ?x ?p ?y }", 2, 16, "this can't stand here"),
    ],
)
def test_a_syntax_error_is_told_by_line_and_column_of_the_user_s_text(
    snapshot: Snapshot, text: str, line: int, column: int, hint: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        evaluate(snapshot, text)
    assert (caught.value.line, caught.value.column) == (line, column)
    told, source, caret = str(caught.value).split("\n")
    assert told == f"syntax error at line {line}, column {column}: {hint}"
    assert source == f"  {text.splitlines()[line - 1]}"
    assert caret.index("^") == column + 1


@pytest.mark.parametrize("text", ["", "  \n", "# only a comment"])
def test_an_empty_query_is_an_error(snapshot: Snapshot, text: str) -> None:
    with pytest.raises(QueryError, match="empty query: write a SELECT, ASK, CONSTRUCT or DESCRIBE query"):
        evaluate(snapshot, text)


@pytest.mark.parametrize("text", ["DROP ALL", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "LOAD <http://x/>"])
def test_an_update_is_refused(snapshot: Snapshot, text: str) -> None:
    with pytest.raises(QueryError, match="a snapshot never changes"):
        evaluate(snapshot, text)


@pytest.mark.parametrize("word", ["SERVICE", "service silent", "\tService\n"])
def test_service_never_reaches_the_network(snapshot: Snapshot, word: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        calls: list[object] = []
        threading.Thread(target=_note_calls, args=(server, calls), daemon=True).start()
        with pytest.raises(QueryError, match="SERVICE: queries over the network are not allowed"):
            evaluate(snapshot, f"SELECT * {{ {word} <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with socket.create_connection(("127.0.0.1", port)):
            pass
        while not calls:
            pass
    assert len(calls) == 1


def _note_calls(server: socket.socket, calls: list[object]) -> None:
    """Hang up on every caller, so that a query that gets through fails at once."""
    with suppress(OSError):
        while True:
            calls.append(server.accept())
            calls[-1][0].close()  # type: ignore[index]


SELECT = "SELECT ?f ?v { ?f a coal:StrengthReport ; coal:country country:PL ; coal:statedValue ?v }"
FACT = f"{DEFAULT_BASE}/id/fact/"


def test_json(snapshot: Snapshot) -> None:
    (row,) = json.loads(written(snapshot, SELECT, "json"))["results"]["bindings"]
    assert row["f"]["value"].startswith(FACT)
    datatype = "http://www.w3.org/2001/XMLSchema#integer"
    assert row["v"] == {"type": "literal", "value": "2400", "datatype": datatype}


def test_csv(snapshot: Snapshot) -> None:
    head, row = csv.reader(io.StringIO(written(snapshot, SELECT, "csv")))
    assert head == ["f", "v"]
    assert row[1] == "2400"


def test_tsv_and_xml(snapshot: Snapshot) -> None:
    assert written(snapshot, SELECT, "tsv").splitlines()[0] == "?f\t?v"
    assert written(snapshot, "ASK {}", "xml").endswith("<boolean>true</boolean></sparql>")


def test_ntriples_and_turtle(snapshot: Snapshot) -> None:
    construct = "CONSTRUCT { country:PL coal:has ?v } { ?f coal:country country:PL ; coal:statedValue ?v }"
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    expected = f'<{DEFAULT_BASE}/id/country/PL> <{DEFAULT_BASE}/ontology#has> "2400"^^<{integer}> .\n'
    assert written(snapshot, construct, "ntriples").splitlines(keepends=True).count(expected) == 1
    assert "2400" in written(snapshot, construct, "turtle")
    assert json.loads(written(snapshot, construct, "jsonld"))[0]["@id"] == f"{DEFAULT_BASE}/id/country/PL"


@pytest.mark.parametrize(
    ("text", "format_name", "message"),
    [
        ("ASK {}", "turtle", "format turtle can't hold the result of ASK; use one of json, xml, csv, tsv"),
        (SELECT, "nquads", "format nquads can't hold the result of SELECT"),
        ("DESCRIBE country:PL", "csv", "use one of turtle, ntriples, nquads, jsonld"),
        ("ASK {}", "pdf", "format 'pdf' is unknown; for ASK use one of json, xml, csv, tsv"),
    ],
)
def test_a_format_must_fit_the_form(snapshot: Snapshot, text: str, format_name: str, message: str) -> None:
    out = io.BytesIO()
    with pytest.raises(OutputError, match=message):
        run(snapshot, text, format_name, out)
    assert out.getvalue() == b""


@pytest.mark.parametrize(
    ("text", "dataset"),
    [
        (COUNT, Dataset()),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . graph ?g { ?s ?p ?o } }", Dataset()),
        (f"SELECT (COUNT(*) AS ?n) FROM <{DEFAULT_BASE}/graph/reference> {{ ?s ?p ?o }}", Dataset()),
        (f"SELECT (COUNT(*) AS ?n) FROM NAMED <{DEFAULT_BASE}/graph/reference> {{ ?s ?p ?o }}", Dataset()),
        (COUNT, Dataset(default=(f"{DEFAULT_BASE}/graph/reference",))),
        (COUNT, Dataset(is_plain=True)),
    ],
)
def test_a_snapshot_in_memory_gives_the_same_answers(
    snapshot: Snapshot, in_memory: Snapshot, text: str, dataset: Dataset
) -> None:
    assert answer(in_memory, text, dataset) == answer(snapshot, text, dataset)


def test_the_union_in_memory_is_asked_where_no_graph_is_named(in_memory: Snapshot) -> None:
    without = replace(in_memory, store=Store())
    assert answer(without, COUNT) == answer(in_memory, COUNT) > 0
    assert answer(without, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 0
