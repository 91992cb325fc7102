"""Score extracted facts against gold facts: precision, recall and F1 by fact type."""

from coalition_kg.evaluate.figures import Figures, TypeFigures, scores, scores_of
from coalition_kg.evaluate.match import Matches, match, misses
from coalition_kg.evaluate.records import read_records

__all__ = ["Figures", "Matches", "TypeFigures", "match", "misses", "read_records", "scores", "scores_of"]
