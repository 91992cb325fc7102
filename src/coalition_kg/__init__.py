"""Vietnamese news about multinational forces as a knowledge graph with provenance."""

__version__ = "0.1.0"
