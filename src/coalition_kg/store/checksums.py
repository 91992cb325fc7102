"""What a snapshot was made with: one SHA-256 for each part of the package that shapes the facts."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import coalition_kg
from coalition_kg.resources import ontology_files, root

CHUNK = 1 << 20


def file_checksum(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def checksums() -> dict[str, str]:
    """Return part → SHA-256 of all that shapes a build.

    That is the lexicon, the extraction rules and how far they can be trusted, the derivation rules, the
    ontology and the reference tables.
    """
    data = root() / "data"
    derivation = root() / "queries" / "rules"
    rules = Path(coalition_kg.__file__).parent / "extract"
    return {
        "confidence": _combined(data / "evaluation", [data / "evaluation" / "rules.tsv"]),
        "derivation": _combined(derivation, derivation.glob("*.rq")),
        "lexicon": _combined(data / "lexicon", (data / "lexicon").glob("*")),
        "ontology": _combined(root() / "ontology", ontology_files()),
        "reference": _combined(data / "reference", (data / "reference").glob("*")),
        "rules": _combined(rules, rules.rglob("*.py")),
    }


def _combined(folder: Path, paths: Iterable[Path]) -> str:
    """Return one SHA-256 of files: of their names and bytes, in the order of the names."""
    files = {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}
    lines = [f"{file_checksum(files[name])}  {name}\n" for name in sorted(files)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
