"""Why the graph says something: the sentences and quotes behind a resource or a triple."""

from coalition_kg.why.answer import why_resource, why_triple
from coalition_kg.why.reason import Background, ContextSentence, Reason
from coalition_kg.why.terms import parse_object, parse_resource

__all__ = [
    "Background",
    "ContextSentence",
    "Reason",
    "parse_object",
    "parse_resource",
    "why_resource",
    "why_triple",
]
