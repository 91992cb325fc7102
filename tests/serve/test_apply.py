"""What updates and the Graph Store Protocol do to a store."""

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Store

from coalition_kg.errors import QueryError
from coalition_kg.identify import Names
from coalition_kg.query import Dataset, QuerySyntaxError
from coalition_kg.serve.apply import GraphError, Target
from coalition_kg.serve.write import Write
from coalition_kg.store import Changes, ProtectedGraphError

NAMES = Names("http://example.org")
OWN = NAMES.own_graph
SENTENCE = NAMES.sentence_graph("a1", 7)
PLAIN = Dataset(is_plain=True)
TURTLE = "text/turtle; charset=utf-8"


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def target(store: Store) -> Target:
    return Target(store, Changes(store, NamedNode(OWN), NAMES.is_evidence), NAMES)


def said(store: Store) -> set[str]:
    """Return what the named graphs say, as short texts: graph, subject and object."""
    quads = [quad for quad in store if quad.graph_name != DefaultGraph()]
    assert {q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph())} == {
        quad.triple for quad in quads
    }
    short = (
        (str(getattr(part, "value", part)).rpartition("/")[2] for part in (q.graph_name, q.subject, q.object))
        for q in quads
    )
    return {" ".join(parts) for parts in short}


def update(target: Target, text: str, using: Dataset | None = None) -> int:
    prologue = "PREFIX e: <http://example.org/e/>\n"
    return target.apply(Write("POST", (prologue + text).encode(), using=using or Dataset()))


TWO = "INSERT DATA { e:a e:p 1 . GRAPH e:g { e:b e:p 2 } }"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA { e:a e:p 1 }", {"default a 1", "g b 2"}),
        ("INSERT DATA { GRAPH e:h { e:a e:p 1 } }", {"default a 1", "g b 2", "h a 1"}),
        ("DELETE DATA { e:a e:p 1 . e:b e:p 2 }", {"g b 2"}),
        ("DELETE DATA { GRAPH e:g { e:b e:p 2 } }", {"default a 1"}),
        # A pattern reads the union; a template that names no graph writes to the own graph.
        ("INSERT { ?s e:q ?o } WHERE { ?s e:p ?o }", {"default a 1", "g b 2", "default b 2"}),
        ("DELETE WHERE { ?s ?p ?o }", {"g b 2"}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", set()),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o FILTER(?o = 2) } }", {"default a 1"}),
        ("INSERT { GRAPH ?s { ?s e:p ?o } } WHERE { ?s e:p ?o }", {"default a 1", "g b 2", "a a 1", "b b 2"}),
        ("WITH e:g DELETE { ?s ?p ?o } INSERT { e:c ?p ?o } WHERE { ?s ?p ?o }", {"default a 1", "g c 2"}),
        ("INSERT { e:c e:p ?o } USING e:g WHERE { ?s ?p ?o }", {"default a 1", "g b 2", "default c 2"}),
        ("INSERT { e:c e:p ?o } USING NAMED e:g WHERE { GRAPH ?g { ?s ?p ?o } }",
         {"default a 1", "g b 2", "default c 2"}),
        # A solution that leaves the graph unbound still writes the rest.
        ("INSERT { e:c e:p 3 GRAPH ?g { e:d e:p 4 } } WHERE { OPTIONAL { e:none e:p ?g } }",
         {"default a 1", "g b 2", "default c 3"}),
        # Each operation sees what the one before wrote, in the union too.
        ("INSERT DATA { GRAPH e:h { e:c e:p 3 } } ; INSERT { e:d e:p ?o } WHERE { e:c e:p ?o }",
         {"default a 1", "g b 2", "h c 3", "default d 3"}),
        ("CLEAR DEFAULT", {"g b 2"}),
        ("CLEAR NAMED", {"default a 1"}),
        ("DROP ALL", set()),
        ("CLEAR GRAPH e:g", {"default a 1"}),
        ("DROP SILENT GRAPH e:none", {"default a 1", "g b 2"}),
        ("ADD DEFAULT TO e:g", {"default a 1", "g b 2", "g a 1"}),
        ("COPY e:g TO DEFAULT", {"default b 2", "g b 2"}),
        ("MOVE e:g TO e:h", {"default a 1", "h b 2"}),
        ("MOVE DEFAULT TO e:h", {"g b 2", "h a 1"}),
        ("MOVE e:g TO e:g", {"default a 1", "g b 2"}),
        ("COPY SILENT e:none TO e:g", {"default a 1", "g b 2"}),
        ("PREFIX e: <http://example.org/other/> BASE <http://example.org/> INSERT DATA { <x> e:p <y> }",
         {"default a 1", "g b 2", "default x y"}),
        ("INSERT DATA { country:PL e:p <relative> }", {"default a 1", "g b 2", "default PL relative"}),
    ],
)  # fmt: skip
def test_updates(store: Store, target: Target, text: str, expected: set[str]) -> None:
    update(target, TWO)
    assert update(target, text) == 204
    assert said(store) == expected


