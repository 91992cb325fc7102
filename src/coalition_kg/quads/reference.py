"""What no article says: the ontology, the concepts, and the countries with their codes and names."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from coalition_kg.identify import DEFAULT_BASE, Names, slug
from coalition_kg.quads import namespaces as ns
from coalition_kg.quads.terms import RDF_TYPE, RDFS_LABEL, decimal, text
from coalition_kg.resources import ontology_files, read_table, root

COUNTRY_COLUMNS = ("code", "vi", "en", "wikidata", "geonames")
PLACE_COLUMNS = ("id", "form", "country", "region", "kind", "geonames", "source")
COORDINATE_COLUMNS = ("geonames", "name", "latitude", "longitude")


def ontology_quads(names: Names) -> Iterator[Quad]:
    """Yield ``ontology/*.ttl``, the shapes left out, under the base IRI of ``names``, in the ontology graph.

    A blank node gets an IRI (RDF 1.1 Concepts, section 3.5) from its place in its file's canonical form,
    so that it is the same in every build.
    """
    graph = NamedNode(names.graph("ontology"))
    source = Literal("ontology/ of coalition-kg", language="en")
    yield Quad(graph, NamedNode(ns.DCTERMS + "source"), source, graph)
    for path in ontology_files():
        genid = f"{names.base}/.well-known/genid/{path.stem}-"
        for quad in _canonical(_rebased(path, names.base)):
            yield Quad(_named(quad.subject, genid), quad.predicate, _named(quad.object, genid), graph)


def ontology_triples(names: Names) -> Iterator[Triple]:
    """Yield what ontology_quads yields, with the blank nodes that OWL 2 wants instead of their IRIs."""
    genid = f"{names.base}/.well-known/genid/"
    for quad in ontology_quads(names):
        yield Triple(_unnamed(quad.subject, genid), quad.predicate, _unnamed(quad.object, genid))


def _unnamed(node: Any, genid: str) -> Any:
    is_blank = isinstance(node, NamedNode) and node.value.startswith(genid)
    return BlankNode(node.value.removeprefix(genid).replace("-", "_")) if is_blank else node


def _rebased(path: Path, base: str) -> bytes:
    return path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base).encode()


def _canonical(turtle: bytes) -> Dataset:
    dataset = Dataset(parse(turtle, RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _named(node: Any, genid: str) -> Any:
    return NamedNode(genid + node.value) if isinstance(node, BlankNode) else node


def reference_quads(names: Names) -> Iterator[Quad]:
    """Yield the countries and places of ``data/`` in the reference graph, with where they come from."""
    graph = NamedNode(names.graph("reference"))
    source = Literal("data/reference/ and data/lexicon/places.tsv", language="en")
    yield Quad(graph, NamedNode(ns.DCTERMS + "source"), source, graph)
    yield from _countries(names, graph)
    yield from _places(names, graph)


def _countries(names: Names, graph: NamedNode) -> Iterator[Quad]:
    for row in read_table(root() / "data" / "reference" / "countries.tsv", COUNTRY_COLUMNS):
        node = NamedNode(names.country(row["code"]))
        yield Quad(node, RDF_TYPE, NamedNode(names.term("Country")), graph)
        yield Quad(node, NamedNode(names.term("isoCode")), Literal(row["code"]), graph)
        for language in ("vi", "en"):
            yield Quad(node, RDFS_LABEL, Literal(row[language], language=language), graph)
        yield from _same_as(node, row, graph)


def _places(names: Names, graph: NamedNode) -> Iterator[Quad]:
    rows = read_table(root() / "data" / "lexicon" / "places.tsv", PLACE_COLUMNS)
    for form in _labels(rows):
        yield Quad(NamedNode(names.place(form)), RDFS_LABEL, text(form), graph)
    yield from _coordinates({row["id"]: row for row in rows}, names, graph)
    for row in rows:
        node = NamedNode(names.place(row["form"]))
        yield Quad(node, RDF_TYPE, NamedNode(names.term("Place")), graph)
        yield Quad(node, NamedNode(names.term("inCountry")), NamedNode(names.country(row["country"])), graph)
        if row["region"]:
            yield Quad(
                node, NamedNode(names.term("inArea")), NamedNode(names.concept("area", row["region"])), graph
            )
        yield from _same_as(node, row, graph)


def _coordinates(places: dict[str, dict[str, str]], names: Names, graph: NamedNode) -> Iterator[Quad]:
    """Yield what GeoNames knows of places: an English name, and WGS 84 coordinates in degrees."""
    path = root() / "data" / "reference" / "places.tsv"
    known = {row["geonames"]: row for row in read_table(path, COORDINATE_COLUMNS)}
    for place in places.values():
        found = known.get(place["geonames"])
        if found:
            node = NamedNode(names.place(place["form"]))
            yield Quad(node, RDFS_LABEL, Literal(found["name"], language="en"), graph)
            yield Quad(node, NamedNode(ns.GEO + "lat"), decimal(Decimal(found["latitude"])), graph)
            yield Quad(node, NamedNode(ns.GEO + "long"), decimal(Decimal(found["longitude"])), graph)


def _labels(rows: list[dict[str, str]]) -> list[str]:
    """Return one form of each place: the one that its id is made of, a GeoNames name if there are several."""
    best: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["id"] not in best or _rank(row) < _rank(best[row["id"]]):
            best[row["id"]] = row
    return [row["form"] for row in best.values()]


def _rank(row: dict[str, str]) -> tuple[bool, bool]:
    return slug(row["form"]) != row["id"], row["source"] != "geonames"


def _same_as(node: NamedNode, row: dict[str, str], graph: NamedNode) -> Iterator[Quad]:
    exact_match = NamedNode(ns.SKOS + "exactMatch")
    if row.get("wikidata"):
        yield Quad(node, exact_match, NamedNode(f"http://www.wikidata.org/entity/{row['wikidata']}"), graph)
    if row["geonames"]:
        yield Quad(node, exact_match, NamedNode(f"https://sws.geonames.org/{row['geonames']}/"), graph)
