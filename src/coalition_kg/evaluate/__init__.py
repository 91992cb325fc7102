"""Score extracted facts against gold facts: precision, recall and F1 by fact type, precision by rule."""

from coalition_kg.evaluate.figures import Figures, TypeFigures, scores, scores_of
from coalition_kg.evaluate.gold import Gold, read_gold
from coalition_kg.evaluate.match import Matches, match, misses
from coalition_kg.evaluate.page import page
from coalition_kg.evaluate.records import read_records
from coalition_kg.evaluate.rules import rule_figures, to_table

__all__ = [
    "Figures",
    "Gold",
    "Matches",
    "TypeFigures",
    "match",
    "misses",
    "page",
    "read_gold",
    "read_records",
    "rule_figures",
    "scores",
    "scores_of",
    "to_table",
]
