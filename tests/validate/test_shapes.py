"""Each constraint of the shapes finds the graph that breaks it, and nothing else finds that graph."""

from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, SH, Graph

from coalition_kg.errors import SnapshotError
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.resources import root
from coalition_kg.validate.findings import VIOLATION, WARNING
from coalition_kg.validate.shapes import Shapes
from tests.validate.graphs import GRAPHS, merged

CHANGES = sorted((GRAPHS / "shapes").glob("*.ru"))
# The SHACL parameters that the shapes use, by the component that they declare.
PARAMETERS = {
    "Class": SH["class"], "Datatype": SH.datatype, "Disjoint": SH.disjoint,
    "HasValue": SH.hasValue, "LanguageIn": SH.languageIn,
    "LessThan": SH.lessThan, "LessThanOrEquals": SH.lessThanOrEquals, "MaxCount": SH.maxCount,
    "MaxExclusive": SH.maxExclusive, "MaxInclusive": SH.maxInclusive, "MinCount": SH.minCount,
    "MinExclusive": SH.minExclusive, "MinInclusive": SH.minInclusive, "MinLength": SH.minLength,
    "Node": SH.node, "Not": SH["not"], "Or": SH["or"], "Pattern": SH.pattern,
    "QualifiedMaxCount": SH.qualifiedMaxCount, "QualifiedMinCount": SH.qualifiedMinCount,
    "UniqueLang": SH.uniqueLang,
}  # fmt: skip
NO_PARAMETERS = {SH.path, SH.message, SH.severity, SH.description, SH.targetClass, SH.qualifiedValueShape}
WARNINGS = {"Article-dated", "Rule-measured"}


@cache
def shapes() -> Shapes:
    return Shapes(DEFAULT_BASE)


def constraints() -> set[str]:
    graph = shapes().graph
    return {
        f"{str(shape).rpartition('#')[2]}.{component}"
        for shape in graph.subjects(SH.message)
        for component, parameter in PARAMETERS.items()
        if (shape, parameter, None) in graph
    }


def test_every_constraint_has_a_graph_that_breaks_it() -> None:
    assert {path.stem for path in CHANGES} == constraints()


def test_no_parameter_is_left_out_of_the_tests() -> None:
    graph = shapes().graph
    used = {p for shape in graph.subjects(SH.message) for p in graph.predicates(shape) if str(p) in SH}
    assert used <= {*PARAMETERS.values(), *NO_PARAMETERS}


def test_every_class_of_the_ontology_has_a_shape() -> None:
    ontology = Graph().parse(root() / "ontology" / "coalition.ttl")
    classes = {str(cls) for cls in ontology.subjects(RDF.type, OWL.Class)}
    targets = {str(cls) for cls in shapes().graph.objects(None, SH.targetClass)}
    assert {cls for cls in classes if cls.startswith(f"{DEFAULT_BASE}/ontology#")} <= targets


def test_every_shape_says_in_both_languages_what_has_to_hold_and_what_to_do() -> None:
    graph = shapes().graph
    for shape in graph.subjects(SH.message):
        around = next(graph.subjects(SH.property, shape), shape)
        for subject, property_ in ((shape, SH.message), (around, SH.description)):
            languages = sorted(str(getattr(o, "language", "")) for o in graph.objects(subject, property_))
            assert languages == ["en", "vi"], subject


def test_the_valid_graph_breaks_none() -> None:
    assert list(shapes().findings(merged(""))) == []


@pytest.mark.parametrize("path", CHANGES, ids=lambda path: path.stem)
def test_exactly_the_broken_constraint_is_reported(path: Path) -> None:
    name = path.stem.partition(".")[0]
    found = list(shapes().findings(merged(path.read_text(encoding="utf-8"))))
    assert {f"{finding.constraint}.{finding.component}" for finding in found} == {path.stem}
    assert {finding.severity for finding in found} == {WARNING if name in WARNINGS else VIOLATION}


REPLACE = "DELETE {{ ?fact {0} ?was }} INSERT {{ ?fact {0} {1} }} WHERE {{ ?fact {0} ?was }}"


@pytest.mark.parametrize(
    ("property_", "value", "constraint"),
    [
        ("coal:earliest", '"2004-13-45"^^xsd:date', "Date-earliest.Datatype"),
        ("coal:statedValue", '"many"^^xsd:integer', "Quantity-statedValue.Datatype"),
        ("coal:upperBound", '"many"^^xsd:integer', "Quantity-upperBound.Datatype"),
        ("coal:redacted", '"maybe"^^xsd:boolean', "Quantity-redacted.Datatype"),
    ],
)
def test_a_value_that_its_datatype_cannot_read_is_reported(
    property_: str, value: str, constraint: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = list(shapes().findings(merged(REPLACE.format(property_, value))))
    assert caplog.records == []
    assert constraint in {f"{finding.constraint}.{finding.component}" for finding in found}


def test_values_without_an_order_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_arguments: object, **_options: object) -> None:
        raise TypeError("'<=' not supported")

    monkeypatch.setattr("coalition_kg.validate.shapes.validate", failing)
    with pytest.raises(SnapshotError, match="types that have no order"):
        list(shapes().findings(merged("")))
