"""Precision, recall and F1 from matched facts; None stands where a figure would divide by zero."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from coalition_kg.evaluate.match import Matches, match
from coalition_kg.evaluate.scoring import scoring
from coalition_kg.flat import Flat

ALL = "ALL"


@dataclass(frozen=True)
class TypeFigures:
    """The figures of one fact type; all but the counts lie between 0 and 1.

    ``gold``, ``found`` and ``wrong`` count required gold facts, those found, and facts that match none.
    ``strict_f1`` asks for every extra slot too; ``slots`` is the share of extra slots that are right.
    """

    gold: int
    found: int
    wrong: int
    precision: float | None
    recall: float | None
    f1: float | None
    strict_f1: float | None
    slots: float | None


@dataclass(frozen=True)
class Figures:
    """The figures by type name and for ``ALL``; ``bad_evidence`` counts quotes that are not verbatim."""

    by_type: Mapping[str, TypeFigures]
    bad_evidence: int
    optional_found: int

    @property
    def overall(self) -> TypeFigures:
        """The figures of all types together."""
        return self.by_type[ALL]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        by_type = {name: asdict(figures) for name, figures in self.by_type.items()}
        return by_type | {"bad_evidence": self.bad_evidence, "optional_found": self.optional_found}


def scores(gold: Iterable[Flat], predicted: Iterable[Flat], articles: Mapping[str, str]) -> Figures:
    """Return the figures of predicted against gold facts; ``articles`` maps a name to its raw text.

    Raise ArticleError where an article with gold facts is missing.
    """
    return scores_of(match(gold, predicted, articles))


def scores_of(matches: Matches) -> Figures:
    """Return the figures of matched facts."""
    by_type = {name: _figures(matches, name) for name in (*scoring().keys, ALL)}
    optional = sum(bool(gold.get("optional")) for gold, _ in matches.matched)
    return Figures(by_type, matches.bad_evidence, optional)


def _figures(matches: Matches, name: str) -> TypeFigures:
    need = sum(_counts(gold, name) for gold in matches.gold)
    hits = [(gold, predicted) for gold, predicted in matches.matched if _counts(gold, name)]
    wrong = sum(name in {ALL, predicted["type"]} for predicted in matches.wrong)
    judged = [scoring().judged_extras(gold, predicted) for gold, predicted in hits]
    slots = [right for extras in judged for right in extras.values()]
    strict = sum(all(extras.values()) for extras in judged)
    both = len(hits) + wrong + need
    return TypeFigures(
        gold=need,
        found=len(hits),
        wrong=wrong,
        precision=_ratio(len(hits), len(hits) + wrong),
        recall=_ratio(len(hits), need),
        f1=_ratio(2 * len(hits), both),
        strict_f1=_ratio(2 * strict, both),
        slots=_ratio(sum(slots), len(slots)),
    )


def _counts(gold: Flat, name: str) -> bool:
    return name in {ALL, gold["type"]} and not gold.get("optional")


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
