"""Apply the rules until nothing new follows; each conclusion stands in a derivation graph of its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from coalition_kg.derive.record import application_quads, rule_quads
from coalition_kg.derive.rule import Rule, instance
from coalition_kg.derive.strata import needs, strata
from coalition_kg.errors import RuleError
from coalition_kg.identify import Names


@dataclass
class Application:
    """One conclusion of a rule: its triples, the graphs that it used, and the premises in them."""

    triples: set[tuple[Any, Any, Any]] = field(default_factory=set)
    graphs: set[NamedNode] = field(default_factory=set)
    premises: set[NamedNode] = field(default_factory=set)


@dataclass(frozen=True)
class Derived:
    """What followed: the quads of the derivation graphs and their record, and how many graphs by rule."""

    quads: frozenset[Quad]
    record: frozenset[Quad]
    applications: Mapping[str, int]


def derive(quads: Iterable[Quad], names: Names, rules: Sequence[Rule]) -> Derived:
    """Return all that follows from quads by rules in the order of their strata.

    A function of the set of quads and rules alone: neither their order nor the clock matters. Raise
    RuleError where a rule can't be evaluated, or uses what it does not name.
    """
    store = Store()
    store.bulk_extend(quads)
    return _Derivation(store, names, rules).run()


def is_derived(quad: Quad, names: Names) -> bool:
    """Return whether a quad stands in a derivation graph, or in the record of derivations."""
    graph = quad.graph_name
    return isinstance(graph, NamedNode) and (
        graph.value == names.graph("derivations") or names.is_derivation(graph.value)
    )


class _Derivation:
    """Grows a store by what follows."""

    def __init__(self, store: Store, names: Names, rules: Sequence[Rule]) -> None:
        self._store = store
        self._names = names
        self._rules = rules
        self._needs: dict[str, set[str]] = defaultdict(set)
        for reader, source in needs(rules):
            self._needs[reader.name].add(source.name)
        self._rule_of: dict[NamedNode, str] = {}
        self._quads: set[Quad] = set()
        self._record: set[Quad] = set()

    def run(self) -> Derived:
        for stratum in strata(self._rules):
            while self._grow(stratum) and self._is_recursive(stratum):
                pass
        for rule in self._rules:
            self._record.update(rule_quads(rule, self._names))
        counts = {rule.name: 0 for rule in self._rules}
        for name in self._rule_of.values():
            counts[name] += 1
        return Derived(frozenset(self._quads), frozenset(self._record), counts)

    def _is_recursive(self, stratum: Sequence[Rule]) -> bool:
        """Return whether a rule reads what its own stratum derives, so that another round may find more."""
        names = {rule.name for rule in stratum}
        return any(self._needs[rule.name] & names for rule in stratum)

    def _grow(self, stratum: Sequence[Rule]) -> bool:
        """Apply each rule of a stratum once; return whether anything is new."""
        before = len(self._record)
        for rule in stratum:
            for graph, application in self._applications(rule).items():
                self._add(rule, graph, application)
        return len(self._record) > before

    def _add(self, rule: Rule, graph: NamedNode, application: Application) -> None:
        self._rule_of[graph] = rule.name
        quads = {Quad(*triple, graph) for triple in application.triples}
        self._store.extend(quads)
        self._quads |= quads
        self._record.update(
            application_quads(rule, graph, application.graphs, application.premises, self._names)
        )

    def _applications(self, rule: Rule) -> dict[NamedNode, Application]:
        found: dict[NamedNode, Application] = defaultdict(Application)
        for row in self._solutions(rule):
            graph = NamedNode(self._names.derivation(str(row["hash"].value)))
            used = {name: row[name] for name in rule.sources if row[name] is not None}
            if graph in used.values():
                continue  # nothing follows from itself
            self._check_needs(rule, used.values())
            application = found[graph]
            application.graphs.update(used.values())
            application.premises.update(row[premise] for name in used for premise in rule.sources[name])
            application.triples.update(_instances(rule, row))
        return found

    def _solutions(self, rule: Rule) -> Iterator[Any]:
        try:
            yield from self._store.query(rule.select)  # type: ignore[misc]
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise RuleError(f"{rule.path}: can't be evaluated ({error}); correct the rule") from error

    def _check_needs(self, rule: Rule, graphs: Iterable[NamedNode]) -> None:
        for graph in graphs:
            other = self._rule_of.get(graph)
            if other is not None and other not in self._needs[rule.name]:
                raise RuleError(
                    f"{rule.path}: uses what {other} derives, but names no class or property of it, "
                    "so that its stratum can't be checked; name one"
                )


def _instances(rule: Rule, row: Any) -> Iterator[tuple[Any, Any, Any]]:
    for triple in rule.template:
        made = instance(triple, row)
        if made is not None:
            yield made
