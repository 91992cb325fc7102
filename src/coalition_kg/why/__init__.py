"""Why the graph says something: the sentences behind a resource or a triple, and how they lead to it."""

from coalition_kg.why.answer import Answer, why_resource, why_triple
from coalition_kg.why.proof import Proof
from coalition_kg.why.reason import Background, ContextSentence, Reason
from coalition_kg.why.terms import parse_object, parse_resource

__all__ = [
    "Answer",
    "Background",
    "ContextSentence",
    "Proof",
    "Reason",
    "parse_object",
    "parse_resource",
    "why_resource",
    "why_triple",
]
