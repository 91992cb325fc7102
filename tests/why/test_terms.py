import pytest
from pyoxigraph import Literal, NamedNode

from coalition_kg.errors import QueryError
from coalition_kg.why import parse_object

BASE = "https://example.org/kg"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"abc"@vi', Literal("abc", language="vi")),
        ('"abc"', Literal("abc")),
        ("2400", Literal("2400", datatype=NamedNode(XSD + "integer"))),
        ("true", Literal("true", datatype=NamedNode(XSD + "boolean"))),
        (
            '"2004-06~"^^<http://id.loc.gov/datatypes/edtf>',
            Literal("2004-06~", datatype=NamedNode("http://id.loc.gov/datatypes/edtf")),
        ),
        ('"2004-06-01"^^xsd:date', Literal("2004-06-01", datatype=NamedNode(XSD + "date"))),
        ("country:PL", NamedNode(f"{BASE}/id/country/PL")),
        ("<http://x/y>", NamedNode("http://x/y")),
        ("http://x/y", NamedNode("http://x/y")),
    ],
)
def test_objects(text: str, expected: NamedNode | Literal) -> None:
    assert parse_object(text, BASE) == expected


@pytest.mark.parametrize("text", ["", "abc", '"abc', "1, 2", "<x y>", '"a" ; <urn:p> "b"'])
def test_what_is_no_object(text: str) -> None:
    with pytest.raises(QueryError, match="names no resource"):
        parse_object(text, BASE)
