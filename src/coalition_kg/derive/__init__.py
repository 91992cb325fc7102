"""What follows from the facts, by the rules of ``queries/rules/``; each step names the graphs it used."""

from coalition_kg.derive.engine import Derived, derive, is_derived
from coalition_kg.derive.load import rules
from coalition_kg.derive.record import rule_iri
from coalition_kg.derive.rule import Rule

__all__ = ["Derived", "Rule", "derive", "is_derived", "rule_iri", "rules"]