def test_the_plain_default_graph_is_what_a_pattern_reads_where_it_is_chosen(
    store: Store, target: Target
) -> None:
    update(target, TWO)
    update(target, "INSERT { ?s e:q ?o } WHERE { ?s e:p ?o }", PLAIN)
    assert said(store) == {"default a 1", "g b 2"}
    update(target, "INSERT { GRAPH e:h { ?s e:q ?o } } WHERE { GRAPH ?g { ?s e:p ?o } }", PLAIN)
    assert said(store) == {"default a 1", "g b 2", "h a 1", "h b 2"}


def test_the_graphs_that_a_request_names(store: Store, target: Target) -> None:
    update(target, TWO)
    named = Dataset(("http://example.org/e/g",), ("http://example.org/e/none",))
    update(target, "INSERT { GRAPH e:h { ?s e:p ?o } } WHERE { ?s e:p ?o }", named)
    assert said(store) == {"default a 1", "g b 2", "h b 2"}
    for clause in ("USING e:g", "USING NAMED e:g"):
        with pytest.raises(QueryError, match="USING or WITH and its request using-graph-uri"):
            update(target, f"INSERT {{ e:a e:p ?o }} {clause} WHERE {{ ?s ?p ?o }}", named)
    with pytest.raises(QueryError, match="USING or WITH"):
        update(target, "WITH e:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", named)


def test_blank_nodes_stay_the_same_within_an_operation(store: Store, target: Target) -> None:
    update(target, "INSERT DATA { _:a e:p 1 . GRAPH e:g { _:a e:p 2 } }")
    assert len({quad.subject for quad in store}) == 1
    update(target, "INSERT DATA { _:a e:p 3 }")
    assert len({quad.subject for quad in store}) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CLEAR GRAPH e:none", "graph http://example.org/e/none does not exist; add SILENT"),
        ("DROP GRAPH e:none", "does not exist"),
        ("COPY e:none TO e:g", "does not exist"),
        ("CREATE GRAPH e:g", "graph http://example.org/e/g exists already"),
        ("DELETE DATA { _:a e:p 1 }", "syntax error"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD: the server loads nothing"),
        ("INSERT {} WHERE { SERVICE <http://127.0.0.1:9/> {} }", "SERVICE"),
        ("INSERT { <urn:x-coalition-kg:touch> } WHERE {}", "syntax error"),
        (f"INSERT {{}} WHERE {{ {'{' * 200}{'}' * 200} }}", "brackets nest"),
        (f"INSERT DATA {{ e:a e:p {'(' * 200}{')' * 200} }}", "brackets nest"),
        (f"INSERT {{}} WHERE {{ {'?a ?b ?c . ' * 300} }}", "301 triple patterns"),
    ],
)
def test_what_can_not_be_made(target: Target, text: str, message: str) -> None:
    update(target, TWO)
    with pytest.raises(QueryError, match=message):
        update(target, text)


def test_a_syntax_error_is_told_by_its_place_in_the_update_as_it_was_sent(target: Target) -> None:
    with pytest.raises(QuerySyntaxError, match="unknown prefix") as caught:
        update(target, "INSERT { ?s ?p ?o }\nWHERE { ?s nope:p ?o }")
    assert (caught.value.line, caught.value.column) == (3, 18)


def test_much_data_is_no_large_pattern(store: Store, target: Target) -> None:
    update(target, f"INSERT DATA {{ {' '.join(f'e:s{i} e:p {i} .' for i in range(2000))} }}")
    assert len(said(store)) == 2000


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{SENTENCE}> {{ e:a e:p 2 }} }}",
        f"DELETE DATA {{ GRAPH <{SENTENCE}> {{ e:a e:p 1 }} }}",
        f"INSERT DATA {{ GRAPH <{NAMES.sentence_graph('a1', 99)}> {{ e:a e:p 2 }} }}",
        f"INSERT DATA {{ GRAPH <{NAMES.graph('provenance')}> {{ e:a e:p 2 }} }}",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { GRAPH ?g { e:new e:p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"INSERT {{ GRAPH ?g {{ e:a e:p 2 }} }} WHERE {{ BIND(IRI(CONCAT('{SENTENCE[:-1]}', '7')) AS ?g) }}",
        f"WITH <{SENTENCE}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        "DROP ALL",
        f"CLEAR GRAPH <{SENTENCE}>",
        f"MOVE <{SENTENCE}> TO e:g",
        f"COPY e:g TO <{SENTENCE}>",
    ],
)
def test_the_evidence_is_protected(store: Store, target: Target, text: str) -> None:
    quads = f"<http://example.org/e/a> <http://example.org/e/p> 1 . GRAPH <{SENTENCE}> {{ <e:a> <e:p> 1 }}"
    store.update(f"INSERT DATA {{ {quads} }}")
    store.update(f"PREFIX e: <http://example.org/e/> INSERT DATA {{ GRAPH <{SENTENCE}> {{ e:a e:p 1 }} }}")
    update(target, "INSERT DATA { GRAPH e:g { e:b e:p 2 } }")
    with pytest.raises(ProtectedGraphError, match="start the server with --allow-evidence-edits"):
        update(target, text)


