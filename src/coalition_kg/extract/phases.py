"""Counts of an earlier year: past where the article counts the same contingent otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coalition_kg.extract.lexicon import holds
from coalition_kg.model import Fact, StrengthReport


def of_their_time(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the facts of an article in their order; how many were sent in a year gone by is past.

    ``Seoul gửi 3.500 quân tới Iraq năm 2004`` in an article that gives Seoul 2,300 there now.
    """
    found = list(facts)
    counts = [f for f in found if isinstance(f, StrengthReport) and f.phase == "current"]
    for fact in found:
        if isinstance(fact, StrengthReport) and any(_is_before(fact, other) for other in counts):
            evidence = replace(fact.evidence, rule="strength-past")
            yield replace(fact, phase="past", evidence=evidence)
        else:
            yield fact


def _is_before(sent: StrengthReport, other: StrengthReport) -> bool:
    """Another number of the same contingent, without a date or of a later year."""
    same = (sent.country, sent.theatre, sent.holder) == (other.country, other.theatre, other.holder)
    if sent.phase != "current" or not same or sent.quantity.value == other.quantity.value:
        return False
    year = _year(sent)
    later = _year(other) is None or (year is not None and (_year(other) or 0) > year)
    return year is not None and later and holds(sent.evidence.quote.lower(), "sent-verb")


def _year(count: StrengthReport) -> int | None:
    edtf = count.as_of.edtf if count.as_of is not None else None
    return int(edtf[:4]) if edtf is not None and edtf[:4].isdigit() else None
