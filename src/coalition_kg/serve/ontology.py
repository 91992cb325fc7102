"""The ontology under its own IRI: a page that pyLODE made for browsers, and RDF for everyone else."""

import base64
import hashlib
import re
from functools import cache
from typing import Any

from pyoxigraph import serialize
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coalition_kg.identify import DEFAULT_BASE, Names
from coalition_kg.quads import namespaces as ns
from coalition_kg.quads import ontology_triples, prefixes
from coalition_kg.query import Form, format_named
from coalition_kg.resources import root
from coalition_kg.serve.negotiate import HTML, choose
from coalition_kg.serve.problem import problem

PAGE = "coalition.html"
# The ontology's IRI, and that of its version; a term is a fragment of the first.
PATHS = ("/ontology", "/ontology/{version}")
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def ontology_routes(names: Names) -> list[Route]:
    """Return the routes of the ontology under the base IRI of ``names``."""
    version = ontology_version(names)

    @cache
    def content(name: str) -> bytes:
        return page(names.base).encode() if name == HTML else _rdf(names, name)

    # All that it answers is small and made once, so no thread is needed.
    async def ontology(request: Request) -> Response:
        if request.path_params.get("version", version) != version:
            return problem(404, f"{request.url.path}: another version is served; ask for /ontology/{version}")
        offer = choose(request.headers.get("accept", ""), Form.GRAPH)
        if offer is None:
            return problem(406, "the ontology is there as text/html, text/turtle and other forms of RDF")
        media_type, name = offer
        return Response(content(name), media_type=media_type, headers={"Vary": "Accept"})

    return [Route(path, ontology, methods=["GET", "HEAD"]) for path in PATHS]


def page(base: str) -> str:
    """Return the page of the ontology under a base IRI."""
    text = (root() / "ontology" / PAGE).read_text(encoding="utf-8")
    return text.replace(DEFAULT_BASE, base)


def with_page_style(policy: str) -> str:
    """Return a content security policy that allows of the style of the ontology's page too."""
    [style] = STYLE.findall((root() / "ontology" / PAGE).read_text(encoding="utf-8"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return re.sub(r"style-src [^;]*", rf"\g<0> 'sha256-{digest}'", policy, count=1)


def ontology_version(names: Names) -> str:
    """Return the ontology's owl:versionInfo."""
    found = (t.object for t in ontology_triples(names) if t.predicate.value == ns.OWL + "versionInfo")
    return str(getattr(next(found), "value", ""))


def _rdf(names: Names, name: str) -> bytes:
    serializer: Any = format_named(name, Form.GRAPH).serializer  # it fits, as it was chosen for triples
    triples = sorted(ontology_triples(names), key=str)
    return serialize(triples, format=serializer, prefixes=prefixes(names.base)) or b""
