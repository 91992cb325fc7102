"""The Graph Store Protocol over HTTP, and the addresses of graphs."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from coalition_kg.serve import Limits, Writable, application
from coalition_kg.store import Snapshot
from tests.serve.serving import TOKEN
from tests.support import build_gold

BEARER = {"authorization": f"Bearer {TOKEN}"}
TURTLE = {"content-type": "text/turtle"}
NT = {"accept": "application/n-triples"}
SENTENCE = "001_2c7b8ceced76f234/s36"


@pytest.fixture(scope="module")
def client(snapshot: Snapshot) -> TestClient:
    return TestClient(application(snapshot), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A writable server whose base IRI is another than its address."""
    home = tmp_path_factory.mktemp("written")
    built = build_gold(home, "https://example.org/kg")
    with TestClient(application(built, Limits(workers=1), Writable(home, TOKEN)), headers=BEARER) as client:
        yield client


def test_a_sentence_s_graph_by_its_iri_and_by_its_address(client: TestClient, snapshot: Snapshot) -> None:
    graph = snapshot.names.graph(SENTENCE)
    expected = {str(quad.triple) for quad in snapshot.store if str(quad.graph_name) == f"<{graph}>"}
    assert len(expected) > 5
    ways = [
        client.get("/store", params={"graph": graph}, headers=NT),
        client.get(f"/graph/{SENTENCE}", headers=NT),
        client.get(f"/store/{SENTENCE}", headers=NT),
        client.get("/store", params={"graph": f"http://testserver/graph/{SENTENCE}"}, headers=NT),
    ]
    for response in ways:
        assert response.status_code == 200
        assert {line.removesuffix(" .") for line in response.text.splitlines()} == expected


def test_the_default_graph_is_the_union(client: TestClient, snapshot: Snapshot) -> None:
    found = client.get("/store?default", headers=NT).text.splitlines()
    query = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"})
    assert len(found) == len(set(found)) == int(query.text.split()[1])


@pytest.mark.parametrize(
    ("accept", "rdf"),
    [
        ("*/*", RdfFormat.TURTLE),
        ("text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/n-triples;q=0.5, application/ld+json", RdfFormat.JSON_LD),
        ("application/trig", RdfFormat.TRIG),
        ("text/n3", RdfFormat.N3),
    ],
)
def test_the_accepted_format(client: TestClient, accept: str, rdf: RdfFormat) -> None:
    response = client.get(f"/graph/{SENTENCE}", headers={"accept": accept})
    assert response.headers["content-type"].split(";")[0] == rdf.media_type
    assert response.headers["vary"] == "Accept"
    nt = client.get(f"/graph/{SENTENCE}", headers=NT)
    subjects = {quad.subject for quad in parse(response.content, rdf)}
    assert subjects == {quad.subject for quad in parse(nt.content, RdfFormat.N_TRIPLES)}
    assert client.get(f"/graph/{SENTENCE}?format=ntriples").text == nt.text


