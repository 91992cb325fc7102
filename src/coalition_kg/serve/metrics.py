"""What a monitor wants to know, in the format of Prometheus."""

from collections.abc import Iterator
from itertools import accumulate

from prometheus_client import CollectorRegistry, Counter, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from coalition_kg.serve.cache import Cache
from coalition_kg.serve.clients import Clients
from coalition_kg.serve.pool import Pool
from coalition_kg.serve.tally import BUCKETS, Tally

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts what happens, and asks the parts of the server for what they count themselves."""

    def __init__(self, pool: Pool, cache: Cache, clients: Clients) -> None:
        self._registry = CollectorRegistry()
        self._evaluated = _Evaluated()
        self._registry.register(self._evaluated)
        self.errors = Counter(
            "coalition_query_errors", "Queries without a result", ["kind"], registry=self._registry
        )
        self.reloads = Counter("coalition_reloads", "Snapshots that took over", registry=self._registry)
        self._registry.register(_Parts(pool, cache, clients))
        ProcessCollector(registry=self._registry)

    def count(self, status: int, seconds: float, size: int) -> None:
        """Count a query that a worker answered: its status, what it took, and the bytes of its result."""
        self._evaluated.tally.count(status, seconds, size)

    def add(self, tally: Tally) -> None:
        """Count queries that a worker answered by itself."""
        self._evaluated.tally.add(tally)

    def text(self) -> bytes:
        """Return all metrics as text."""
        return generate_latest(self._registry)


class _Evaluated(Collector):
    """A tally only; the library's own metrics take ten times as long to count a query."""

    def __init__(self) -> None:
        self.tally = Tally()

    def collect(self) -> Iterator[Metric]:
        """Yield the sums (prometheus_client)."""
        queries = CounterMetricFamily(
            "coalition_queries", "Queries that workers answered, by status", labels=["status"]
        )
        for status, count in sorted(self.tally.statuses.items()):
            queries.add_metric([str(status)], count)
        yield queries
        yield CounterMetricFamily("coalition_result_bytes", "Results of workers", self.tally.size)
        bounds = [*map(str, BUCKETS), "+Inf"]
        counts = list(zip(bounds, accumulate(self.tally.buckets), strict=True))
        seconds = HistogramMetricFamily("coalition_query_seconds", "Evaluation, and waiting for a worker")
        seconds.add_metric([], counts, self.tally.seconds)
        yield seconds


class _Parts(Collector):
    def __init__(self, pool: Pool, cache: Cache, clients: Clients) -> None:
        self._pool = pool
        self._cache = cache
        self._clients = clients

    def collect(self) -> Iterator[Metric]:
        """Yield what the parts say now (prometheus_client)."""
        pool, cache = self._pool, self._cache
        yield CounterMetricFamily("coalition_cache_hits", "Answers from the cache", cache.hits)
        yield CounterMetricFamily("coalition_cache_misses", "Answers not in the cache", cache.misses)
        yield CounterMetricFamily("coalition_not_modified", "Answers that the client had", cache.not_modified)
        yield CounterMetricFamily(
            "coalition_client_refusals", "Queries of clients that ask too much", self._clients.refused
        )
        yield GaugeMetricFamily("coalition_cache_bytes", "Memory that the cache takes", cache.size)
        yield GaugeMetricFamily("coalition_cache_answers", "Answers in the cache", len(cache))
        yield GaugeMetricFamily("coalition_queue_length", "Queries that wait for a worker", pool.waiting)
        yield GaugeMetricFamily("coalition_queries_running", "Queries that workers evaluate", pool.running)
        yield GaugeMetricFamily("coalition_workers", "Worker processes", len(pool.pids()))
        restarts = CounterMetricFamily(
            "coalition_worker_restarts", "Workers that ended before their time", labels=["reason"]
        )
        for reason, count in sorted(pool.ended.items()):
            restarts.add_metric([reason], count)
        yield restarts
