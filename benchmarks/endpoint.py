"""Compare ``coalition serve`` with other SPARQL servers on the same data; see README.md in this folder.

``python -m benchmarks.endpoint`` starts each server on generated quads, drives them by turns with wrk, and
prints a table of ratios with medians.
"""

import argparse
import json
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks.generate import generate
from benchmarks.servers import Running, coalition, oxigraph, oxigraph_loaded, rdflib_endpoint
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.quads import prefixes
from coalition_kg.store import open_snapshot

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"
SCRIPT = Path(__file__).parent / "requests.lua"
USED = ("coal", "prov")
# Different entities that a row asks for, so that no server answers from what it has just read.
ENTITIES = 1000


@dataclass(frozen=True)
class Row:
    """One line of the table: queries of a kind, and how they are asked."""

    name: str
    queries: list[str]
    goal: float
    accept: str = JSON
    connections: int = 8
    cached: bool = False
    shows_tag: bool = False


@dataclass
class Measured:
    """What the runs of one server at one row gave: requests a second, milliseconds, processor time each."""

    rates: list[float] = field(default_factory=list)
    p99s: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The median of requests a second."""
        return statistics.median(self.rates)

    @property
    def p99(self) -> float:
        """The median of the 99th percentiles, in milliseconds."""
        return statistics.median(self.p99s)


def rows(dataset: Path) -> list[Row]:
    """Return the rows of the table for the data of a snapshot."""
    known = prefixes(DEFAULT_BASE)
    head = "".join(f"PREFIX {name}: <{known[name]}> " for name in USED)
    facts, countries = entities(dataset)
    point = [
        f"{head}SELECT ?value ?text {{ {fact} coal:statedValue ?value ; prov:wasDerivedFrom ?s . "
        "?s coal:text ?text }"
        for fact in facts
    ]
    join = [
        f"{head}SELECT ?fact ?value ?text {{ ?fact coal:country {country} ; coal:statedValue ?value ; "
        "prov:wasDerivedFrom ?s . ?s coal:text ?text } LIMIT 50"
        for country in countries
    ]
    aggregate = (
        f"{head}SELECT ?country (COUNT(?fact) AS ?reports) (SUM(?value) AS ?troops) "
        "{ ?fact a coal:StrengthReport ; coal:country ?country ; coal:statedValue ?value } GROUP BY ?country"
    )
    describe = [f"DESCRIBE {fact}" for fact in facts]
    construct = [f"CONSTRUCT {{ {fact} ?p ?o }} WHERE {{ {fact} ?p ?o }}" for fact in facts]
    return [
        Row("point look-up of a fact with its sentence", point, 0.8),
        Row("4-pattern join, 50 rows", join, 2),
        Row("aggregate by country over all", [aggregate], 2.5, connections=2),
        Row("DESCRIBE of an entity", describe, 0.8, accept=TURTLE),
        Row("CONSTRUCT of an entity", construct, 0.8, accept=TURTLE),
        Row("100k rows streamed", ["SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100000"], 2, connections=2),
        Row("repeated point look-up (cache)", point[:1], 4, cached=True),
        Row("repeated join (cache)", join[:1], 15, cached=True),
        Row("repeated point look-up, ETag shown (304)", point[:1], 4, cached=True, shows_tag=True),
    ]


def entities(dataset: Path) -> tuple[list[str], list[str]]:
    """Return strength reports, and the countries that they are about, as SPARQL writes IRIs."""
    facts: list[str] = []
    countries: dict[str, None] = {}
    with dataset.open(encoding="utf-8") as lines:
        for line in lines:
            subject, predicate, object_ = line.split(" ", 3)[:3]
            if object_.endswith("ontology#StrengthReport>") and "/id/fact/" in subject:
                facts.append(subject)
            elif predicate.endswith("ontology#country>"):
                countries[object_] = None
    step = max(1, len(facts) // ENTITIES)
    return facts[::step][:ENTITIES], list(countries)


def drive(server: Running, row: Row, folder: Path, seconds: float) -> dict[str, float]:
    """Ask a server the queries of a row for so long; return what wrk measured."""
    path = folder / "requests.txt"
    path.write_text("".join(f"{server.path}?query={quote(query)}\n" for query in row.queries))
    arguments = [str(path), row.accept, *([tag(server, row)] if row.shows_tag else [])]
    command = ["wrk", "-t1", f"-c{row.connections}", f"-d{seconds:g}s", "--timeout", "60s", "-s", str(SCRIPT)]
    done = subprocess.run(
        [*command, server.address, "--", *arguments], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def tag(server: Running, row: Row) -> str:
    """Return the entity tag of the first query's answer, a word that fits none where there is none."""
    with ask(server, row) as response:
        return response.headers.get("ETag") or '"none"'


def ask(server: Running, row: Row):  # type: ignore[no-untyped-def]  # what urllib returns has no public type
    """Return the open answer to the first query of a row."""
    url = f"{server.address}{server.path}?query={quote(row.queries[0])}"
    return urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": row.accept}), timeout=120)


