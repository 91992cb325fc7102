"""The ontology under its IRI, as browsers and RDF clients get it."""

import base64
import hashlib
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse
from rdflib import OWL, RDF, Graph
from starlette.testclient import TestClient

from coalition_kg.identify import DEFAULT_BASE, Names
from coalition_kg.quads import ontology_triples
from coalition_kg.resources import root
from coalition_kg.serve import application
from coalition_kg.serve.ontology import page
from coalition_kg.store import Snapshot

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(snapshot: Snapshot) -> TestClient:
    return TestClient(application(snapshot), raise_server_exceptions=False)


class Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.sources: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        self.links |= {found["href"]} if tag == "a" and "href" in found else set()
        self.sources |= {found[name] for name in ("src", "srcset") if name in found}


def anchors(html: str) -> Anchors:
    parser = Anchors()
    parser.feed(html)
    return parser


def own_terms() -> set[str]:
    graph = Graph().parse(root() / "ontology" / "coalition.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    found = {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return {term.partition("#")[2] for term in found if term.startswith(f"{DEFAULT_BASE}/ontology#")}


def test_a_browser_gets_the_page(client: TestClient) -> None:
    response = client.get("/ontology", headers=BROWSER)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert response.text == (root() / "ontology" / "coalition.html").read_text(encoding="utf-8")


def test_every_term_has_its_anchor_once_and_every_anchor_that_is_led_to_is_there() -> None:
    found = anchors(page(DEFAULT_BASE))
    assert own_terms() <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)


def test_the_page_shows_both_languages() -> None:
    text = page(DEFAULT_BASE)
    assert "Contingent · Đội quân của một nước" in text
    assert "a country has one contingent in each theatre" in text
    assert "mỗi nước có một đội quân ở mỗi địa bàn" in text


def test_the_page_loads_nothing_and_its_style_is_allowed(client: TestClient) -> None:
    response = client.get("/ontology", headers=BROWSER)
    assert anchors(response.text).sources == set()
    [style] = re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in response.headers["content-security-policy"]
    assert 'style="' not in response.text


def test_the_page_has_the_names_of_another_base() -> None:
    text = page("https://example.org/kg")
    assert "https://example.org/kg/ontology#Contingent" in text
    assert DEFAULT_BASE not in text


@pytest.mark.parametrize(
    ("accept", "media_type", "format_"),
    [
        ("text/turtle", "text/turtle", RdfFormat.TURTLE),
        ("*/*", "text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json;q=0.9, text/html;q=0.1", "application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_other_clients_get_rdf(client: TestClient, accept: str, media_type: str, format_: RdfFormat) -> None:
    response = client.get("/ontology", headers={"accept": accept})
    assert response.headers["content-type"].partition(";")[0] == media_type
    found = Dataset(Quad(*quad.triple) for quad in parse(response.content, format_))
    expected = Dataset(Quad(*triple) for triple in ontology_triples(Names()))
    for dataset in (found, expected):
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert found == expected
    assert any(isinstance(quad.subject, BlankNode) for quad in found)  # as OWL 2 wants restrictions to be


def test_a_version_has_its_own_iri(client: TestClient) -> None:
    assert client.get("/ontology/0.1.0", headers={"accept": "text/turtle"}).status_code == 200
    missing = client.get("/ontology/9.9.9")
    assert missing.status_code == 404
    assert "another version" in missing.json()["detail"]


def test_what_nobody_has_is_refused(client: TestClient) -> None:
    assert client.get("/ontology", headers={"accept": "image/png"}).status_code == 406


def test_the_page_is_what_its_script_writes(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / ".ci" / "ontology-page"
    subprocess.run([sys.executable, script, tmp_path / "page.html"], capture_output=True, check=True)
    assert (tmp_path / "page.html").read_bytes() == (root() / "ontology" / "coalition.html").read_bytes()
