"""What the server says about itself and its data, as RDF.

SPARQL 1.1 Service Description (W3C Recommendation, 21 March 2013) at ``/sparql`` without a query, and VoID at
``/.well-known/void`` (section 7.2 of its note). Their addresses are those of the request, so that they hold
wherever the server runs.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from coalition_kg.identify import Names
from coalition_kg.quads import RDF, RDFS, prefixes
from coalition_kg.query import FORMATS, Form
from coalition_kg.serve.apply import GRAPH_FORMATS
from coalition_kg.serve.negotiate import choose
from coalition_kg.serve.problem import problem
from coalition_kg.store import Snapshot, read_statistics

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FOAF = "http://xmlns.com/foaf/0.1/"
WELL_KNOWN = ".well-known/void"
VARY = {"Vary": "Accept"}
DATASET = f"{WELL_KNOWN}#dataset"


class Description:
    """Answers requests for the descriptions; ``is_writable`` and ``is_plain`` say what the server does."""

    def __init__(self, snapshot: Snapshot, *, is_writable: bool, is_plain: bool) -> None:
        self._snapshot = snapshot
        self._is_writable = is_writable
        self._is_plain = is_plain

    def answer(self, request: Request) -> Response:
        """Return the description of the SPARQL service, whose address is the request's."""
        return self._response(request, self._service(_endpoint(request)))

    def void(self, request: Request) -> Response:
        """Return the statistics of the snapshot, and where it can be queried."""
        try:
            statistics = read_statistics(self._snapshot.path)
        except OSError:
            return problem(404, "the snapshot was built without statistics; run `coalition build`", VARY)
        dataset = NamedNode(f"{self._snapshot.names.base}/{DATASET}")
        endpoint = NamedNode(_endpoint(request))
        return self._response(request, [*statistics, Triple(dataset, _void("sparqlEndpoint"), endpoint)])

    def _service(self, endpoint: str) -> Iterator[Triple]:
        service = NamedNode(f"{endpoint}#service")
        yield Triple(service, NamedNode(RDF + "type"), _sd("Service"))
        yield Triple(service, _sd("endpoint"), NamedNode(endpoint))
        for language in ("SPARQL11Query", *(["SPARQL11Update"] if self._is_writable else [])):
            yield Triple(service, _sd("supportedLanguage"), _sd(language))
        for format_ in FORMATS.values():
            yield Triple(service, _sd("resultFormat"), NamedNode(format_.serializer.iri))
        for input_format in GRAPH_FORMATS if self._is_writable else ():
            yield Triple(service, _sd("inputFormat"), NamedNode(input_format.iri))
        for feature in self._features():
            yield Triple(service, _sd("feature"), _sd(feature))
        yield from self._dataset(endpoint, service)

    def _features(self) -> Iterator[str]:
        if not self._is_plain:
            yield "UnionDefaultGraph"
        if self._is_writable:
            yield "EmptyGraphs"

    def _dataset(self, endpoint: str, service: NamedNode) -> Iterator[Triple]:
        dataset, graph = NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default-graph")
        described = NamedNode(f"{endpoint.removesuffix('sparql')}{WELL_KNOWN}")
        yield Triple(service, _sd("defaultDataset"), dataset)
        yield Triple(dataset, NamedNode(RDF + "type"), _sd("Dataset"))
        yield Triple(dataset, NamedNode(RDFS + "seeAlso"), described)
        yield Triple(dataset, _sd("defaultGraph"), graph)
        yield Triple(graph, NamedNode(RDF + "type"), _sd("Graph"))

    def _response(self, request: Request, triples: Iterable[Triple]) -> Response:
        found = choose(request.headers.get("accept", ""), Form.GRAPH)
        if found is None:
            return problem(406, "accept text/turtle, or another media type of RDF", VARY)
        chosen = FORMATS.get(found[1], FORMATS["turtle"])  # a browser, which likes HTML best, gets Turtle
        known = prefixes(self._names.base) | {"sd": SD, "void": VOID, "foaf": FOAF}
        format_ = chosen.serializer if isinstance(chosen.serializer, RdfFormat) else RdfFormat.TURTLE
        content = serialize(triples, format=format_, prefixes=known) or b""
        return Response(content, media_type=chosen.media_type, headers=VARY)

    @property
    def _names(self) -> Names:
        return self._snapshot.names


def _endpoint(request: Request) -> str:
    return f"{request.base_url}sparql"


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)
