"""Clients that people use, against a server of its own process."""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas
import pytest
from pyoxigraph import Store
from rdflib import RDFS, Graph, Literal, URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from tests.serve.serving import TOKEN, Server, copy_of, writable

BEARER = f"Bearer {TOKEN}"
LEADS = "SELECT ?country ?lead { ?m a coal:SectorMembership ; coal:country ?country ; coal:lead ?lead }"
COUNTRY = "https://w3id.org/coalition-kg/id/country/"
UKRAINE = (f"{COUNTRY}UA", f"{COUNTRY}PL")
NOTE = URIRef("http://example.org/note")
SAYS = URIRef("http://example.org/says")
NOTES = URIRef("http://example.org/notes")


@pytest.fixture(scope="module")
def server(gold_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with writable(copy_of(gold_home, tmp_path_factory.mktemp("clients") / "home")) as server:
        yield server


@pytest.mark.parametrize("form", [JSON, XML])
@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_asks(server: Server, form: str, method: str) -> None:
    client = SPARQLWrapper(f"{server.address}/sparql")
    client.setMethod(method)
    client.setRequestMethod(POSTDIRECTLY if method == POST and form == XML else "urlencoded")
    client.setReturnFormat(form)
    client.setQuery(LEADS)
    found: Any = client.query().convert()
    rows = found["results"]["bindings"] if form == JSON else _rows(found)
    pairs = {(row["country"]["value"], row["lead"]["value"]) for row in rows}
    assert UKRAINE in pairs


def _rows(document: Any) -> list[dict[str, dict[str, str]]]:
    rows = []
    for result in document.getElementsByTagName("result"):
        bindings = result.getElementsByTagName("binding")
        rows.append(
            {
                b.getAttribute("name"): {"value": b.getElementsByTagName("uri")[0].firstChild.data}
                for b in bindings
            }
        )
    return rows


def test_sparqlwrapper_describes_and_updates(server: Server) -> None:
    client = SPARQLWrapper(f"{server.address}/sparql", updateEndpoint=f"{server.address}/update")
    client.setReturnFormat(TURTLE)
    client.setQuery("DESCRIBE country:PL")
    found: Any = client.query().convert()
    described = Graph().parse(data=found, format="turtle")
    assert set(described.subjects()) == {URIRef(f"{COUNTRY}PL")}
    client.addCustomHttpHeader("Authorization", BEARER)
    client.setMethod(POST)
    client.setQuery(f"INSERT DATA {{ {NOTE.n3()} {SAYS.n3()} 'wrapper' }}")
    assert client.query().response.status == 204
    assert server.query(f"SELECT ?o {{ {NOTE.n3()} ?p ?o }}") == ["o", "wrapper"]
    client.setQuery("CLEAR DEFAULT")
    client.query()


def test_rdflib_reads(server: Server) -> None:
    store = SPARQLStore(f"{server.address}/sparql")
    graph: Graph = Graph(store)
    rows = graph.query(LEADS).bindings
    pairs = {(str(row[Variable("country")]), str(row[Variable("lead")])) for row in rows}
    assert UKRAINE in pairs
    labels = graph.objects(URIRef(f"{COUNTRY}PL"), RDFS.label)
    assert {str(label) for label in labels} == {"Ba Lan", "Poland"}


def test_rdflib_writes(server: Server) -> None:
    store = SPARQLUpdateStore(
        f"{server.address}/sparql", f"{server.address}/update", headers={"Authorization": BEARER}
    )
    graph: Graph = Graph(store, identifier=NOTES)
    graph.add((NOTE, SAYS, Literal("Việt", lang="vi")))
    graph.add((NOTE, SAYS, Literal(2)))
    assert set(graph.objects(NOTE, SAYS)) == {Literal("Việt", lang="vi"), Literal(2)}
    graph.update("DELETE { ?s ?p 2 } INSERT { ?s ?p 3 } WHERE { ?s ?p 2 }")
    assert set(graph.objects(NOTE, SAYS)) == {Literal("Việt", lang="vi"), Literal(3)}
    graph.remove((NOTE, None, None))
    assert len(graph) == 0


def test_pandas_reads_csv(server: Server) -> None:
    query = urlencode({"query": "SELECT ?n { ?f a coal:SectorCommand ; coal:nations ?n }", "format": "csv"})
    frame = pandas.read_csv(f"{server.address}/sparql?{query}")
    assert frame.to_dict("list") == {"n": [21]}


def test_another_engine_calls_it_as_a_service(server: Server, tmp_path: Path) -> None:
    # Prefixes belong to a query's own endpoint, so the caller declares them.
    query = (
        f"PREFIX coal: <https://w3id.org/coalition-kg/ontology#> SELECT ?country ?lead {{ "
        f"SERVICE <{server.address}/sparql> {{ "
        "?m a coal:SectorMembership ; coal:country ?country ; coal:lead ?lead } }"
    )
    engine = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    Store(str(tmp_path / "empty")).flush()
    asked = subprocess.run(
        [engine, "query", "--location", str(tmp_path / "empty"), "--query", query, "--results-format", "csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = list(csv.reader(io.StringIO(asked.stdout)))
    assert rows[0] == ["country", "lead"]
    assert list(UKRAINE) in rows
