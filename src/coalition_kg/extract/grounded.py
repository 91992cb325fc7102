"""The sentence that names a fact's country, where the fact's own sentence only points back to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coalition_kg.model import Fact


def grounded(facts: Iterable[Fact], named: Sequence[tuple[str, int]]) -> Iterator[Fact]:
    """Yield facts, each with a sentence of its evidence that names its country, where any before does.

    ``named`` has the country codes in the order of the text, each with the number of its sentence.
    ``Một binh sĩ nước này thiệt mạng`` leads on to the last sentence that named the country.
    """
    for fact in facts:
        told = {fact.evidence.sentence, *fact.evidence.context}
        naming = [n for code, n in named if code == fact.country and n <= fact.evidence.sentence]
        if naming and told.isdisjoint(naming):
            context = (*fact.evidence.context, naming[-1])
            yield replace(fact, evidence=replace(fact.evidence, context=context))
        else:
            yield fact
