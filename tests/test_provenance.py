"""Every triple outside the background graphs leads to its sentence, or to those that it follows from."""

from pyoxigraph import Literal, NamedNode

from coalition_kg.quads import namespaces as ns
from coalition_kg.quads import prefixes
from coalition_kg.store import Snapshot

DERIVED = NamedNode(ns.PROV + "wasDerivedFrom")
IDENTIFIER = NamedNode(ns.DCTERMS + "identifier")


def test_every_triple_leads_to_one_sentence_of_an_article(snapshot: Snapshot) -> None:
    store, names = snapshot.store, snapshot.names
    background = {names.graph(name) for name in ("ontology", "reference", "provenance", "derivations")}
    named = [quad for quad in store if isinstance(quad.graph_name, NamedNode)]
    stated = [quad for quad in named if quad.graph_name.value not in background]
    stated = [quad for quad in stated if not names.is_derivation(str(getattr(quad.graph_name, "value", "")))]
    provenance = NamedNode(names.graph("provenance"))
    assert len(stated) > 1000
    for quad in stated:
        (derived,) = store.quads_for_pattern(quad.graph_name, DERIVED, None, provenance)
        about = store.quads_for_pattern(derived.object, None, None, provenance)  # type: ignore[arg-type]
        slots = {triple.predicate.value: triple.object for triple in about}
        article = slots[names.term("article")]
        (name,) = store.quads_for_pattern(article, IDENTIFIER, None, provenance)  # type: ignore[arg-type]
        raw = snapshot.article_text(str(getattr(name.object, "value", "")))
        offsets = [slots[names.term(term)] for term in ("start", "end")]
        start, end = (int(offset.value) for offset in offsets if isinstance(offset, Literal))
        assert raw[start:end] == getattr(slots[names.term("text")], "value", None)


def test_the_same_is_plain_sparql(snapshot: Snapshot) -> None:
    lost = snapshot.store.query(
        """ASK { GRAPH ?g { ?s ?p ?o }
           FILTER (?g NOT IN (graph:ontology, graph:reference, graph:provenance, graph:derivations))
           FILTER NOT EXISTS { ?g prov:wasDerivedFrom+ ?sentence . ?sentence coal:text ?text } }""",
        prefixes=prefixes(snapshot.names.base),
    )
    assert bool(lost) is False
