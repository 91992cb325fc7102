"""Whether a snapshot fits into memory."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

# What stores in memory take for each quad of a data set, with its two copies in the union, in bytes;
# as measured by benchmarks/endpoint.py, with a margin.
BYTES_PER_QUAD = 1200
# The share of the memory that is available now.
SHARE = 0.5
CGROUP = Path("/sys/fs/cgroup")


class Memory(Enum):
    """Where the store of a snapshot is while it is served."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def is_in_memory(choice: Memory, quads: int, processes: int) -> bool:
    """Return whether a store of so many quads is to be in memory.

    Processes share it first, but wide scans write to what they read and so copy it: each may have its own.
    """
    if choice is not Memory.AUTO:
        return choice is Memory.ALWAYS
    return quads * BYTES_PER_QUAD * processes <= available() * SHARE


def available() -> int:
    """Return how many bytes of memory this process and its children may still take; 0 where unknown."""
    return min(_bounds(), default=0)


def _bounds() -> Iterator[int]:
    meminfo = _read(Path("/proc/meminfo"))
    for line in meminfo.splitlines():
        if line.startswith("MemAvailable:"):
            yield int(line.split()[1]) * 1024
    most, taken = _read(CGROUP / "memory.max").strip(), _read(CGROUP / "memory.current").strip()
    if most.isdecimal() and taken.isdecimal():
        yield max(int(most) - int(taken), 0)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:  # another system, or no such bound
        return ""
