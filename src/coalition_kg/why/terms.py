"""What a person types for a resource or an object: CURIEs, IRIs and literals."""

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from coalition_kg.errors import IriError, QueryError
from coalition_kg.quads import expand, prefixes


def parse_resource(text: str, base: str) -> NamedNode:
    """Return the resource that a CURIE or an IRI names; raise QueryError where it is neither."""
    try:
        return NamedNode(expand(text, prefixes(base)))
    except (IriError, ValueError) as error:
        raise QueryError(f"{text!r} names no resource: {error}") from error


def parse_object(text: str, base: str) -> NamedNode | Literal:
    """Return the object that a Turtle literal, a CURIE or an IRI stands for; raise QueryError for others.

    >>> parse_object('"lính"@vi', "https://example.org/kg"), parse_object("true", "https://example.org/kg").value
    (<Literal value=lính language=vi>, 'true')
    """
    literal = _literal(text, base)
    return parse_resource(text, base) if literal is None else literal


def _literal(text: str, base: str) -> Literal | None:
    declared = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes(base).items())
    try:
        quads = list(parse(f"{declared}<urn:s> <urn:p> {text} .", RdfFormat.TURTLE))
    except SyntaxError:
        return None
    found = quads[0].object if len(quads) == 1 else None
    return found if isinstance(found, Literal) else None
