"""What each rule asserted on the gold articles, and how much of it is right."""

import re
from collections import Counter
from collections.abc import Iterable

from coalition_kg.confidence import COLUMNS, RuleFigures
from coalition_kg.errors import RecordError
from coalition_kg.evaluate.match import Matches
from coalition_kg.flat import Flat

# The rule of records that name none, as of coalition_kg.flat.
UNNAMED = "given"
NAME = re.compile(r"[\w./+-]+")


def rule_figures(matches: Matches) -> list[RuleFigures]:
    """Return the figures of every rule that asserted a fact, by name.

    Right is a fact that matches a gold fact, required or optional. Raise RecordError for a bad rule name.
    """
    right = Counter(rule_of(predicted) for _, predicted in matches.matched)
    wrong = Counter(rule_of(predicted) for predicted in matches.wrong)
    return [RuleFigures(rule, right[rule] + wrong[rule], right[rule]) for rule in sorted({*right, *wrong})]


def rule_of(record: Flat) -> str:
    """Return the rule of a flat record; raise RecordError where its name could not stand in a table."""
    rule = record.get("rule", UNNAMED)
    if not isinstance(rule, str) or not NAME.fullmatch(rule):
        raise RecordError(
            f"{record['article']} at {record['start']}: rule {rule!r} is no name; "
            "use letters, digits and . / + - _"
        )
    return rule


def to_table(figures: Iterable[RuleFigures]) -> str:
    """Return figures as the text of ``data/evaluation/rules.tsv``, one row a rule."""
    rows = (figure.row().values() for figure in figures)
    return "".join("\t".join(cells) + "\n" for cells in (COLUMNS, *rows))
