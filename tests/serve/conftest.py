from pathlib import Path

import pytest

from tests.support import build_gold


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a snapshot of the gold facts, which the tests of one file may add others to."""
    home = tmp_path_factory.mktemp("served")
    build_gold(home)
    return home
