"""Withdrawals in part: fewer soldiers go home than their country is said to have there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coalition_kg.extract.lexicon import holds
from coalition_kg.model import Commitment, Fact, StrengthReport

# A country and the theatre of its contingent.
Contingent = tuple[str | None, str | None]
# A country that withdraws less than this share of its contingent reduces it.
SHARE = 0.8


def in_part(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the facts of an article in their order; who withdraws but a part is said to reduce.

    ``Italy rút 300 quân`` in an article that gives Italy 3,000 is a reduction, unless the article also
    tells that all are to go, of which these are then the first.
    """
    found = list(facts)
    sizes = _sizes(found)
    leaving = {_contingent(f) for f in found if isinstance(f, Commitment) and _is_of_all(f, sizes)}
    for fact in found:
        if isinstance(fact, Commitment) and _contingent(fact) not in leaving and _is_of_few(fact, sizes):
            evidence = replace(fact.evidence, rule="commitment-reduce")
            yield replace(fact, action="reduce", evidence=evidence)
        else:
            yield fact


def _contingent(fact: Commitment | StrengthReport) -> Contingent:
    return fact.country, fact.theatre


def _sizes(facts: Iterable[Fact]) -> dict[Contingent, int]:
    """The largest present contingent of each country in each theatre."""
    sizes: dict[Contingent, int] = {}
    for fact in facts:
        if isinstance(fact, StrengthReport) and fact.phase == "current" and fact.holder == "country":
            sizes[_contingent(fact)] = max(sizes.get(_contingent(fact), 0), fact.quantity.value or 0)
    return sizes


def _is_of_all(fact: Commitment, sizes: dict[Contingent, int]) -> bool:
    """A withdrawal without a number, or of about as many as are there."""
    if fact.action != "withdraw" or fact.modality == "refused":
        return False
    value = fact.quantity.value if fact.quantity is not None else None
    return value is None or value >= SHARE * sizes.get(_contingent(fact), 0)


def _is_of_few(fact: Commitment, sizes: dict[Contingent, int]) -> bool:
    value = fact.quantity.value if fact.quantity is not None else None
    quote = fact.evidence.quote.lower()
    if holds(quote, "last") or holds(quote, "remaining"):
        return False  # ``rút 12 người lính cuối cùng về``, ``300 người còn lại sẽ về nước``
    return fact.action == "withdraw" and value is not None and value < SHARE * sizes.get(_contingent(fact), 0)
