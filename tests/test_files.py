from pathlib import Path

import pytest

from coalition_kg.files import point_link, written_whole


def test_a_file_replaces_the_old_one_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with written_whole(path) as out:
        out.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _fail_half_way(path: Path) -> None:
    with written_whole(path) as out:
        out.write(b"half")
        raise ZeroDivisionError


def test_a_link_moves_to_its_new_target(tmp_path: Path) -> None:
    link = tmp_path / "current"
    point_link(link, "one")
    point_link(link, "two")
    assert str(link.readlink()) == "two"
    assert list(tmp_path.iterdir()) == [link]
