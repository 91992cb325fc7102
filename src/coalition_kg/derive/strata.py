"""Whether rules run in an order in which no conclusion has to be taken back.

Stratified negation, as in Abiteboul, Hull and Vianu, Foundations of Databases (1995), section 15.2.
"""

from collections.abc import Iterator, Sequence

from coalition_kg.derive.rule import Rule
from coalition_kg.errors import RuleError


def check_strata(rules: Sequence[Rule]) -> None:
    """Raise RuleError where a rule reads what is derived after it, or what may still grow while it counts."""
    for reader, source in needs(rules):
        if source.stratum > reader.stratum:
            raise RuleError(
                f"{reader.path}: stratum {reader.stratum} reads what {source.name} derives in stratum "
                f"{source.stratum}; give it a later stratum"
            )
        if source.stratum == reader.stratum and not reader.is_monotone:
            raise RuleError(
                f"{reader.path}: counts or negates what {source.name} derives in the same stratum "
                f"{reader.stratum}; give it a later stratum"
            )


def needs(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Yield (rule, other) for each rule whose conclusions a rule reads, itself where it does."""
    for reader in rules:
        for source in rules:
            if reader.reads & source.marks:
                yield reader, source


def strata(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules of each stratum, in the order of the strata."""
    numbers = sorted({rule.stratum for rule in rules})
    return [[rule for rule in rules if rule.stratum == number] for number in numbers]