def put(graph: str, body: str, method: str = "PUT", media_type: str = TURTLE) -> Write:
    return Write(method, body.encode(), media_type, graph)


def test_graphs_are_replaced_added_to_and_removed(store: Store, target: Target) -> None:
    graph = "http://example.org/e/g"
    assert target.apply(put(graph, "<a> <p> 1 .")) == 201
    assert target.apply(put(graph, "<b> <p> 2 .")) == 204
    assert said(store) == {"g b 2"}
    assert target.apply(put(graph, "<c> <p> 3 .", "POST")) == 204
    assert target.apply(put("http://example.org/e/h", "<c> <p> 3 .", "POST")) == 201
    assert said(store) == {"g b 2", "g c 3", "h c 3"}
    # Relative IRIs are the graph's.
    assert NamedNode("http://example.org/e/c") in {quad.subject for quad in store}
    assert target.apply(Write("DELETE", b"", graph=graph)) == 204
    assert said(store) == {"h c 3"}
    with pytest.raises(GraphError, match=r"graph http://example\.org/e/g does not exist") as caught:
        target.apply(Write("DELETE", b"", graph=graph))
    assert caught.value.status == 404


def test_the_default_graph_is_written_as_the_own_graph(store: Store, target: Target) -> None:
    target.apply(put("http://example.org/e/g", "<http://example.org/e/b> <p> 2 ."))
    assert target.apply(put("", "<a> <p> 1 .")) == 204
    assert target.apply(put("", "<c> <p> 3 .")) == 204
    assert said(store) == {"g b 2", "default c 3"}
    assert target.apply(Write("DELETE", b"", graph="")) == 204
    assert said(store) == {"g b 2"}


def test_blank_nodes_of_two_documents_are_two(store: Store, target: Target) -> None:
    for _ in range(2):
        target.apply(put("http://example.org/e/g", "_:x <p:p> <o:o> .", "POST", "application/n-triples"))
    assert len(said(store)) == 2


def test_an_empty_graph_exists(store: Store, target: Target) -> None:
    assert target.apply(put("http://example.org/e/g", "")) == 201
    assert list(store.named_graphs()) == [NamedNode("http://example.org/e/g")]


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/turtle", "<http://example.org/e/a> <p:p> 1 ."),
        ("application/n-triples", '<http://example.org/e/a> <p:p> "1" .'),
        ("application/ld+json", '{"@id": "http://example.org/e/a", "p:p": "1"}'),
        (
            "application/rdf+xml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="http://example.org/e/a" xmlns:p="p:"><p:p>1</p:p></rdf:Description>'
            "</rdf:RDF>",
        ),
    ],
)
def test_the_formats_of_graphs(store: Store, target: Target, media_type: str, body: str) -> None:
    target.apply(put("http://example.org/e/g", body, media_type=media_type))
    assert said(store) == {"g a 1"}


def test_a_body_of_several_documents(store: Store, target: Target) -> None:
    part = 'Content-Disposition: form-data; name="x"; filename="x.ttl"\r\nContent-Type: text/turtle\r\n\r\n'
    body = f"--b\r\n{part}<a> <p> 1 .\r\n--b\r\n{part}<b> <p> 'Việt' .\r\n--b--\r\n"
    target.apply(put("http://example.org/e/g", body, "POST", "multipart/form-data; boundary=b"))
    assert said(store) == {"g a 1", "g b Việt"}


@pytest.mark.parametrize(
    ("media_type", "body", "status", "message"),
    [
        ("", "<a> <p> 1 .", 415, "send one of application/ld"),
        ("image/png", "", 415, "content type 'image/png'"),
        ("text/turtle", "<a> <p>", 400, "the body is no Turtle"),
        ("application/trig", "GRAPH <g:g> { <a:a> <p:p> 1 }", 400, "a graph can't hold named graphs"),
        ("multipart/form-data; boundary=b", "no part", 400, "the body has no parts"),
        ("multipart/form-data", "no part", 400, "the body has no parts"),
    ],
)
def test_what_is_no_graph(target: Target, media_type: str, body: str, status: int, message: str) -> None:
    with pytest.raises(GraphError, match=message) as caught:
        target.apply(put("http://example.org/e/g", body, media_type=media_type))
    assert caught.value.status == status


def test_a_body_that_is_not_utf_8(target: Target) -> None:
    with pytest.raises(GraphError) as caught:
        target.apply(Write("PUT", b"<a> <p> '\xff' .", "text/turtle", "http://example.org/e/g"))
    assert caught.value.status == 400


def test_the_evidence_is_protected_from_documents(target: Target) -> None:
    for write in (put(SENTENCE, "<a> <p> 1 ."), put(SENTENCE, "<a> <p> 1 .", "POST")):
        with pytest.raises(ProtectedGraphError):
            target.apply(write)
