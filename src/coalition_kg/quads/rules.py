"""How far a rule can be trusted, written beside the rule in the provenance graph and read back."""

from collections.abc import Callable, Iterator
from functools import cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from coalition_kg.confidence import shipped_figures
from coalition_kg.identify import Names
from coalition_kg.quads.terms import decimal, integer


def rule_quads(rule: str, names: Names) -> Iterator[Quad]:
    """Yield a rule's record on the gold facts; none for an unmeasured rule."""
    figures = shipped_figures().get(rule)
    if figures is None:
        return
    values: dict[str, Literal] = {
        names.term("assertedFacts"): integer(figures.asserted),
        names.term("rightFacts"): integer(figures.right),
        names.term("precision"): decimal(figures.precision),
        names.term("confidence"): decimal(figures.confidence),
    }
    node, graph = NamedNode(names.rule(rule)), NamedNode(names.graph("provenance"))
    for term, value in values.items():
        yield Quad(node, NamedNode(term), value, graph)


def confidence_in(store: Store, names: Names) -> Callable[[str], float | None]:
    """Return the confidence of a rule as a function of its name; it gives None for an unmeasured rule."""
    property_ = NamedNode(names.term("confidence"))

    @cache
    def confidence(rule: str) -> float | None:
        found = store.quads_for_pattern(NamedNode(names.rule(rule)), property_, None, DefaultGraph())
        return next((float(str(getattr(quad.object, "value", ""))) for quad in found), None)

    return confidence
