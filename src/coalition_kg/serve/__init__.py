"""The graph over HTTP: a SPARQL 1.1 endpoint, a page to start from, a health check, and metrics."""

from coalition_kg.serve.app import CACHE_MIB, Server, Service, application
from coalition_kg.serve.bearer import read_token
from coalition_kg.serve.clients import Fairness
from coalition_kg.serve.limits import MOST_WORKERS, Connections, Limits
from coalition_kg.serve.memory import Memory
from coalition_kg.serve.server import Listener, listen
from coalition_kg.serve.writing import Writable

__all__ = [
    "CACHE_MIB",
    "MOST_WORKERS",
    "Connections",
    "Fairness",
    "Limits",
    "Listener",
    "Memory",
    "Server",
    "Service",
    "Writable",
    "application",
    "listen",
    "read_token",
]
