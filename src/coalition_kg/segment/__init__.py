"""Articles into sentences, and sentences into a clean copy with a map back to the raw text."""

from coalition_kg.segment.clean import CleanText, clean, is_masked
from coalition_kg.segment.sentences import sentences

__all__ = ["CleanText", "clean", "is_masked", "sentences"]
