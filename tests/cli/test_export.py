from pathlib import Path

import pytest

from coalition_kg.export import FORMATS
from tests.cli.runner import run


@pytest.mark.parametrize("format_name", list(FORMATS))
def test_stdout_and_file_get_the_same(gold_home: Path, tmp_path: Path, format_name: str) -> None:
    file = tmp_path / "out"
    to_file = run("export", "--data", gold_home, "--format", format_name, "-o", file)
    to_stdout = run("export", "--data", gold_home, "--format", format_name)
    assert (to_file.exit_code, to_file.output) == (0, "")
    assert file.read_bytes() == to_stdout.stdout_bytes
    assert len(file.read_bytes()) > 10_000


def test_a_place_that_can_t_be_written_has_status_2(gold_home: Path, tmp_path: Path) -> None:
    result = run("export", "--data", gold_home, "-o", tmp_path / "missing" / "out")
    assert result.exit_code == 2
    assert "give another file with -o" in result.stderr
