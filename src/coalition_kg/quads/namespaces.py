"""The namespaces of the graph, each with its source, and the prefixes that queries and exports use."""

from coalition_kg.errors import IriError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"  # RDF 1.1 Concepts
RDFS = "http://www.w3.org/2000/01/rdf-schema#"  # RDF Schema 1.1
OWL = "http://www.w3.org/2002/07/owl#"  # OWL 2
XSD = "http://www.w3.org/2001/XMLSchema#"  # XML Schema 1.1 Part 2
SKOS = "http://www.w3.org/2004/02/skos/core#"  # SKOS Reference
PROV = "http://www.w3.org/ns/prov#"  # PROV-O
OA = "http://www.w3.org/ns/oa#"  # Web Annotation Vocabulary
DCTERMS = "http://purl.org/dc/terms/"  # DCMI Metadata Terms
SCHEMA = "https://schema.org/"  # schema.org
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"  # W3C Basic Geo vocabulary
EDTF = "http://id.loc.gov/datatypes/edtf"  # Library of Congress datatype for ISO 8601-2 dates

# Resource kinds under BASE/id/, each with a prefix of its own.
RESOURCES = (
    "article", "contingent", "country", "derivation-rule", "derived", "evidence", "fact", "force", "place",
    "rule", "sector", "theatre",
)  # fmt: skip
# SKOS concept schemes under BASE/id/.
SCHEMES = (
    "action", "area", "cause", "holder", "modality", "outcome", "personnel", "phase", "qualifier", "role",
    "side", "stance", "victims",
)  # fmt: skip
# SKOS concept schemes of codes that others defined, which the alignments lead to.
CODES = ("cameo", "plover")


def prefixes(base: str) -> dict[str, str]:
    """Return prefix → namespace for a base IRI, ``coal`` being the project's own ontology."""
    own = {"coal": f"{base}/ontology#", "graph": f"{base}/graph/"}
    own |= {kind: f"{base}/id/{kind}/" for kind in (*RESOURCES, *SCHEMES, *CODES)}
    reused = {
        "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "skos": SKOS, "prov": PROV, "oa": OA,
        "dcterms": DCTERMS, "schema": SCHEMA, "geo": GEO,
    }  # fmt: skip
    return own | reused


def compact(iri: str, known: dict[str, str]) -> str:
    """Return an IRI as a CURIE by the longest namespace that fits, else the IRI itself.

    >>> compact("https://example.org/kg/id/country/PL", prefixes("https://example.org/kg"))
    'country:PL'
    """
    fitting = [
        prefix for prefix, namespace in known.items() if iri.startswith(namespace) and iri != namespace
    ]
    if not fitting:
        return iri
    prefix = max(fitting, key=lambda prefix: len(known[prefix]))
    return f"{prefix}:{iri[len(known[prefix]) :]}"


def expand(name: str, known: dict[str, str]) -> str:
    """Return the IRI of a CURIE, of an IRI in angle brackets or of a bare http(s) IRI.

    Raise IriError where the prefix is unknown.

    >>> expand("country:PL", prefixes("https://example.org/kg"))
    'https://example.org/kg/id/country/PL'
    """
    bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
    prefix, colon, local = bare.partition(":")
    if prefix in known and bare == name:
        return known[prefix] + local
    if not colon or (prefix not in {"http", "https", "urn"} and bare == name):
        raise IriError(
            f"{name!r}: neither an IRI nor a CURIE with one of the prefixes {', '.join(sorted(known))}"
        )
    return bare
