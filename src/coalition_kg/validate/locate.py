"""The sentence behind a faulty resource."""

from typing import Any

from pyoxigraph import Store

from coalition_kg.identify import Names
from coalition_kg.quads import prefixes
from coalition_kg.validate.findings import Location

FACT = """SELECT ?fact {
  ?fact (coal:evidence/oa:hasSelector?)? <%s> .
  ?fact a/rdfs:subClassOf coal:Fact
}
ORDER BY ?fact LIMIT 1"""
# The resource's own sentence before that of a graph which mentions it.
SENTENCE = """SELECT ?sentence ?text {
  {
    <%(iri)s>
      (prov:wasDerivedFrom|coal:sentence|coal:evidence/coal:sentence|^oa:hasSelector/coal:sentence)?
      ?sentence
    BIND(1 AS ?rank)
  } UNION {
    GRAPH ?graph { <%(iri)s> ?property ?value }
    ?graph prov:wasDerivedFrom ?sentence
    BIND(2 AS ?rank)
  }
  ?sentence a coal:Sentence ; coal:text ?text
}
ORDER BY ?rank ?sentence ?text LIMIT 1"""


def locate(store: Store, names: Names, resource: str) -> Location:
    """Return the fact and the sentence of a fact, its evidence, an entity or a graph, as far as known."""
    fact = _first(store, names, FACT % resource)
    row = _first(store, names, SENTENCE % {"iri": resource})
    sentence, text = (row[0].value, row[1].value) if row else (None, None)
    return Location(fact[0].value if fact else None, sentence, text)


def _first(store: Store, names: Names, query: str) -> Any:
    found: Any = store.query(query, prefixes=prefixes(names.base))
    return next(iter(found), None)
