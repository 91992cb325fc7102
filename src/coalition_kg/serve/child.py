"""What the processes that the server starts have in common: they end with it, and are bound in memory."""

import ctypes
import os
import signal
import sys
from pathlib import Path

from coalition_kg.serve.limits import MIB

# The parser recurses; this is enough for every query within the limits.
STACK = 128 * MIB
# <linux/prctl.h>
PR_SET_PDEATHSIG = 1

# What glibc's malloc is told. A few arenas are enough, and each counts as memory that is taken. A query frees
# more pieces of a size than a thread keeps by default (7); amid a large heap the rest cost as much again as
# the query. On huge pages a fork takes a tenth of the time, where the system has them (glibc 2.35).
MALLOC = {
    "MALLOC_ARENA_MAX": "2",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=127:glibc.malloc.hugetlb=1",
}


def end_with(parent: int) -> None:
    """End when the parent ends, even amid a query; elsewhere than on Linux the end of the input tells."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before we said so
            os._exit(0)


def bound_memory(mib: int) -> None:
    """Bound what comes on top of what the open snapshot takes; without a dump of it when that is too much."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  # Windows has none

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + mib * MIB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
