"""Whether every fact says what its article says, where it claims to."""

import unicodedata
from collections.abc import Iterator
from dataclasses import fields

from pyoxigraph import NamedNode

from coalition_kg.model import DateMention, Evidence, Fact, Quantity, Span
from coalition_kg.quads import namespaces as ns
from coalition_kg.verify.case import Case
from coalition_kg.verify.problem import Finding, Problem

# Slots whose value is a text as written, beside dates.
WRITTEN = ("place", "speaker")


def complete(case: Case) -> Iterator[Finding]:
    """Check that every fact can be read whole."""
    for iri, found in case.readings.items():
        yield Problem("fact", iri, found) if isinstance(found, str) else None


def quotes(case: Case) -> Iterator[Finding]:
    """Check that every quote stands at its offsets in the raw article and inside its sentence."""
    for iri, fact in case.facts.items():
        text = case.text(fact.evidence.article)
        if text is not None:
            wrong = _wrong_quote(case, fact.evidence, text) or _wrong_selector(case, fact, text)
            yield Problem("quote", iri, wrong) if wrong else None


def _wrong_quote(case: Case, found: Evidence, text: str) -> str | None:
    there = text[found.start : found.end]
    if not found.quote or there != found.quote:
        return f"{found.article} has {there!r} at {found.start}-{found.end}, the quote is {found.quote!r}"
    sentence = NamedNode(case.names.sentence(found.article, found.sentence))
    start, end = case.number(sentence, "start"), case.number(sentence, "end")
    if start is None or end is None or not start <= found.start < found.end <= end:
        return f"quote at {found.start}-{found.end} is not inside sentence {found.sentence} at {start}-{end}"
    return None


def _wrong_selector(case: Case, fact: Fact, text: str) -> str | None:
    found = fact.evidence
    selector = NamedNode(f"{case.names.evidence(fact)}#quote")
    before, after = case.value(selector, ns.OA + "prefix"), case.value(selector, ns.OA + "suffix")
    if before is not None and not text[: found.start].endswith(before):
        return f"the text before the quote is not {before!r}"
    if after is not None and not text[found.end :].startswith(after):
        return f"the text after the quote is not {after!r}"
    return None


def context(case: Case) -> Iterator[Finding]:
    """Check that every other sentence that a fact needs exists."""
    for iri, fact in case.facts.items():
        for number in fact.evidence.context:
            sentence = NamedNode(case.names.sentence(fact.evidence.article, number))
            known = case.value(sentence, "text") is not None
            yield (
                None if known else Problem("context", iri, f"{sentence.value} is no sentence of the snapshot")
            )


def names(case: Case) -> Iterator[Finding]:
    """Check that every fact has the name that its content gives."""
    for iri, fact in case.facts.items():
        expected = case.names.fact(fact)
        yield None if iri == expected else Problem("name", iri, f"its content gives the name {expected}")


def texts(case: Case) -> Iterator[Finding]:
    """Check that every condition, place, speaker and date stands in the article as written."""
    for iri, fact in case.facts.items():
        raw = case.text(fact.evidence.article)
        if raw is None:
            continue
        for name, value in _written(fact):
            stands = _stands(value, raw)
            yield (
                None
                if stands
                else Problem("text", iri, f"{name} {_shown(value)} is not in {fact.evidence.article}")
            )


def _written(fact: Fact) -> Iterator[tuple[str, str | Span]]:
    for field in fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, DateMention):
            yield field.name, value.text
        elif isinstance(value, Span) or (field.name in WRITTEN and value is not None):
            yield field.name, value


def _stands(value: str | Span, raw: str) -> bool:
    if isinstance(value, Span):
        return raw[value.start : value.end] == value.text
    return folded(value) in folded(raw)


def _shown(value: str | Span) -> str:
    return f"{value.text!r} at {value.start}-{value.end}" if isinstance(value, Span) else repr(value)


def folded(text: str) -> str:
    """Return a text in NFC with word-joining underscores and white space as one space.

    >>> folded("Viktor_Yushchenko  nói")
    'Viktor Yushchenko nói'
    """
    return " ".join(unicodedata.normalize("NFC", text).replace("_", " ").split())


def redacted(case: Case) -> Iterator[Finding]:
    """Check that a masked number has neither value nor bounds."""
    for iri, quantity in _quantities(case):
        if quantity.redacted:
            numbers = (quantity.value, quantity.lower, quantity.upper)
            known = any(number is not None for number in numbers)
            yield Problem("redacted", iri, f"masked, yet value and bounds are {numbers}") if known else None


def bounds(case: Case) -> Iterator[Finding]:
    """Check that no lower bound is above its upper bound."""
    for iri, quantity in _quantities(case):
        lower, upper = quantity.lower, quantity.upper
        crossed = lower is not None and upper is not None and lower > upper
        yield Problem("bounds", iri, f"lower bound {lower} is above upper bound {upper}") if crossed else None


def _quantities(case: Case) -> Iterator[tuple[str, Quantity]]:
    for iri, fact in case.facts.items():
        quantity = getattr(fact, "quantity", None)
        if quantity is not None:
            yield iri, quantity
