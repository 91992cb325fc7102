"""Whether every conclusion leads to sentences, and the rules still give the same ones."""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode, Quad

from coalition_kg.derive import derive, is_derived, rule_iri, rules
from coalition_kg.errors import RuleError
from coalition_kg.quads.provenance import WAS_DERIVED_FROM
from coalition_kg.store.dataset import read_quads
from coalition_kg.verify.case import Case
from coalition_kg.verify.problem import Finding, Problem


def derivations(case: Case) -> Iterator[Finding]:
    """Check that every derivation graph names a rule of this version, and leads down to sentences."""
    known = {rule_iri(rule.name, case.names) for rule in rules(case.names.base)}
    proved: set[str] = set()
    for graph in _graphs(case):
        wrong = _wrong_rule(case, graph, known) or _unfounded(case, graph, proved)
        yield Problem("derivation", graph, wrong) if wrong else None


def _graphs(case: Case) -> list[str]:
    """Return the derivation graphs that hold triples, and those that are only recorded."""
    held = {str(getattr(node, "value", node)) for node in case.snapshot.store.named_graphs()}
    recorded = {node.value for node in case.instances("Derivation")}
    return sorted({graph for graph in held if case.names.is_derivation(graph)} | recorded)


def _wrong_rule(case: Case, graph: str, known: set[str]) -> str | None:
    rule = case.value(NamedNode(graph), "derivedBy")
    if rule is None:
        return "has not exactly one rule"
    return None if rule in known else f"by {rule}, which is no rule of this version"


def _unfounded(case: Case, graph: str, proved: set[str]) -> str | None:
    """Return what keeps a graph from leading to sentences, None where nothing does; note what is proved.

    Without recursion, as a proof may be deeper than Python's stack.
    """
    path: list[str] = []
    waiting = [graph]
    while waiting:
        current = waiting[-1]
        if current in proved:
            waiting.pop()
            continue
        used = _used(case, current)
        wrong = _wrong_use(case, current, used)
        if wrong:
            return wrong
        if path and path[-1] == current:  # all that it used is proved
            proved.add(current)
            path.pop()
            waiting.pop()
            continue
        path.append(current)
        further = [other for other in used if case.names.is_derivation(other) and other not in proved]
        if circular := next((other for other in further if other in path), None):
            return f"follows from itself, through {circular}"
        waiting += further
    return None


def _used(case: Case, graph: str) -> list[str]:
    return sorted(_value(quad.object) for quad in case.quads(NamedNode(graph), WAS_DERIVED_FROM))


def _wrong_use(case: Case, graph: str, used: list[str]) -> str | None:
    for other in used:
        if not any(case.snapshot.store.quads_for_pattern(None, None, None, NamedNode(other))):
            return f"{graph} uses {other}, which holds nothing"
    # What no article says, as the date of an article, may help, but never by itself.
    background = {case.names.graph(name) for name in ("ontology", "reference", "provenance")}
    return None if set(used) - background else f"{graph} uses no graph that leads to a sentence"


def rederived(case: Case) -> Iterator[Finding]:
    """Check that the rules give the same derivation graphs and record as the snapshot holds."""
    stated: list[Quad] = []
    held: set[Quad] = set()
    try:
        for quad in read_quads(case.snapshot.dataset):
            if is_derived(quad, case.names):
                held.add(quad)
            else:
                stated.append(quad)
        again = derive(stated, case.names, rules(case.names.base))
    except SyntaxError:
        return  # no N-Quads, as the check of the store tells
    except RuleError as error:
        yield Problem("rederived", str(case.snapshot.dataset), str(error))
        return
    expected = again.quads | again.record
    for quad in sorted(held - expected, key=str):
        yield Problem("rederived", str(quad), "the rules do not give this")
    for quad in sorted(expected - held, key=str):
        yield Problem("rederived", str(quad), "missing, though the rules give it")
    for _ in held & expected:
        yield None


def _value(node: Any) -> str:
    return str(getattr(node, "value", node))
