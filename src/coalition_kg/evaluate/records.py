"""Read flat records from JSON Lines; what is wrong is told by file and line."""

import json
from pathlib import Path

from coalition_kg.errors import RecordError
from coalition_kg.flat import Flat

REQUIRED = ("article", "start", "end", "type")


def read_records(path: Path) -> list[Flat]:
    """Return the records of a file, one a line; raise RecordError where one is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(
            f"{path}: can't be read ({error}); give a file of flat records, one a line"
        ) from error
    return [_record(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _record(path: Path, number: int, line: str) -> Flat:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise RecordError(f"{path}: line {number}: no JSON ({error}); write one record a line") from error
    lacking = [field for field in REQUIRED if not isinstance(record, dict) or field not in record]
    if lacking:
        raise RecordError(f"{path}: line {number}: record lacks {', '.join(lacking)}; see ANNOTATION.md")
    return dict(record)
