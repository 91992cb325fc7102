"""Whether the axioms of the ontology and the facts can be true together, as a reasoner finds."""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode, Store, Triple

from coalition_kg.identify import Names
from coalition_kg.quads import compact, prefixes
from coalition_kg.validate.contradiction import minimal
from coalition_kg.validate.findings import VIOLATION, Finding, Location
from coalition_kg.validate.reasoner import Reasoner

SATISFIABLE = {
    "vi": "Một lớp phải có thể có phần tử.",
    "en": "A class can have members.",
}
CORRECT_CLASS = {
    "vi": "Sửa các tiên đề về lớp này trong ontology/.",
    "en": "Correct the axioms on the class in ontology/; build again.",
}
CONSISTENT = {
    "vi": "Không phát biểu nào mâu thuẫn với nhau theo bản thể học; những phát biểu nêu ở đây thì có.",
    "en": "No statements contradict each other by the axioms of the ontology; those told here do.",
}
CORRECT_FACT = {
    "vi": "Sửa hoặc bỏ một trong các phát biểu này rồi kiểm tra lại, vì có thể còn mâu thuẫn khác.",
    "en": "Correct or remove one of these statements, then validate again, as there may be more.",
}
FACT = """SELECT ?fact {
  GRAPH ?graph { ?fact a ?class ; ?property ?resource }
  ?class rdfs:subClassOf coal:Fact
}
ORDER BY ?fact LIMIT 1"""
SENTENCE = "SELECT ?sentence ?text { ?graph prov:wasDerivedFrom ?sentence . ?sentence coal:text ?text }"


def consistency_findings(store: Store, names: Names) -> Iterator[Finding]:
    """Yield the classes that can have no member, and the statements of one contradiction if there is any.

    Raise ReasonerError where the reasoner is not installed or fails.
    """
    reasoner, graphs = Reasoner(), _Graphs(store, names)
    for iri in reasoner.unsatisfiable(graphs.ontology):
        yield Finding("reasoner", "satisfiable", "", VIOLATION, iri, None, SATISFIABLE, CORRECT_CLASS)
    for triple in _contradiction(reasoner, graphs):
        yield graphs.finding(triple)


def _contradiction(reasoner: Reasoner, graphs: "_Graphs") -> list[Triple]:
    if reasoner.first_contradiction([graphs.ontology + graphs.said + graphs.reference]) is None:
        return []
    found = minimal(graphs.ontology, _smallest(reasoner, graphs), reasoner.first_contradiction)
    # The reference only tells that countries differ, unless it is at fault itself.
    return [triple for triple in found if triple not in graphs.reference] or found


def _smallest(reasoner: Reasoner, graphs: "_Graphs") -> list[Triple]:
    """Return contradictory data, few if possible: one graph, all that is said, or else the reference too."""
    candidates = [part + graphs.mentioned(part) for part in (*graphs.parts, graphs.said)]
    index = reasoner.first_contradiction([graphs.ontology + part for part in candidates])
    return graphs.said + graphs.reference if index is None else candidates[index]


class _Graphs:
    """The triples of a store, by what says them."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store, self._names, self._known = store, names, prefixes(names.base)
        self._ontology, self._reference = (NamedNode(names.graph(n)) for n in ("ontology", "reference"))
        self.ontology = self._of(self._ontology)
        self.reference = self._of(self._reference)
        others = {graph for graph in store.named_graphs() if graph not in {self._ontology, self._reference}}
        self.parts = [self._of(graph) for graph in sorted(others, key=str)]
        self.said = sorted({triple for part in self.parts for triple in part}, key=str)

    def _of(self, graph: Any) -> list[Triple]:
        return [quad.triple for quad in self._store.quads_for_pattern(None, None, None, graph)]

    def mentioned(self, part: list[Triple]) -> list[Triple]:
        """Return what the reference tells of the nodes that some triples name."""
        nodes = {node for triple in part for node in (triple.subject, triple.object)}
        return [triple for triple in self.reference if triple.subject in nodes]

    def finding(self, triple: Triple) -> Finding:
        """Return the finding of a triple that belongs to a contradiction, with the fact and the sentence."""
        iri, value = _value(triple.subject), _value(triple.object)
        told = " ".join(compact(part, self._known) for part in (triple.predicate.value, value))
        where = self._where(triple)
        return Finding("reasoner", "consistent", "", VIOLATION, iri, told, CONSISTENT, CORRECT_FACT, where)

    def _where(self, triple: Triple) -> Location:
        """Return the first sentence that says a triple, and a fact of it that names the triple's subject."""
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        for graph in sorted({str(q.graph_name.value) for q in quads if isinstance(q.graph_name, NamedNode)}):
            said = self._first(SENTENCE, graph=graph)
            if said:
                fact = self._first(FACT, graph=graph, resource=_value(triple.subject))
                iri = fact["fact"].value if fact else _value(triple.subject)
                return Location(iri, said["sentence"].value, said["text"].value)
        return Location()

    def _first(self, query: str, **nodes: str) -> Any:
        for name, iri in nodes.items():
            query = query.replace(f"?{name} ", f"<{iri}> ")
        found: Any = self._store.query(query, prefixes=self._known, use_default_graph_as_union=True)
        return next(iter(found), None)


def _value(node: Any) -> str:
    return str(node.value)
