import pytest

from coalition_kg.errors import QueryError
from coalition_kg.query.tokens import refuse_services, tokens, words


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", {"SELECT"}),
        ("select * { service <http://x/> { } }", {"SELECT", "SERVICE"}),
        ("ASK { ?s ?p 'SERVICE' }", {"ASK"}),
        ('ASK { ?s ?p "say \\"SERVICE\\" now" }', {"ASK"}),
        ("ASK { ?s ?p '''it's SERVICE''' }", {"ASK"}),
        ('ASK { ?s ?p """a "SERVICE" b""" }', {"ASK"}),
        ("ASK { ?s <http://x/SERVICE#SERVICE> ?o }", {"ASK"}),
        ("ASK { ?service $SERVICE ex:SERVICE }", {"ASK"}),
        ("ASK { ?s ?p ?o } # SERVICE\n", {"ASK"}),
        ("ASK { ?s ?p 'x' # '\n SERVICE ?x { } }", {"ASK", "SERVICE"}),
        ("ASK { FILTER(1<2) SERVICE ?x { } FILTER(3>2) }", {"ASK", "FILTER", "SERVICE"}),
        ("ASK{FILTER(1<2)SERVICE<http://x/>{}}", {"ASK", "FILTER", "SERVICE"}),
        ("ASK { ?s ?p 'x'@service }", {"ASK"}),
        ("SELECT * FROM <http://x/> { }", {"SELECT", "FROM"}),
        ("ASK { ?s ex:a\\#b ?o . SERVICE ?x {} }", {"ASK", "SERVICE"}),
    ],
)
def test_only_bare_words_are_seen(query: str, expected: set[str]) -> None:
    assert words(tokens(query)) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "?s ?p country:.SERVICE <x:x> {}",
        "SERVICE:a {}",
        "SERVICESILENT<x:x> {}",
        "SERVICESILENTex:a # {\n {}",
        "?s ?p trueSERVICE<x:x> {}",
        "?s ?p 1e5SERVICE<x:x> {}",
        "?s ?p ?a FILTER(?a<?b)SERVICE:x#>\n{}",
        "?s ?p ?a FILTER(?a<?b#>'''\n)SERVICE<x:x> {}",
        "?s ?p ?a FILTER(?a<'>')SERVICE<x:x> {} FILTER('' = '')",
    ],
)
def test_a_service_is_seen_however_it_is_written(pattern: str) -> None:
    query = f"ASK {{ {pattern} }}"
    with pytest.raises(QueryError, match="SERVICE: queries over the network are not allowed"):
        refuse_services(query, tokens(query))


def test_the_word_service_is_no_call() -> None:
    query = (
        "PREFIX service: <http://service/#service> # SERVICE <x:x> {}\n"
        "ASK { ?service service:service 'SERVICE <x:x> {}', <http://x/service> ; ex:SERVICE 1 . {} }"
    )
    refuse_services(query, tokens(query))
