from pathlib import Path

import pytest

from coalition_kg.serve import memory
from coalition_kg.serve.memory import BYTES_PER_QUAD, Memory, is_in_memory


def test_a_store_is_in_memory_where_a_copy_for_each_process_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available", lambda: 2 * 10 * 1000 * BYTES_PER_QUAD)
    assert is_in_memory(Memory.AUTO, 1000, 10) is True
    assert is_in_memory(Memory.AUTO, 1001, 10) is False
    assert is_in_memory(Memory.ALWAYS, 10**12, 10) is True
    assert is_in_memory(Memory.NEVER, 1, 1) is False


def test_what_a_container_may_take_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "CGROUP", tmp_path)
    free = memory.available()
    (tmp_path / "memory.max").write_text("1000000\n")
    (tmp_path / "memory.current").write_text("400000\n")
    assert memory.available() == min(600000, free or 600000)
    (tmp_path / "memory.max").write_text("max\n")
    assert memory.available() > 0 or free == 0
