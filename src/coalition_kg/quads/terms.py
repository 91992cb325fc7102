"""Short constructors of RDF terms."""

from decimal import Decimal

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
