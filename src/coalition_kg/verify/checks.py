"""The checks in their order; each is a small function that yields a finding for each thing it looks at."""

from collections.abc import Callable, Iterator

from coalition_kg.verify.case import Case
from coalition_kg.verify.facts import bounds, complete, context, names, quotes, redacted, texts
from coalition_kg.verify.files import articles, dataset, originals, statistics, store
from coalition_kg.verify.graphs import graphs, iris, sentences
from coalition_kg.verify.problem import Finding

CHECKS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "dataset": dataset,
    "statistics": statistics,
    "article": articles,
    "original": originals,
    "store": store,
    "sentence": sentences,
    "graph": graphs,
    "iri": iris,
    "fact": complete,
    "quote": quotes,
    "context": context,
    "name": names,
    "text": texts,
    "redacted": redacted,
    "bounds": bounds,
}
