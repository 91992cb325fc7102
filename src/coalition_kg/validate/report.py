"""All constraints over one graph."""

from dataclasses import dataclass, replace

from pyoxigraph import Store

from coalition_kg.identify import Names
from coalition_kg.validate.consistency import consistency_findings
from coalition_kg.validate.findings import VIOLATION, Finding
from coalition_kg.validate.hygiene import hygiene_findings, hygiene_queries
from coalition_kg.validate.locate import locate


@dataclass(frozen=True)
class Report:
    """``findings`` in a fixed order, how many ``shapes`` and ``queries`` looked, whether ``reasoner`` did."""

    findings: tuple[Finding, ...]
    shapes: int
    queries: int
    reasoner: bool = False

    @property
    def is_valid(self) -> bool:
        """Whether nothing is worse than a warning."""
        return all(finding.severity != VIOLATION for finding in self.findings)


def check(store: Store, names: Names, reasoner: bool = False) -> Report:
    """Hold all shapes and hygiene queries against a store whose default graph is the union of the others.

    ``reasoner`` looks for contradictions too. Raise QueryError where a hygiene query of the package is
    malformed, SnapshotError where values can't be compared, ReasonerError where the reasoner is not installed
    or fails.
    """
    # Imported here, as its engine takes longer to load than most commands need.
    from coalition_kg.validate.shapes import Shapes  # noqa: PLC0415

    shapes, queries = Shapes(names.base), hygiene_queries()
    found = [*shapes.findings(store), *hygiene_findings(store, names, queries)]
    located = [replace(finding, location=locate(store, names, finding.resource)) for finding in found]
    if reasoner:
        located += consistency_findings(store, names)
    in_order = tuple(sorted(located, key=lambda finding: finding.place))
    return Report(in_order, len(shapes), len(queries), reasoner)
