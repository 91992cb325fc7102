import pytest

from coalition_kg.errors import OutputError
from coalition_kg.query import Form
from coalition_kg.serve.negotiate import accepts_html, choose, named

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form", "expected"),
    [
        ("", Form.SELECT, "application/sparql-results+json"),
        ("*/*", Form.SELECT, "application/sparql-results+json"),
        ("*/*", Form.GRAPH, "text/turtle"),
        (BROWSER, Form.SELECT, "text/html"),
        (BROWSER, Form.GRAPH, "text/html"),
        ("text/csv", Form.SELECT, "text/csv"),
        ("TEXT/CSV", Form.SELECT, "text/csv"),
        (
            "text/csv;q=0.5, application/sparql-results+xml;q=0.6",
            Form.SELECT,
            "application/sparql-results+xml",
        ),
        ("text/*", Form.SELECT, "text/csv"),
        ("text/*;q=0.9, text/csv;q=0, */*;q=0.1", Form.SELECT, "text/tab-separated-values"),
        ("application/json", Form.ASK, "application/json"),
        ("application/ld+json", Form.GRAPH, "application/ld+json"),
        ("application/n-triples, text/turtle;q=0.9", Form.GRAPH, "application/n-triples"),
        ("text/turtle", Form.SELECT, None),
        ("text/csv;q=0", Form.SELECT, None),
        ("image/png", Form.SELECT, None),
        ("text/csv;q=nonsense, text/tab-separated-values;q=0.1", Form.SELECT, "text/tab-separated-values"),
        ("text/csv;header=present;q=0.2", Form.SELECT, "text/csv"),
    ],
)
def test_the_best_liked_type_wins(accept: str, form: Form, expected: str | None) -> None:
    found = choose(accept, form)
    assert (found[0] if found else None) == expected


def test_a_format_by_name_overrules() -> None:
    assert named("csv", Form.SELECT) == ("text/csv", "csv")
    with pytest.raises(
        OutputError, match="format 'turtle' can't hold the result of SELECT; use one of json, xml, csv"
    ):
        named("turtle", Form.SELECT)


def test_html_must_be_asked_for_by_name() -> None:
    assert accepts_html(BROWSER) is True
    assert accepts_html("*/*") is False
    assert accepts_html("text/html;q=0") is False
