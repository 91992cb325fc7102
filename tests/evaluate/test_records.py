from pathlib import Path

import pytest

from coalition_kg.errors import RecordError
from coalition_kg.evaluate import read_records

GOOD = '{"article": "a", "start": 0, "end": 1, "type": "Role"}'


def test_one_record_a_line_and_empty_lines_are_nothing(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(f"{GOOD}\n\n{GOOD}")
    assert read_records(path) == [{"article": "a", "start": 0, "end": 1, "type": "Role"}] * 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: no JSON"),
        ("[]", "line 2: record lacks article, start, end, type"),
        ('{"article": "a", "start": 0, "type": "Role"}', "line 2: record lacks end; see ANNOTATION.md"),
    ],
)
def test_what_is_no_record_is_told_by_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(f"{GOOD}\n{line}\n")
    with pytest.raises(RecordError, match=message):
        read_records(path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="can't be read"):
        read_records(tmp_path / "missing.jsonl")
