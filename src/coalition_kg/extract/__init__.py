"""Articles to facts by rules: typed spans, clauses, frames, facts."""

from coalition_kg.extract.extractor import Extractor

__all__ = ["Extractor"]
