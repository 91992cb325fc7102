import pytest

from coalition_kg.errors import QueryError
from coalition_kg.query import Block, Data, Manage, Modify, operations


def test_operations_in_their_order_each_with_the_prologue_so_far() -> None:
    first, second = operations(
        "INSERT DATA { <a:a> <b:b> 1 } ; "
        "PREFIX ex: <http://e/> BASE <http://b/> DELETE DATA { ex:a ex:b 2 } ;"
    )
    assert first == Data("", is_insert=True, quads=" <a:a> <b:b> 1 \n")
    prologue = "PREFIX ex: <http://e/>\nBASE <http://b/>\n"
    assert second == Data(prologue, is_insert=False, quads=" ex:a ex:b 2 \n")


def test_a_pattern_with_templates() -> None:
    (found,) = operations(
        "WITH <w:w> DELETE { ?a ?b ?c GRAPH ?g { ?d ?e '}' } . ?f ?g ?h } INSERT { ?x ?y <<( ?a ?b ?c )>> } "
        "USING <u:u> USING NAMED ex:n WHERE { { ?a ?b ?c } FILTER(?a < 3) }"
    )
    assert found == Modify(
        prologue="",
        with_="<w:w>",
        delete=(Block(None, " ?a ?b ?c \n"), Block("?g", " ?d ?e '}' \n"), Block(None, " ?f ?g ?h \n")),
        insert=(Block(None, " ?x ?y <<( ?a ?b ?c )>> \n"),),
        using="USING <u:u>\nUSING NAMED ex:n\n",
        where=" { ?a ?b ?c } FILTER(?a < 3) \n",
    )


def test_delete_where_is_its_own_template() -> None:
    (found,) = operations("DELETE WHERE { GRAPH <g:g> { ?s ?p ?o } # }\n }")
    assert isinstance(found, Modify)
    assert found.delete == (Block("<g:g>", " ?s ?p ?o \n"),)
    assert found.where == " GRAPH <g:g> { ?s ?p ?o } # }\n \n"


def test_an_annotation_of_rdf_1_2_is_no_block() -> None:
    (found,) = operations("INSERT { ?s ?p ?o {| ?q ?r |} } WHERE {}")
    assert isinstance(found, Modify)
    assert found.insert == (Block(None, " ?s ?p ?o {| ?q ?r |} \n"),)


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("CLEAR SILENT GRAPH <g:g>", Manage("", "CLEAR", is_silent=True, graph="<g:g>")),
        ("drop all", Manage("", "DROP", is_silent=False, graph="ALL")),
        ("CLEAR named", Manage("", "CLEAR", is_silent=False, graph="NAMED")),
        ("CREATE GRAPH ex:g", Manage("", "CREATE", is_silent=False, graph="ex:g")),
        ("MOVE DEFAULT TO GRAPH <g:g>", Manage("", "MOVE", is_silent=False, graph="DEFAULT", to="<g:g>")),
        ("COPY SILENT <a:a> TO DEFAULT", Manage("", "COPY", is_silent=True, graph="<a:a>", to="DEFAULT")),
    ],
)
def test_graph_management(update: str, expected: Manage) -> None:
    assert operations(update) == [expected]


@pytest.mark.parametrize(
    ("update", "message"),
    [
        (" # nothing\n", "empty update: write INSERT"),
        ("SELECT * {}", "line 1, column 1: 'SELECT' stands where an operation of SPARQL Update is expected"),
        ("CLEAR\n  XYZ", "line 2, column 3: 'XYZ' stands where GRAPH is expected"),
        ("ADD <a:a>", "at the end of the update: TO is missing"),
        ("INSERT DATA { <a:a>", "a brace { is never closed"),
        ("INSERT DATA {} INSERT DATA {}", "'INSERT' stands where ; is expected"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD: the server loads nothing from the network"),
        ("LOAD SILENT <a:a> INTO GRAPH <g:g>", "LOAD: the server loads nothing from the network"),
        ("INSERT {} WHERE { SERVICE <s:s> {} }", "SERVICE: queries over the network are not allowed"),
    ],
)
def test_what_is_no_update_or_asks_the_network_is_refused(update: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        operations(update)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "update",
    [
        # The engine reads a keyword here, or could.
        "INSERT { ?s ?p trueGRAPH<g:g> { ?s ?p ?o } } WHERE {}",
        "INSERT { GRAPHex:a { ?s ?p ?o } } WHERE {}",
        "INSERT { GRAPH <g:g> { GRAPH <h:h> { ?s ?p ?o } } } WHERE {}",
        "INSERT { GRAPH 'g' { ?s ?p ?o } } WHERE {}",
        # What looks like an IRI hides the end of the pattern, and another operation in a string.
        "INSERT {} WHERE { FILTER(?a<?b#> '''\n) } ; INSERT DATA { GRAPH <g:g> { <a:a> <b:b> 1 } } #'''\n) }",
        "INSERT {} WHERE { FILTER(?a<'x>'}') }",
    ],
)
def test_what_the_engine_may_read_in_another_way_is_refused(update: str) -> None:
    with pytest.raises(QueryError):
        operations(update)


def test_an_iri_with_a_fragment_stands_wherever_there_is_no_comparison() -> None:
    (found,) = operations("INSERT DATA { <urn:a#b> <#c> <d'e> }")
    assert found == Data("", is_insert=True, quads=" <urn:a#b> <#c> <d'e> \n")
    with pytest.raises(QueryError, match="if this is an IRI, declare a prefix for it"):
        operations("INSERT {} WHERE { ?s ?p <urn:a#b> }")
    assert operations("INSERT {} WHERE { ?s ?p <http://a#b> }")


def test_a_block_after_a_name_that_ends_in_a_dot() -> None:
    (found,) = operations("INSERT { ?s ?p ex:.GRAPH<g:g>{ ?s ?p 1 } } WHERE {}")
    assert isinstance(found, Modify)
    assert [block.graph for block in found.insert] == [None, "<g:g>"]
