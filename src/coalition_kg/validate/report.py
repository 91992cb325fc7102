"""All constraints over one graph."""

from dataclasses import dataclass, replace

from pyoxigraph import Store

from coalition_kg.identify import Names
from coalition_kg.validate.findings import VIOLATION, Finding
from coalition_kg.validate.hygiene import hygiene_findings, hygiene_queries
from coalition_kg.validate.locate import locate


@dataclass(frozen=True)
class Report:
    """``findings`` in a fixed order, and how many ``shapes`` and ``queries`` looked for them."""

    findings: tuple[Finding, ...]
    shapes: int
    queries: int

    @property
    def is_valid(self) -> bool:
        """Whether nothing is worse than a warning."""
        return all(finding.severity != VIOLATION for finding in self.findings)


def check(store: Store, names: Names) -> Report:
    """Hold all shapes and hygiene queries against a store whose default graph is the union of the others.

    Raise QueryError where a hygiene query of the package is malformed, SnapshotError where values can't be
    compared.
    """
    # Imported here, as its engine takes longer to load than most commands need.
    from coalition_kg.validate.shapes import Shapes  # noqa: PLC0415

    shapes, queries = Shapes(names.base), hygiene_queries()
    found = [*shapes.findings(store), *hygiene_findings(store, names, queries)]
    located = (replace(finding, location=locate(store, names, finding.resource)) for finding in found)
    return Report(tuple(sorted(located, key=lambda finding: finding.place)), len(shapes), len(queries))
