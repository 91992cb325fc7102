"""The graph over HTTP: a SPARQL 1.1 endpoint, a page to start from, and a health check."""

from coalition_kg.serve.app import application
from coalition_kg.serve.server import Listener, listen

__all__ = ["Listener", "application", "listen"]
