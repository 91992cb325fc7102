"""Files that appear whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def sync(path: Path) -> None:
    """Force a file or folder to the disk, so that it outlives a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Force a folder and all that it holds to the disk."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def beside(path: Path) -> Path:
    """Return a hidden, unused path in the folder of ``path``, on the same disk."""
    return path.with_name(f".{path.name}-{secrets.token_hex(6)}")


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that replaces ``path`` only when the block ends without an error."""
    temporary = beside(path)
    try:
        with temporary.open("xb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync(path.parent)


def point_link(link: Path, target: str) -> None:
    """Make ``link`` a symbolic link to ``target``, relative to its folder, in one step."""
    temporary = beside(link)
    temporary.symlink_to(target)
    try:
        temporary.replace(link)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync(link.parent)
