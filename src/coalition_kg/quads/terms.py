"""Short constructors of RDF terms, and what dates mean."""

from decimal import Decimal

from edtf import parse_edtf
from pyoxigraph import Literal, NamedNode

from coalition_kg.quads import namespaces as ns

XSD_INTEGER = NamedNode(ns.XSD + "integer")
XSD_DECIMAL = NamedNode(ns.XSD + "decimal")
XSD_BOOLEAN = NamedNode(ns.XSD + "boolean")
XSD_DATE = NamedNode(ns.XSD + "date")
EDTF_DATATYPE = NamedNode(ns.EDTF)
RDF_TYPE = NamedNode(ns.RDF + "type")
RDFS_LABEL = NamedNode(ns.RDFS + "label")


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=XSD_INTEGER)


def decimal(value: Decimal) -> Literal:
    """Return an xsd:decimal."""
    return Literal(str(value), datatype=XSD_DECIMAL)


def boolean(value: bool) -> Literal:
    """Return an xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD_BOOLEAN)


def text(value: str) -> Literal:
    """Return a Vietnamese text as written in an article."""
    return Literal(value, language="vi")


def date_interval(edtf: str) -> tuple[str, str]:
    """Return the first and last day that an EDTF date may mean, as ISO 8601 dates.

    >>> date_interval("2004-06~")
    ('2004-06-01', '2004-06-30')
    """
    parsed = parse_edtf(edtf)
    lower, upper = parsed.lower_strict(), parsed.upper_strict()
    return tuple("{:04d}-{:02d}-{:02d}".format(*day[:3]) for day in (lower, upper))  # type: ignore[return-value]
