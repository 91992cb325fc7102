"""The graph over HTTP: a SPARQL 1.1 endpoint, a page to start from, and a health check."""

from coalition_kg.serve.app import application
from coalition_kg.serve.limits import MOST_WORKERS, Limits
from coalition_kg.serve.server import Listener, listen

__all__ = ["MOST_WORKERS", "Limits", "Listener", "application", "listen"]
