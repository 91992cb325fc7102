"""The application over HTTP, as clients and browsers see it."""

import base64
import csv
import hashlib
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from coalition_kg.query import named_queries
from coalition_kg.serve import application
from coalition_kg.store import Snapshot

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
DIRECT = {"content-type": "application/sparql-query"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
SELECT = "SELECT ?n { ?f a coal:SectorCommand ; coal:nations ?n }"


@pytest.fixture(scope="module")
def client(snapshot: Snapshot) -> TestClient:
    return TestClient(application(snapshot), raise_server_exceptions=False)


def bindings(body: str) -> list[str]:
    return [row["n"]["value"] for row in json.loads(body)["results"]["bindings"]]


def test_query_over_get(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": SELECT})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert response.headers["vary"] == "Accept"
    assert bindings(response.text) == ["21"]


def test_query_over_post(client: TestClient) -> None:
    by_form = client.post("/sparql", data={"query": SELECT})
    direct = client.post("/sparql", content=SELECT, headers=DIRECT)
    with_charset = {"content-type": "application/sparql-query; charset=UTF-8"}
    assert bindings(by_form.text) == bindings(direct.text) == ["21"]
    assert client.post("/sparql", content=SELECT, headers=with_charset).status_code == 200


def test_vietnamese_survives_every_way(client: TestClient) -> None:
    query = 'SELECT ?n { ?s coal:text ?n FILTER(STRSTARTS(?n, "Pháp:")) }'
    ways = [
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query.encode(), headers=DIRECT),
    ]
    assert [bindings(way.text) for way in ways] == [
        ["Pháp:Phản đối quyết liệt hành động quân sự tại Iraq."]
    ] * 3


def test_the_graphs_of_the_request(client: TestClient, snapshot: Snapshot) -> None:
    ontology, reference = snapshot.names.graph("ontology"), snapshot.names.graph("reference")
    count = "SELECT (COUNT(*) AS ?n) { ?s a coal:Country }"
    graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

    def asked(query: str, **graphs: str | list[str]) -> int:
        return int(bindings(client.get("/sparql", params={"query": query, **graphs}).text)[0])

    countries = asked(count)
    assert countries > 100
    assert asked(count, **{"default-graph-uri": reference}) == countries
    assert asked(count, **{"default-graph-uri": ontology}) == 0
    assert asked(graphs, **{"named-graph-uri": [ontology, reference]}) == 2
    assert asked(graphs, **{"default-graph-uri": ontology}) == 0
    by_post = client.post(f"/sparql?default-graph-uri={ontology}", content=count, headers=DIRECT)
    assert bindings(by_post.text) == ["0"]
    by_form = client.post("/sparql", data={"query": count, "default-graph-uri": ontology})
    assert bindings(by_form.text) == ["0"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.1, application/json;q=0.2", "application/json"),
        (BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_results_in_the_accepted_format(client: TestClient, accept: str, media_type: str) -> None:
    response = client.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, media_type)
    assert "21" in response.text


@pytest.mark.parametrize(
    ("accept", "rdf"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/n-quads", RdfFormat.N_QUADS),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/trig", RdfFormat.TRIG),
        ("text/n3", RdfFormat.N3),
    ],
)
def test_graphs_in_the_accepted_format(client: TestClient, accept: str, rdf: RdfFormat) -> None:
    response = client.get("/sparql", params={"query": "DESCRIBE country:PL"}, headers={"accept": accept})
    assert response.headers["content-type"].split(";")[0] == accept
    subjects = {str(quad.subject) for quad in parse(response.content, rdf)}
    assert subjects == {"<https://w3id.org/coalition-kg/id/country/PL>"}


def test_the_format_parameter_overrules_accept(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": SELECT, "format": "csv"}, headers={"accept": BROWSER})
    assert list(csv.reader(io.StringIO(response.text))) == [["n"], ["21"]]


def problem(response: object) -> dict[str, object]:
    assert response.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    document: dict[str, object] = response.json()  # type: ignore[attr-defined]
    assert document["status"] == response.status_code  # type: ignore[attr-defined]
    return document


def test_a_syntax_error_is_a_problem_with_line_and_column(client: TestClient) -> None:
    found = problem(client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s nope:p ?o }"}))
    assert (found["status"], found["title"], found["line"], found["column"]) == (400, "Bad Request", 2, 18)
    assert "unknown prefix" in str(found["detail"])


@pytest.mark.parametrize(
    ("method", "url", "headers", "content", "status"),
    [
        ("GET", "/sparql?timeout=1", {}, "", 400),
        ("GET", "/sparql", {"accept": "image/png"}, "", 406),
        ("GET", "/sparql?query=", {}, "", 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, "", 400),
        ("POST", "/sparql", FORM, "", 400),
        ("POST", "/sparql", FORM, "query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("POST", "/sparql?query=ASK%7B%7D", FORM, "query=ASK%7B%7D", 400),
        ("POST", "/sparql", FORM, "update=DROP%20ALL", 400),
        ("POST", "/sparql", FORM, "query=DROP%20ALL", 400),
        ("POST", "/sparql", {"content-type": "application/sparql-update"}, "DROP ALL", 415),
        ("POST", "/sparql", {"content-type": "text/plain"}, "ASK {}", 415),
        ("POST", "/sparql", {}, "ASK {}", 415),
        ("POST", "/sparql", {"content-type": "application/sparql-query; charset=UTF-16"}, "ASK {}", 415),
        ("POST", "/sparql", DIRECT, b"ASK { # \xff\n}", 400),
        ("POST", "/sparql", DIRECT, b"#" * ((1 << 20) + 1), 413),
        ("POST", "/sparql", DIRECT, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400),
        ("GET", "/sparql?query=ASK%7B%7D&format=turtle", {}, "", 406),
        ("GET", "/sparql?query=ASK%7B%7D&format=nonsense", {}, "", 406),
        ("GET", "/sparql?query=ASK%7B%7D", {"accept": "text/turtle"}, "", 406),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", {}, "", 400),
        ("PUT", "/sparql", DIRECT, "ASK {}", 405),
        ("DELETE", "/", {}, "", 405),
        ("GET", "/nowhere", {}, "", 404),
    ],
)
def test_what_the_protocol_does_not_allow_is_a_problem(
    client: TestClient, method: str, url: str, headers: dict[str, str], content: str | bytes, status: int
) -> None:
    response = client.request(method, url, headers=headers, content=content)
    assert response.status_code == status
    assert problem(response)["detail"]


def test_a_fault_shows_nothing_of_itself(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coalition_kg.serve.pool.Pool.ask", lambda *_: 1 / 0)
    client = TestClient(application(snapshot), raise_server_exceptions=False)
    response = client.get("/sparql", params={"query": SELECT})
    assert problem(response)["status"] == 500
    assert "ZeroDivision" not in response.text


@pytest.mark.parametrize("path", ["/", "/health", "/sparql?query=ASK%7B%7D", "/nowhere", "/sparql"])
def test_every_response_has_the_standard_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")


def test_head_and_options(client: TestClient) -> None:
    for path in ("/", "/health", "/sparql?query=ASK%7B%7D"):
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == client.get(path).headers["content-type"]
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}
    options = client.options("/sparql", headers=asked)
    assert options.status_code == 204
    assert options.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    assert options.headers["access-control-allow-origin"] == "*"


def test_a_closing_slash_leads_to_the_endpoint(client: TestClient) -> None:
    response = client.post("/sparql/", content=SELECT, headers=DIRECT)
    assert bindings(response.text) == ["21"]


def test_health(client: TestClient, snapshot: Snapshot) -> None:
    assert client.get("/health").json() == {
        "status": "ok",
        "snapshot": snapshot.path.name,
        "base": "https://w3id.org/coalition-kg",
        "software": snapshot.manifest.software,
        "articles": 2,
        "quads": snapshot.manifest.counts.quads,
    }


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.assets: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.hrefs += [values["href"] or ""] if tag == "a" else []
        self.assets += [tag] if tag in {"script", "link", "img", "iframe"} else []


def test_the_first_page_tells_the_counts_and_its_examples_work(
    client: TestClient, snapshot: Snapshot
) -> None:
    page = client.get("/").text
    counts = snapshot.manifest.counts
    for number in (counts.articles, counts.sentences, sum(counts.facts.values()), counts.quads):
        assert f"<dd>{number}</dd>" in page
    links = Links(page)
    assert links.assets == []
    examples = [href for href in links.hrefs if href.startswith("sparql?")]
    assert len(examples) == 3 * len(named_queries())
    for href in examples:
        wanted = parse_qs(urlsplit(href).query)["format"][0]
        response = client.get(f"/{href}", headers={"accept": BROWSER})
        assert response.status_code == 200
        assert wanted in response.headers["content-type"]
    assert 'lang="vi"' in page
    assert 'lang="en"' in page


def test_a_browser_gets_the_form(client: TestClient) -> None:
    response = client.get("/sparql", headers={"accept": BROWSER})
    assert response.status_code == 200
    assert '<form action="sparql" method="get">' in response.text
    assert Links(response.text).assets == []


def test_a_browser_gets_a_table_under_the_form(client: TestClient) -> None:
    query = "SELECT ?country ?name { ?country a coal:Country ; rdfs:label ?name } ORDER BY ?name"
    page = client.get("/sparql", params={"query": query}, headers={"accept": BROWSER}).text
    assert re.search(r"<textarea[^>]*>\s*SELECT \?country \?name", page)
    assert '<th scope="col">country</th><th scope="col">name</th>' in page
    assert '<td>country:PL</td><td lang="vi">Ba Lan</td>' in page
    ask = client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": BROWSER}).text
    assert "<strong>Có · Yes</strong>" in ask
    graph = client.get("/sparql", params={"query": "DESCRIBE country:PL"}, headers={"accept": BROWSER}).text
    assert '<th scope="col">predicate</th>' in graph


def test_a_long_table_is_cut_and_says_so(client: TestClient) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 1200"
    page = client.get("/sparql", params={"query": query}, headers={"accept": BROWSER}).text
    assert page.count("<tr>") == 1001
    assert "1000 rows (at most 1000 here)" in page


def test_a_browser_sees_what_is_wrong_with_its_query(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "ASK {"}, headers={"accept": BROWSER})
    assert response.status_code == 400
    assert "syntax error at line 1, column 6" in unescape(response.text)


ATTACK = "</textarea><script>alert(1)</script>\"'&"


def test_nothing_that_a_client_sends_becomes_markup(client: TestClient) -> None:
    literal = ATTACK.replace('"', '\\"')
    for query in (
        f"ASK {{ {ATTACK} }}",
        f'SELECT ("{literal}" AS ?x) {{}}',
        f'SELECT ?x {{ VALUES ?x {{ "{literal}" }} }}',
    ):
        page = client.get("/sparql", params={"query": query}, headers={"accept": BROWSER}).text
        assert "<script" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_style_is_the_only_one_that_the_policy_allows(client: TestClient) -> None:
    response = client.get("/")
    (style,) = re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in response.headers["content-security-policy"]


def test_requests_run_beside_each_other(client: TestClient) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.get("/sparql", params={"query": SELECT}).text, range(32)))
    assert [bindings(answer) for answer in answers] == [["21"]] * 32
