"""The template: a process that opens a snapshot once and forks workers from itself, each in milliseconds.

``python -m coalition_kg.serve.template SOCKET FOLDER MEMORY IN_MEMORY`` gives up the network, opens the
snapshot of a folder, in memory or on the disk, and obeys the requests that come over the socket of that
descriptor until its other end closes. Each is an operation and a process id; FORK comes with the descriptors
of the socket that the new worker is to serve and of its slot, and is answered with the worker's id; REAP
waits for the end of a worker and is answered with its status. As nobody else waits for a worker, its id is
not given to another process before that. This process stays single-threaded: a fork copies no other thread.
"""

import gc
import os
import select
import socket
import sys
from pathlib import Path

from coalition_kg.errors import CoalitionError
from coalition_kg.serve.forking import DESCRIPTORS, FAILED, FORK, READY, REAP, REPLY, REQUEST
from coalition_kg.serve.sandbox import leave_network
from coalition_kg.serve.slot import Slot
from coalition_kg.serve.worker import work
from coalition_kg.store import Snapshot
from coalition_kg.store.snapshot import open_folder

# Between two looks at a worker that is about to end, in milliseconds.
PAUSE = 5


def main() -> None:
    """Run the template of the command line."""
    control = socket.socket(fileno=int(sys.argv[1]))
    folder, memory, wants_memory = Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "True"
    network = leave_network()
    try:
        # On the disk, each worker opens it: the threads of an open store would not come along in a fork.
        snapshot = open_folder(folder, in_memory=True) if wants_memory else None
    except CoalitionError as error:
        control.sendall(FAILED + str(error).encode() + b"\n")
        return
    # What lives now lives on; the collector would touch it all, and so un-share its memory.
    gc.freeze()
    control.sendall(READY + network.encode() + b"\n")
    _obey(control, folder, snapshot, memory)


def _obey(control: socket.socket, folder: Path, snapshot: Snapshot | None, memory: int) -> None:
    awaited: set[int] = set()
    requests = select.poll()
    requests.register(control, select.POLLIN)
    while True:
        if requests.poll(PAUSE if awaited else None):
            request, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, DESCRIPTORS)
            if len(request) < REQUEST.size:
                return
            operation, pid = REQUEST.unpack(request)
            if operation == FORK:
                _fork(control, folder, snapshot, memory, descriptors)
            else:
                awaited.add(pid)
        for pid in [pid for pid in awaited if _has_ended(pid, control)]:
            awaited.remove(pid)


def _fork(
    control: socket.socket, folder: Path, snapshot: Snapshot | None, memory: int, descriptors: list[int]
) -> None:
    pid = os.fork()
    if pid == 0:
        control.close()
        _become_worker(folder, snapshot, descriptors, memory)
    for descriptor in descriptors:
        os.close(descriptor)
    control.sendall(REPLY.pack(FORK, pid, 0))


def _has_ended(pid: int, control: socket.socket) -> bool:
    """Return whether a worker has ended, and send its status where it has."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    if ended:
        control.sendall(REPLY.pack(REAP, pid, os.waitstatus_to_exitcode(status)))
    return bool(ended)


def _become_worker(folder: Path, snapshot: Snapshot | None, descriptors: list[int], memory: int) -> None:
    """Serve a connection and never return, whatever happens."""
    try:
        connection, *shared = descriptors
        slot = Slot(*shared) if shared else None
        work(snapshot or open_folder(folder), socket.socket(fileno=connection), slot, memory)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
