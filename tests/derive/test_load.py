"""Rules that break a convention are refused, and told how to keep it."""

from pathlib import Path

import pytest

from coalition_kg.derive import rules
from coalition_kg.derive.strata import needs
from coalition_kg.errors import RuleError
from coalition_kg.identify import DEFAULT_BASE
from tests.derive.facts import RULES
from tests.derive.test_engine import REACH, rule_file

STEP = REACH.format(name="x", body="GRAPH ?fromA { ?a coal:next ?c }")


def test_the_shipped_rules_read_only_what_comes_before() -> None:
    pairs = {(reader.name, source.name) for reader, source in needs(list(RULES.values()))}
    assert ("loss-rate", "latest-strength") in pairs
    assert ("latest-strength", "strength-superseded") in pairs
    assert ("strength-contradiction", "strength-figure") in pairs
    assert all(RULES[source].stratum < RULES[reader].stratum for reader, source in pairs)


def test_the_same_rules_for_another_base() -> None:
    other = rules("https://example.org/kg")
    assert [rule.name for rule in other] == list(RULES)
    assert not any(DEFAULT_BASE in rule.text for rule in other)


def load(folder: Path, body: str, stratum: int = 1) -> None:
    rule_file(folder, "rule", stratum, body)
    rules(folder=folder)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("SELECT * { ?s ?p ?o }", r"rule\.rq: no CONSTRUCT"),
        (STEP.replace("?hash", "?name"), r"rule\.rq: \?hash is not bound"),
        (STEP.replace("fromA", "graph"), r"rule\.rq: no GRAPH \?from"),
        (STEP.replace("{ ?a coal:next", "{ ex:a coal:next ?a,"), r"\?fromA is no graph with a premise"),
        (STEP.replace("coal:reaches ?c", "coal:reaches ?d"), r"\?d of the template is not in the conditions"),
        (STEP.replace("coal:reaches ?c", "nope:reaches ?c"), r"rule\.rq: the template can't be read"),
    ],
)  # fmt: skip
def test_a_rule_that_breaks_a_convention_is_refused(tmp_path: Path, body: str, message: str) -> None:
    load(tmp_path / "good", STEP)
    with pytest.raises(RuleError, match=message):
        load(tmp_path, body)


@pytest.mark.parametrize("line", ["title@vi: x", "derives@en: x", "example: x", "stratum: 1"])
def test_a_header_is_whole(tmp_path: Path, line: str) -> None:
    load(tmp_path, STEP)
    path = tmp_path / "rule.rq"
    path.write_text(path.read_text(encoding="utf-8").replace(f"# {line}\n", ""), encoding="utf-8")
    with pytest.raises(RuleError, match=f"header lacks `# {line.partition(':')[0]}:`; add it"):
        rules(folder=tmp_path)


def test_a_stratum_is_a_number(tmp_path: Path) -> None:
    for stratum in ("one", "0", "-1"):
        rule_file(tmp_path, "rule", 1, STEP)
        path = tmp_path / "rule.rq"
        text = path.read_text(encoding="utf-8").replace("stratum: 1", f"stratum: {stratum}")
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RuleError, match=f"stratum '{stratum}' is no number; count the strata from 1"):
            rules(folder=tmp_path)


NEGATING = """CONSTRUCT {{ ?a coal:isLast true }} WHERE {{
  GRAPH ?fromA {{ ?a coal:next ?c }} {condition}
  BIND (SUBSTR(SHA256(STR(?a)), 1, 20) AS ?hash) }}"""


@pytest.mark.parametrize(
    "condition",
    [
        "FILTER NOT EXISTS { GRAPH ?g { ?c coal:reaches ?d } }",
        "MINUS { GRAPH ?g { ?c coal:reaches ?d } }",
        "OPTIONAL { GRAPH ?g { ?c coal:reaches ?d } }",
        "{ SELECT ?c (COUNT(*) AS ?n) { GRAPH ?g { ?c coal:reaches ?d } } GROUP BY ?c }",
    ],
)
def test_what_may_still_grow_is_not_counted_or_negated(tmp_path: Path, condition: str) -> None:
    body = NEGATING.format(condition=condition)
    rule_file(tmp_path, "step", 1, STEP)
    rule_file(tmp_path, "last", 2, body)
    assert [rule.name for rule in rules(folder=tmp_path)] == ["step", "last"]
    rule_file(tmp_path, "last", 1, body)
    with pytest.raises(RuleError, match="counts or negates what step derives in the same stratum 1"):
        rules(folder=tmp_path)


def test_what_comes_later_is_not_read(tmp_path: Path) -> None:
    rule_file(tmp_path, "step", 2, STEP)
    rule_file(tmp_path, "far", 1, REACH.format(name="y", body="GRAPH ?fromA { ?a coal:reaches ?c }"))
    with pytest.raises(RuleError, match="stratum 1 reads what step derives in stratum 2; give it a later"):
        rules(folder=tmp_path)
