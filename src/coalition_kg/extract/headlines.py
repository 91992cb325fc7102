"""Titles that only name an act, such as ``Australia rút quân``, read by what the text behind them tells."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coalition_kg.extract.frames.commitment import EXECUTED
from coalition_kg.model import Commitment, Fact

# A country and its action.
Act = tuple[str | None, str]


def settled(facts: Iterable[Fact], headlines: set[Act]) -> Iterator[Fact]:
    """Yield the facts of an article in their order; a bare title gets the modality of what was done.

    ``headlines`` are the acts of which the title says nothing but that they happen. The sentence that tells
    of the act becomes the title's context.
    """
    found = list(facts)
    told = _executed(found)
    for fact in found:
        if isinstance(fact, Commitment) and fact.evidence.sentence == 1 and _act(fact) in headlines:
            yield _as_told(fact, told)
        else:
            yield fact


def _act(fact: Commitment) -> Act:
    return fact.country, fact.action


def _executed(facts: Iterable[Fact]) -> dict[Act, Commitment]:
    """The first commitment behind the title, for each act, that was carried out or is being so."""
    told: dict[Act, Commitment] = {}
    for fact in facts:
        if isinstance(fact, Commitment) and fact.evidence.sentence > 1 and fact.modality in EXECUTED:
            told.setdefault(_act(fact), fact)
    return told


def _as_told(title: Commitment, told: dict[Act, Commitment]) -> Commitment:
    said = told.get(_act(title))
    if said is None:
        return title
    context = tuple(sorted({*title.evidence.context, said.evidence.sentence}))
    return replace(title, modality=said.modality, evidence=replace(title.evidence, context=context))
