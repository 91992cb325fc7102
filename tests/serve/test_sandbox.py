"""What the workers give up."""

import os
import socket
from collections.abc import Callable

import pytest

from coalition_kg.serve import sandbox

CONNECTED, REFUSED, NOT_THERE = 10, 11, 12


def in_child(give_up: Callable[[], object], address: tuple[str, int]) -> int:
    """Return what comes of a connection in a process that gave up the network."""
    pid = os.fork()
    if pid == 0:
        status = NOT_THERE
        try:
            if give_up() not in {False, "none"}:
                status = REFUSED
                socket.create_connection(address, timeout=5).close()
                status = CONNECTED
        except OSError:
            pass
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("give_up", [sandbox.leave_network, sandbox.refuse_sockets])
def test_there_is_no_network(give_up: Callable[[], object]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        assert in_child(lambda: True, address) == CONNECTED
        assert in_child(give_up, address) in {REFUSED, NOT_THERE}
