"""A few facts by hand, and what follows from them by one rule."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from pyoxigraph import Quad

from coalition_kg.derive import derive, rule_iri, rules
from coalition_kg.identify import DEFAULT_BASE, Names
from coalition_kg.model import (
    Article,
    Casualty,
    Commitment,
    DateMention,
    Evidence,
    Fact,
    Quantity,
    SectorCommand,
    SectorMembership,
    Sentence,
    StrengthReport,
)
from coalition_kg.quads import article_quads, compact, evidence_quads, fact_quads, ontology_quads, prefixes

NAMES = Names()
CURIES = prefixes(DEFAULT_BASE)
RULES = {rule.name: rule for rule in rules()}
# Articles by name, with their dates of publication; "undated" has none.
PUBLISHED = {
    "april": "2004-04~",
    "spring": "2004-04-20",
    "july": "2005-07",
    "later": "2005-12",
    "undated": None,
}
MASKED = Quantity(None, redacted=True)

Conclusion = dict[str, str]
_numbers = count(1)


def exactly(number: int) -> Quantity:
    return Quantity(number, lower=number, upper=number)


def on(edtf: str | None) -> DateMention | None:
    return DateMention("ngày", edtf) if edtf else None


def evidence(article: str) -> Evidence:
    number = next(_numbers)
    return Evidence(article, number, 10 * number, 10 * number + 9, "x" * 9, "given")


def strength(country: str, quantity: Quantity | int, article: str, **slots: Any) -> StrengthReport:
    """Return a strength; of the coalition or of the allies where they stand in the place of the country."""
    force = country if country.islower() else None
    stated = exactly(quantity) if isinstance(quantity, int) else quantity
    values = {
        "theatre": "IQ",
        "phase": "current",
        "personnel": "soldiers",
        "holder": force or "country",
    } | slots
    return StrengthReport(
        evidence=evidence(article), country=None if force else country, quantity=stated, **values
    )


def loss(
    country: str, quantity: Quantity | int, article: str, day: str | None = None, **slots: Any
) -> Casualty:
    stated = exactly(quantity) if isinstance(quantity, int) else quantity
    values = {"theatre": "IQ", "victims": "soldiers", "cause": "clash" if day else None} | slots
    return Casualty(evidence=evidence(article), country=country, quantity=stated, date=on(day), **values)


def commitment(
    country: str, action: str, modality: str, article: str, day: str | None = None, **slots: Any
) -> Commitment:
    values = {"theatre": "IQ"} | slots
    return Commitment(
        evidence=evidence(article), country=country, action=action, modality=modality, date=on(day), **values
    )


def member(country: str, lead: str, article: str) -> SectorMembership:
    return SectorMembership(evidence=evidence(article), country=country, theatre="IQ", lead=lead)


def command(country: str, area: str, article: str) -> SectorCommand:
    return SectorCommand(evidence=evidence(article), country=country, theatre="IQ", area=(area,))


def quads_of(facts: Iterable[Fact]) -> Iterator[Quad]:
    """Yield the graph of facts: the classes of modality, and each fact with its article and sentence."""
    yield from (quad for quad in ontology_quads(NAMES) if quad.predicate.value.endswith("#broader"))
    for fact in facts:
        found = fact.evidence
        published = PUBLISHED[found.article]
        article = Article(found.article, "x" * 9999, "0" * 64, found.article, published, published)
        sentence = Sentence(found.article, found.sentence, found.start, found.end, found.quote)
        yield from article_quads(article, [sentence], NAMES)
        yield from fact_quads(fact, NAMES)
        yield from evidence_quads(fact, article, NAMES)


def conclusions(rule: str, *facts: Fact) -> list[Conclusion]:
    """Return what a rule concludes from facts, all rules applied: property → values, sorted."""
    derived = derive(quads_of(facts), NAMES, list(RULES.values()))
    by = {q.subject for q in derived.record if str(q.object) == f"<{rule_iri(rule, NAMES)}>"}
    found: dict[str, dict[str, list[str]]] = {}
    for quad in derived.quads:
        if quad.graph_name in by:
            values = found.setdefault(str(quad.graph_name), {})
            name = compact(quad.predicate.value, CURIES).removeprefix("coal:")
            values.setdefault(name, []).append(compact(str(getattr(quad.object, "value", "")), CURIES))
    flat = [{name: " ".join(sorted(values)) for name, values in graph.items()} for graph in found.values()]
    return sorted(flat, key=str)


def told(rule: str, wanted: str, *facts: Fact) -> list[str]:
    """Return some properties of each conclusion, in a line each; "-" where one is missing."""
    lines = (" ".join(found.get(name, "-") for name in wanted.split()) for found in conclusions(rule, *facts))
    return sorted(lines)


def name_of(fact: Fact) -> str:
    """Return the CURIE of a fact."""
    return compact(NAMES.fact(fact), CURIES)
