"""The extractor (being written)."""

from collections.abc import Iterator

from coalition_kg.model import Article, Fact


class Extractor:
    """Finds the facts of articles."""

    def facts(self, article: Article) -> Iterator[Fact]:
        """Yield the facts of an article."""
        yield from ()
