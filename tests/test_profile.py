"""The ontology is in the OWL 2 DL profile, and what would take it out of it is found."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph

from coalition_kg.resources import ontology_files

SCRIPT = Path(__file__).parents[1] / ".ci" / "profile"
PREFIXES = """
@prefix coal: <https://w3id.org/coalition-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# What is added to the ontology → what the profile checker calls the fault.
FAULTS = {
    "coal:country a owl:DatatypeProperty .": "cannot pun between properties",
    "coal:sectorArea a owl:FunctionalProperty .": "non-simple property",
    "coal:unheard a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty coal:sectorArea ; "
    'owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .': "non-simple property",
    "coal:area owl:propertyChainAxiom ( coal:sectorArea coal:area coal:area ) .": "cyc",
    "coal:sector rdfs:range coal:Unheard .": "undeclared class",
    "coal:isoCode rdfs:range owl:Unheard .": "use of unknown datatype",
}


@cache
def checked(folder: Path) -> str:
    files = []
    for number, fault in enumerate(["", *FAULTS]):
        graph = Graph()
        for path in ontology_files():
            graph.parse(path)
        graph.parse(data=PREFIXES + fault, format="turtle")
        files.append(str(folder / f"{number}.owl"))
        graph.serialize(files[-1], format="xml")
    found = subprocess.run([sys.executable, SCRIPT, *files], capture_output=True, text=True, check=False)
    assert found.stderr == ""
    return found.stdout


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is told of the ontology, and of the ontology with each fault."""
    text = checked(tmp_path_factory.getbasetemp())
    return ["\n".join(part) for part in _by_file(text.splitlines())]


def _by_file(lines: list[str]) -> list[list[str]]:
    parts: list[list[str]] = []
    for line in lines:
        if not line.startswith(" "):
            parts.append([])
        parts[-1].append(line)
    return parts


def test_the_ontology_is_in_owl_2_dl(reports: list[str]) -> None:
    assert reports[0].endswith(" axioms, 0 violations")
    assert int(reports[0].split()[1]) > 1500


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_a_fault_is_found(reports: list[str], number: int) -> None:
    assert "0 violations" not in reports[number + 1]
    assert [*FAULTS.values()][number] in reports[number + 1].lower()