def test_head(client: TestClient) -> None:
    head = client.head(f"/graph/{SENTENCE}", headers={"accept": "text/turtle"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"].startswith("text/turtle")
    assert client.head("/graph/none").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/graph/none", 404),
        ("/store?graph=http://example.org/none", 404),
        ("/store", 400),
        ("/store?graph=relative", 400),
        ("/store?graph=", 400),
        ("/store?graph=%3Ca%3E", 400),
        ("/store?graph=a:a&graph=b:b", 400),
        ("/store?graph=a:a&default", 400),
        (f"/graph/{SENTENCE}?format=csv", 406),
    ],
)
def test_what_is_no_graph(client: TestClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.json()["status"] == status


def test_a_graph_is_no_way_to_smuggle_a_query(client: TestClient) -> None:
    attack = "http://e/> { ?s ?p ?o } } # "
    assert client.get("/store", params={"graph": attack}).status_code == 400


def test_methods_and_their_headers(client: TestClient) -> None:
    for path, methods in (
        ("/store", "GET, HEAD, PUT, POST, DELETE, OPTIONS"),
        ("/graph/x", "GET, HEAD, PUT, POST, DELETE, OPTIONS"),
        ("/update", "POST, OPTIONS"),
        ("/sparql", "GET, HEAD, POST, OPTIONS"),
    ):
        options = client.options(path)
        assert (options.status_code, options.headers["allow"]) == (204, methods)
        assert options.headers["access-control-allow-methods"] == methods
        # A star does not stand for this one.
        assert "Authorization" in options.headers["access-control-allow-headers"]
        assert "access-control-allow-credentials" not in options.headers
    assert client.patch("/store?default", headers=BEARER).status_code == 405


def test_a_graph_is_written_and_read_under_each_of_its_names(writer: TestClient) -> None:
    assert writer.put("/graph/notes/1", content="<> <p:p> 'Việt' .", headers=TURTLE).status_code == 201
    graph = "https://example.org/kg/graph/notes/1"
    expected = f'<{graph}> <p:p> "Việt" .\n'
    assert writer.get("/store", params={"graph": graph}, headers=NT).text == expected
    assert writer.get("/store?graph=http://testserver/graph/notes/1", headers=NT).text == expected
    assert writer.get("/store/notes/1", headers=NT).text == expected
    assert writer.post("/graph/notes/1", content="<a:a> <p:p> 1 .", headers=TURTLE).status_code == 204
    assert len(writer.get("/graph/notes/1", headers=NT).text.splitlines()) == 2
    assert writer.delete("/store", params={"graph": graph}).status_code == 204
    assert writer.get("/graph/notes/1").status_code == 404
    assert writer.delete("/graph/notes/1").status_code == 404


def test_a_name_keeps_its_percent_encoding(writer: TestClient) -> None:
    assert writer.put("/graph/a%2Fb", content="<a:a> <p:p> 1 .", headers=TURTLE).status_code == 201
    assert writer.get("/store?graph=https://example.org/kg/graph/a%252Fb").status_code == 200
    assert writer.get("/graph/a/b").status_code == 404
    assert writer.delete("/graph/a%2Fb").status_code == 204


def test_the_server_names_a_graph_that_is_posted_to_the_store(writer: TestClient) -> None:
    first = writer.post("/store", content="<a:a> <p:p> 1 .", headers=TURTLE)
    second = writer.post("/store", content="<a:a> <p:p> 1 .", headers=TURTLE)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.headers["location"] != second.headers["location"]
    assert writer.get(urlsplit(first.headers["location"]).path, headers=NT).text.startswith("<a:a> <p:p>")
    for response in (first, second):
        assert writer.delete(urlsplit(response.headers["location"]).path).status_code == 204


@pytest.mark.parametrize(
    ("method", "path", "headers", "content", "status"),
    [
        ("PUT", "/store", TURTLE, "", 400),
        ("DELETE", "/store", {}, "", 400),
        ("PUT", "/store?graph=relative", TURTLE, "", 400),
        ("PUT", "/graph/x", {}, "<a:a> <p:p> 1 .", 415),
        ("PUT", "/graph/x", {"content-type": "text/turtle; charset=latin-1"}, "<a:a> <p:p> 1 .", 415),
        ("PUT", "/graph/x", TURTLE, "<a:a> <p:p>", 400),
        ("PUT", "/graph/x", TURTLE, b" " * ((64 << 20) + 1), 413),
        ("PUT", f"/graph/{SENTENCE}", TURTLE, "<a:a> <p:p> 1 .", 403),
        ("DELETE", "/graph/provenance", {}, "", 403),
    ],
)
def test_what_is_not_written(
    writer: TestClient, method: str, path: str, headers: dict[str, str], content: str | bytes, status: int
) -> None:
    response = writer.request(method, path, headers=headers, content=content)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert writer.get("/graph/x").status_code == 404
