"""Why a sentence gave its facts and no others: what the rules saw, which fired and which were blocked."""

from coalition_kg.extract.explain.explainer import explain
from coalition_kg.extract.explain.reasons import Reason
from coalition_kg.extract.explain.records import (
    Blocked,
    Clause,
    Explanation,
    Mention,
    State,
    Tried,
    TypedSpan,
)

__all__ = ["Blocked", "Clause", "Explanation", "Mention", "Reason", "State", "Tried", "TypedSpan", "explain"]