def check(servers: list[Running], row: Row) -> None:
    """End where the servers do not give the same number of rows or triples."""
    counts = {}
    for server in servers:
        with ask(server, row) as response:
            body = response.read()
        counts[server.name] = (
            len(json.loads(body)["results"]["bindings"]) if row.accept == JSON else len(body) > 0
        )
    if len(set(counts.values())) != 1:
        raise SystemExit(f"{row.name}: the servers disagree: {counts}")


def compare(servers: list[Running], row: Row, rounds: int, seconds: float) -> dict[str, Measured]:
    """Drive servers by turns; return what each gave."""
    found = {server.name: Measured() for server in servers}
    with tempfile.TemporaryDirectory() as folder:
        for server in servers:
            drive(server, row, Path(folder), 1)  # warm
        for _ in range(rounds):
            for server in servers:
                before = server.cpu()
                run = drive(server, row, Path(folder), seconds)
                if run["failed"]:
                    print(f"{server.name}: {run['failed']:g} requests failed at {row.name}", file=sys.stderr)
                measured = found[server.name]
                measured.rates.append(run["requests"] / run["seconds"])
                measured.p99s.append(run["p99"])
                measured.cpus.append((server.cpu() - before) / max(run["requests"], 1))
    return found


def table(title: str, found: list[tuple[Row, Measured, Measured]], other: str) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    yield f"### {title}\n"
    yield f"| query | ratio | by CPU | goal | coalition req/s | {other} req/s | p99 ms | {other} p99 ms |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for row, ours, theirs in found:
        pairs = zip(ours.rates, theirs.rates, strict=True)
        ratio = statistics.median(a / b if b else math.inf for a, b in pairs)  # none may be done in time
        by_cpu = statistics.median(b / a for a, b in zip(ours.cpus, theirs.cpus, strict=True) if a)
        yield (
            f"| {row.name} | {ratio:.2f} | {by_cpu:.2f} | {row.goal:g} | {ours.rate:.1f} | {theirs.rate:.1f} "
            f"| {ours.p99:.1f} | {theirs.p99:.1f} |"
        )
    yield ""


def against(
    title: str, ours: tuple[Running, Running], theirs: Running, dataset: Path, options: argparse.Namespace
) -> None:
    """Print the table of ratios against another server; ``ours`` are one without and one with a cache."""
    found = []
    for row in rows(dataset):
        if options.only and options.only not in row.name:
            continue
        mine = ours[row.cached]
        check([mine, theirs], row)
        measured = compare([mine, theirs], row, options.rounds, options.seconds)
        found.append((row, measured[mine.name], measured[theirs.name]))
        print(f"{row.name}: {measured[mine.name]} {measured[theirs.name]}", file=sys.stderr)
    print("\n".join(table(title, found, theirs.name)))


def memory(quads: int, *servers: Running) -> None:
    """Print what servers take for a million quads, shared memory counted once."""
    for server in servers:
        mib = server.memory() / 2**20
        print(f"{server.name}: {mib:.0f} MiB, {mib / quads * 1e6:.0f} MiB for a million quads")


def snapshot_of(folder: Path, quads: int) -> Path:
    """Return the snapshot of so many generated quads in a folder, made where it is missing."""
    home = folder / f"quads-{quads}"
    if not (home / "current").exists():
        start = time.monotonic()
        generate(home, quads)
        print(f"generated {quads} quads in {time.monotonic() - start:.0f} s", file=sys.stderr)
    return home


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quads", type=int, default=1_000_000, help="quads to generate (default: %(default)s)"
    )
    parser.add_argument("--few", type=int, default=100_000, help="quads for rdflib-endpoint, 0 leaves it out")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each server (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=5, help="of each turn (default: %(default)s)")
    parser.add_argument("--only", default="", help="measure only the rows whose name holds this")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "coalition-benchmark")
    return parser.parse_args(arguments)


def main() -> None:
    """Run the benchmark."""
    options = options_of()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing; install it (Debian: apt-get install wrk)")
    home = snapshot_of(options.folder, options.quads)
    snapshot = open_snapshot(home)
    with (
        coalition(home, cache=0) as plain,
        coalition(home) as cached,
        oxigraph(snapshot.path) as other,
        oxigraph_loaded(snapshot.path) as loaded,
    ):
        against("Against oxigraph serve on our store", (plain, cached), other, snapshot.dataset, options)
        against("Against oxigraph serve on our N-Quads", (plain, cached), loaded, snapshot.dataset, options)
        memory(snapshot.manifest.counts.quads, plain, other, loaded)
    if options.few:
        home = snapshot_of(options.folder, options.few)
        snapshot = open_snapshot(home)
        with (
            coalition(home, cache=0) as plain,
            coalition(home) as cached,
            rdflib_endpoint(snapshot.path) as other,
        ):
            against("Against rdflib-endpoint", (plain, cached), other, snapshot.dataset, options)


if __name__ == "__main__":
    main()
