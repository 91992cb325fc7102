import pytest

from coalition_kg.query.words import words


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
    assert words(query) == expected
