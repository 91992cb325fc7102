"""What the server says about itself: the service description, and VoID."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from starlette.testclient import TestClient

from coalition_kg.query import FORMATS
from coalition_kg.serve import Limits, Writable, application
from coalition_kg.store import Snapshot, read_statistics
from tests.serve.serving import TOKEN
from tests.support import build_gold

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMAT_IRIS = "http://www.w3.org/ns/formats/"
VOID = "http://rdfs.org/ns/void#"


def described(client: TestClient, path: str = "/sparql") -> Store:
    response = client.get(path, headers={"accept": "text/turtle"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert response.headers["vary"] == "Accept"
    store = Store()
    store.load(response.content, RdfFormat.TURTLE)
    return store


def values(store: Store, term: str, namespace: str = SD) -> set[str]:
    found = store.quads_for_pattern(None, NamedNode(namespace + term), None)
    return {str(getattr(quad.object, "value", "")).removeprefix(namespace) for quad in found}


@pytest.fixture(scope="module")
def client(snapshot: Snapshot) -> TestClient:
    return TestClient(application(snapshot))


def test_the_service(client: TestClient) -> None:
    store = described(client)
    assert values(store, "endpoint") == {"http://testserver/sparql"}
    assert values(store, "supportedLanguage") == {"SPARQL11Query"}
    assert values(store, "feature") == {"UnionDefaultGraph"}
    assert values(store, "resultFormat") == {format_.serializer.iri for format_ in FORMATS.values()}
    assert {
        FORMAT_IRIS + name for name in ("SPARQL_Results_JSON", "SPARQL_Results_TSV", "RDF_XML", "TriG")
    } <= (values(store, "resultFormat"))
    assert values(store, "inputFormat") == set()


def test_a_writable_service_with_a_plain_default_graph(snapshot: Snapshot, tmp_path: Path) -> None:
    app = application(snapshot, Limits(workers=1), Writable(tmp_path, TOKEN), is_plain=True)
    store = described(TestClient(app))
    assert values(store, "supportedLanguage") == {"SPARQL11Query", "SPARQL11Update"}
    assert values(store, "feature") == {"EmptyGraphs"}
    assert FORMAT_IRIS + "Turtle" in values(store, "inputFormat")


@pytest.mark.parametrize(
    ("accept", "rdf"),
    [
        ("*/*", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json, text/turtle;q=0.9", RdfFormat.JSON_LD),
        ("application/n-triples", RdfFormat.N_TRIPLES),
    ],
)
@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_the_accepted_format(client: TestClient, path: str, accept: str, rdf: RdfFormat) -> None:
    response = client.get(path, headers={"accept": accept})
    assert response.headers["content-type"].split(";")[0] == rdf.media_type
    found = {str(quad.triple) for quad in parse(response.content, rdf)}
    turtle = client.get(path, headers={"accept": "text/turtle"})
    assert found == {str(quad.triple) for quad in parse(turtle.content, RdfFormat.TURTLE)}
    head = client.head(path, headers={"accept": accept})
    assert (head.status_code, head.content) == (200, b"")


def test_what_can_not_hold_it(client: TestClient) -> None:
    for path in ("/sparql", "/.well-known/void"):
        response = client.get(path, headers={"accept": "text/csv"})
        assert (response.status_code, response.json()["status"]) == (406, 406)


def test_void_holds_the_statistics_and_the_endpoint(client: TestClient, snapshot: Snapshot) -> None:
    store = described(client, "/.well-known/void")
    expected = {str(triple) for triple in read_statistics(snapshot.path)}
    dataset = f"<{snapshot.names.base}/.well-known/void#dataset>"
    endpoint = f"{dataset} <{VOID}sparqlEndpoint> <http://testserver/sparql>"
    assert {str(quad.triple) for quad in store} == expected | {endpoint}
    # It is what the endpoint itself counts.
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    counted = client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1]
    whole = store.quads_for_pattern(NamedNode(dataset[1:-1]), NamedNode(VOID + "triples"), None)
    assert [str(getattr(quad.object, "value", "")) for quad in whole] == [counted]


def test_a_browser_gets_turtle(client: TestClient) -> None:
    response = client.get("/.well-known/void", headers={"accept": "text/html,*/*;q=0.8"})
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"


def test_a_snapshot_without_statistics_says_what_to_do(tmp_path: Path) -> None:
    built = build_gold(tmp_path)
    (built.path / "void.nt").unlink()
    response = TestClient(application(built)).get("/.well-known/void")
    assert (response.status_code, response.json()["detail"]) == (
        404,
        "the snapshot was built without statistics; run `coalition build`",
    )
