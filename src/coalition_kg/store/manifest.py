"""The manifest of a snapshot: what it holds and what it was made with, as sorted JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from coalition_kg import __version__
from coalition_kg.errors import SnapshotError
from coalition_kg.resources import root
from coalition_kg.store.checksums import file_checksum

FILE = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Counts:
    """How much a snapshot holds; ``facts`` by flat type name."""

    articles: int
    sentences: int
    facts: Mapping[str, int]
    quads: int


@dataclass(frozen=True)
class LeftOut:
    """The facts that a build left out because their rule's confidence is below ``min_confidence``.

    ``unmeasured`` of them are of rules that have no confidence.
    """

    min_confidence: float = 0.0
    facts: int = 0
    unmeasured: int = 0


@dataclass(frozen=True)
class Manifest:
    """What a snapshot holds.

    ``articles`` maps an article's name to the SHA-256 of its file, ``made_with`` a part of the package to
    its own; ``shipped`` says whether the articles are exactly those that the package carries; ``dataset`` and
    ``statistics`` are the SHA-256 of those files, the latter "" where a build wrote none.
    """

    base: str
    counts: Counts
    dataset: str
    articles: Mapping[str, str]
    made_with: Mapping[str, str]
    shipped: bool
    left_out: LeftOut = field(default_factory=LeftOut)
    statistics: str = ""
    software: str = __version__
    format: int = FORMAT

    def to_json(self) -> str:
        """Return the manifest as JSON, the same bytes for the same content."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a snapshot's folder; raise SnapshotError where it is missing or unknown."""
    path = folder / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        _check_format(path, content)
        parts = {"counts": Counts(**content["counts"]), "left_out": LeftOut(**content.get("left_out", {}))}
        return Manifest(**content | parts)
    except FileNotFoundError as error:
        raise SnapshotError(
            f"{path}: missing, so the snapshot is incomplete; run `coalition build`"
        ) from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SnapshotError(f"{path}: no manifest of a snapshot ({error}); run `coalition build`") from error


def _check_format(path: Path, content: Mapping[str, object]) -> None:
    if content.get("format") != FORMAT:
        found = content.get("format")
        raise SnapshotError(
            f"{path}: snapshot format {found}, this version reads {FORMAT}; run `coalition build`"
        )


def are_shipped(articles: Mapping[str, str]) -> bool:
    """Return whether articles (name → SHA-256) are exactly those that the package carries."""
    shipped = (root() / "data" / "articles").glob("*.txt")
    return dict(articles) == {path.stem: file_checksum(path) for path in shipped}
