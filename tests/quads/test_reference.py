import subprocess
import sys
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from coalition_kg.identify import Names
from coalition_kg.quads import namespaces as ns
from coalition_kg.quads import reference_quads
from coalition_kg.resources import read_table, root

NAMES = Names()
TABLE = root() / "data" / "reference" / "places.tsv"
COLUMNS = ("geonames", "name", "latitude", "longitude")


@cache
def reference() -> tuple[Quad, ...]:
    return tuple(reference_quads(NAMES))


def values(iri: str, property_: str) -> set[str]:
    node, wanted = NamedNode(iri), NamedNode(property_)
    return {str(q.object) for q in reference() if q.subject == node and q.predicate == wanted}


def test_everything_stands_in_the_reference_graph() -> None:
    assert {quad.graph_name for quad in reference()} == {NamedNode(NAMES.graph("reference"))}


def test_a_country_leads_to_wikidata_and_geonames() -> None:
    links = {"<http://www.wikidata.org/entity/Q36>", "<https://sws.geonames.org/798544/>"}
    assert values(NAMES.country("PL"), ns.SKOS + "exactMatch") == links


def test_a_place_leads_to_geonames_with_its_name_and_coordinates() -> None:
    place = NAMES.place("As Samawa")
    assert values(place, ns.SKOS + "exactMatch") == {"<https://sws.geonames.org/98530/>"}
    assert values(place, ns.RDFS + "label") == {'"Samawa"@vi', '"As Samawah"@en'}
    assert values(place, ns.GEO + "lat") == {f'"31.33198"^^<{ns.XSD}decimal>'}
    assert values(place, ns.GEO + "long") == {f'"45.29440"^^<{ns.XSD}decimal>'}


def test_an_ambiguous_place_leads_nowhere() -> None:
    for form in ("Gorakhpur", "Baoshan", "Husaiba"):
        assert values(NAMES.place(form), ns.SKOS + "exactMatch") == set()
        assert values(NAMES.place(form), ns.GEO + "lat") == set()


def test_no_coordinates_are_beyond_the_earth() -> None:
    rows = read_table(TABLE, COLUMNS)
    assert len(rows) == 753
    assert all(abs(float(row["latitude"])) <= 90 and abs(float(row["longitude"])) <= 180 for row in rows)


def test_the_table_is_what_its_script_writes(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / ".ci" / "places"
    written = tmp_path / "places.tsv"
    found = subprocess.run([sys.executable, script, written], capture_output=True, text=True, check=True)
    assert found.stdout == (
        "1002 places: 753 with coordinates, 51 with an id that is no city, 198 without an id\n"
    )
    assert written.read_bytes() == TABLE.read_bytes()
