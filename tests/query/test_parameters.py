"""Values of parameters: typed, checked, and never a part of the query's text."""

import io

import pytest

from coalition_kg.errors import QueryError
from coalition_kg.identify import Names
from coalition_kg.query import named_queries, named_query, run
from coalition_kg.store import Snapshot

NAMES = Names()


def rows(snapshot: Snapshot, name: str, **values: str) -> list[str]:
    out = io.BytesIO()
    run(snapshot, named_query(name).with_values(values, snapshot.names), "csv", out)
    return out.getvalue().decode().splitlines()[1:]


def test_a_value_takes_the_place_of_the_query_s_own(extracted: Snapshot) -> None:
    own = rows(extracted, "strength-at-date")
    assert rows(extracted, "strength-at-date", country="PL", theatre="IQ", date="2004-04-30") == own
    (ukraine,) = rows(extracted, "strength-at-date", country="UA")
    assert ",1485,1815,2004-04-01," in ukraine
    assert rows(extracted, "strength-at-date", date="2004-03-31") == []
    assert rows(extracted, "strength-at-date", country="ZZ") == []


def test_each_kind_of_value(extracted: Snapshot) -> None:
    (germany,) = rows(extracted, "top-contributors", theatre="AF")
    assert "country/DE" in germany
    (world,) = rows(extracted, "top-contributors", theatre="world")
    assert ",10000,10000," in world
    assert rows(extracted, "known-by-date", date="2004-04-29") == []
    assert len(rows(extracted, "known-by-date", date="2004-04-30")) > 10
    shared = rows(extracted, "shared-sectors", country="UA")
    assert [line.rpartition("/country/")[2][:2] for line in shared] == ["BG", "PL"]


def test_an_unknown_parameter_names_the_known_ones() -> None:
    with pytest.raises(QueryError, match=r"no parameter 'nation'; its parameters: country \(country\)"):
        named_query("strength-at-date").with_values({"nation": "PL"}, NAMES)
    with pytest.raises(QueryError, match="its parameters: none"):
        named_query("stances").with_values({"country": "PL"}, NAMES)


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("country", "Poland", "a country's code of ISO 3166-1, such as PL"),
        ("country", "pl", "such as PL"),
        ("country", "PL AS ?x) } #", "such as PL"),
        ("country", "PL\n", "such as PL"),
        ("theatre", "Gulf", "a host country's code such as IQ, or a region such as gulf"),
        ("theatre", "../x", "such as IQ"),
        ("date", "2004", "a day such as 2004-04-30"),
        ("date", "2004-02-31", "a day such as"),
        ("date", '2004-04-30"^^xsd:date AS ?date)', "a day such as"),
    ],
)
def test_a_value_of_another_kind_is_refused(name: str, value: str, advice: str) -> None:
    with pytest.raises(QueryError) as caught:
        named_query("strength-at-date").with_values({name: value}, NAMES)
    assert advice in str(caught.value)


def test_only_the_line_of_the_parameter_changes() -> None:
    for named in named_queries():
        for parameter in named.parameters:
            value = {"country": "ES", "theatre": "AF", "date": "2005-01-01"}[parameter.kind]
            before = named.text.splitlines()
            after = named.with_values({parameter.name: value}, NAMES).splitlines()
            changed = [new for old, new in zip(before, after, strict=True) if old != new]
            assert [line.strip().split(" ")[0] for line in changed] == ["BIND"]
            assert changed[0].endswith(f"AS ?{parameter.name})")


def test_a_value_is_made_for_the_base_of_the_graph() -> None:
    text = named_query("shared-sectors").with_values({"country": "UA"}, Names("https://example.org/kg"))
    assert "BIND (<https://example.org/kg/id/country/UA> AS ?country)" in text
