"""Whether the files of a snapshot have the checksums of its manifest, and hold the same quads."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from coalition_kg.store.checksums import file_checksum
from coalition_kg.store.dataset import read_quads, union_quads
from coalition_kg.store.statistics import FILE as STATISTICS
from coalition_kg.verify.case import Case
from coalition_kg.verify.problem import Finding, Problem


def dataset(case: Case) -> Iterator[Finding]:
    """Check that the dataset file has the checksum of the manifest."""
    yield _checksum("dataset", case.snapshot.dataset, case.snapshot.manifest.dataset)


def statistics(case: Case) -> Iterator[Finding]:
    """Check that the file of statistics has the checksum of the manifest, where a build wrote one."""
    if case.snapshot.manifest.statistics:
        yield _checksum("statistics", case.snapshot.path / STATISTICS, case.snapshot.manifest.statistics)


def articles(case: Case) -> Iterator[Finding]:
    """Check that every article's copy has the checksum of the manifest, and that there is no other."""
    known = case.snapshot.manifest.articles
    for name, expected in sorted(known.items()):
        yield _checksum("article", case.snapshot.article_path(name), expected)
    for path in sorted(case.snapshot.article_path("x").parent.iterdir()):
        if path.stem not in known:
            yield Problem("article", str(path), "not in the manifest")


def originals(case: Case) -> Iterator[Finding]:
    """Check that every article of the snapshot is still the same file in the folder that was given."""
    if case.articles_dir is None:
        return
    for name, expected in sorted(case.snapshot.manifest.articles.items()):
        yield _checksum("original", case.articles_dir / f"{name}.txt", expected)


def store(case: Case) -> Iterator[Finding]:
    """Check that the store holds the quads of the dataset file, and their union as its default graph."""
    written = 0
    try:
        for quad in chain(read_quads(case.snapshot.dataset), union_quads(case.snapshot.dataset)):
            written += 1
            missing = quad not in case.snapshot.store
            yield Problem("store", str(quad), "in the dataset file only") if missing else None
    except SyntaxError as error:
        yield Problem("store", str(case.snapshot.dataset), f"no N-Quads: {error}")
        return
    if (held := len(case.snapshot.store)) != written:
        yield Problem("store", str(case.snapshot.path / "store"), f"{held} quads, not {written}")


def _checksum(kind: str, path: Path, expected: str) -> Finding:
    if not path.is_file():
        return Problem(kind, str(path), "missing")
    found = file_checksum(path)
    return (
        None
        if found == expected
        else Problem(kind, str(path), f"SHA-256 {found}, the manifest has {expected}")
    )
