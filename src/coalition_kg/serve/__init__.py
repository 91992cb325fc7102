"""The graph over HTTP: a SPARQL 1.1 endpoint, a page to start from, and a health check."""

from coalition_kg.serve.app import application
from coalition_kg.serve.bearer import read_token
from coalition_kg.serve.limits import MOST_WORKERS, Limits
from coalition_kg.serve.server import Listener, listen
from coalition_kg.serve.writing import Writable

__all__ = ["MOST_WORKERS", "Limits", "Listener", "Writable", "application", "listen", "read_token"]
