"""How far each extraction rule can be trusted: its record on the gold facts.

``data/evaluation/rules.tsv`` holds the figures. The rules were written with the gold articles
in view, so expect less of them on other articles.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from coalition_kg.errors import LexiconError
from coalition_kg.model import Fact
from coalition_kg.resources import read_table, root

COLUMNS = ("rule", "asserted", "right", "precision", "confidence")
PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """A rule's record: how many facts it asserted on the gold articles, and how many of them are right.

    A fact is right where it matches a gold fact, required or optional. ``asserted`` is never 0: a rule
    that did not fire on the gold articles has no record.
    """

    rule: str
    asserted: int
    right: int

    @property
    def wrong(self) -> int:
        """How many of the asserted facts match no gold fact."""
        return self.asserted - self.right

    @property
    def precision(self) -> Decimal:
        """The share of the asserted facts that are right, to three decimals."""
        return _rounded(self.right, self.asserted)

    @property
    def confidence(self) -> Decimal:
        """The probability that the rule's next fact is right, to three decimals.

        Laplace's rule of succession, (right + 1) / (asserted + 2): P.-S. Laplace, Essai philosophique
        sur les probabilités, 1814, seventh principle. Unlike the precision it rests on how often the
        rule was tried: one that was right twice out of twice is not certain.

        >>> RuleFigures("stance-supports", asserted=2, right=2).confidence
        Decimal('0.750')
        """
        return _rounded(self.right + 1, self.asserted + 2)

    def row(self) -> dict[str, str]:
        """Return the figures as a row of the table."""
        values = (self.rule, self.asserted, self.right, self.precision, self.confidence)
        return dict(zip(COLUMNS, map(str, values), strict=True))


def _rounded(part: int, whole: int) -> Decimal:
    return (Decimal(part) / Decimal(whole)).quantize(PLACES)


def read_figures(path: Path) -> dict[str, RuleFigures]:
    """Return rule → figures of a table; raise LexiconError where a row does not follow from its counts."""
    rows = read_table(path, COLUMNS)
    return {row["rule"]: _figures(path, row) for row in rows}


def _figures(path: Path, row: dict[str, str]) -> RuleFigures:
    try:
        figures = RuleFigures(row["rule"], int(row["asserted"]), int(row["right"]))
        sound = 0 <= figures.right <= figures.asserted != 0 and figures.row() == row
    except ValueError:
        sound = False
    if not sound:
        raise LexiconError(
            f"{path}: rule {row['rule']}: the figures do not follow from the counts; "
            "write the table again with `coalition evaluate --write-rules`"
        )
    return figures


@cache
def shipped_figures() -> dict[str, RuleFigures]:
    """Return rule → figures as measured with the rules that the package ships; not to be changed."""
    return read_figures(root() / "data" / "evaluation" / "rules.tsv")


def shipped_confidence(rule: str) -> float | None:
    """Return the confidence of a rule, None for an unmeasured one."""
    figures = shipped_figures().get(rule)
    return None if figures is None else float(figures.confidence)


class Sieve:
    """Keeps facts whose rule's confidence is at least ``least``, and counts those that it leaves out.

    Where ``least`` is above 0, facts of unmeasured rules are left out too; ``unmeasured`` counts them.
    """

    def __init__(
        self, least: float = 0.0, confidence: Callable[[str], float | None] = shipped_confidence
    ) -> None:
        self.least = least
        self.left_out = 0
        self.unmeasured = 0
        self._confidence = confidence

    def kept(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """Yield the facts that are kept."""
        return (fact for fact in facts if self._keeps(fact.evidence.rule))

    def _keeps(self, rule: str) -> bool:
        if self.least <= 0:
            return True
        confidence = self._confidence(rule)
        self.unmeasured += confidence is None
        keeps = confidence is not None and confidence >= self.least
        self.left_out += not keeps
        return keeps
