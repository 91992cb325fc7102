"""Articles as they come: files of UTF-8 text, and the catalog of what is known about each."""

from coalition_kg.source.read import article_of, article_paths, read_article, read_articles

__all__ = ["article_of", "article_paths", "read_article", "read_articles"]
