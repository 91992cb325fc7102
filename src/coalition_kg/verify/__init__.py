"""Prove a snapshot against its articles: every checksum, offset, quote and name."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from coalition_kg.store import Snapshot
from coalition_kg.verify.case import Case
from coalition_kg.verify.checks import CHECKS
from coalition_kg.verify.problem import Problem

__all__ = ["Problem", "Report", "check", "verify"]


@dataclass(frozen=True)
class Report:
    """``problems`` found, and how many things of each kind were ``proved``."""

    problems: tuple[Problem, ...]
    proved: dict[str, int]


def verify(snapshot: Snapshot, articles_dir: Path | None = None) -> list[Problem]:
    """Return what a snapshot can't prove, against the articles of another folder too where one is given."""
    return list(check(snapshot, articles_dir).problems)


def check(snapshot: Snapshot, articles_dir: Path | None = None) -> Report:
    """Run all checks in their order; return the problems and the counts of what was proved."""
    case = Case(snapshot, articles_dir)
    problems: list[Problem] = []
    proved: Counter[str] = Counter()
    for name, find in CHECKS.items():
        for finding in find(case):
            if finding is None:
                proved[name] += 1
            else:
                problems.append(finding)
    return Report(tuple(problems), dict(proved))
