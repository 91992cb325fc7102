"""The writer: the one process that has the live store open, and may be killed at any time.

``python -m coalition_kg.serve.writer HOME SNAPSHOT MEMORY PARENT EVIDENCE`` locks the live store of HOME,
begins it with the snapshot of the folder SNAPSHOT where there is none, and says as one line of JSON which
version is current, or what is wrong. Then it makes the writes of its standard input one after the other:
each wholly, flushed to the disk and in a new version before it is answered, or not at all. EVIDENCE is
``allow`` where writes may change the graphs of the evidence.
"""

import os
import queue
import shutil
import sys
import threading
import traceback
from http import HTTPStatus
from pathlib import Path
from typing import IO

from pyoxigraph import NamedNode, Store

from coalition_kg.errors import CoalitionError, QueryError
from coalition_kg.serve.apply import GraphError, Target
from coalition_kg.serve.child import STACK, bound_memory, end_with
from coalition_kg.serve.write import ALLOW, Write, Written, read_write, send_written
from coalition_kg.store import Changes, Live, ProtectedGraphError, Snapshot
from coalition_kg.store.snapshot import open_folder

NO_MEMORY = "the write needs more memory than it may take; make it in smaller parts"


class Session:
    """The live store, open for writing."""

    def __init__(self, live: Live, snapshot: Snapshot, *, may_edit_evidence: bool) -> None:
        self._live = live
        self._lock = live.lock()
        self._names = snapshot.names
        self._is_protected = (lambda _: False) if may_edit_evidence else snapshot.names.is_evidence
        self.folder = live.begin(snapshot)
        self._open()

    def _open(self) -> None:
        self._work = self._live.work()
        self._store = Store(str(self._work))
        changes = Changes(self._store, NamedNode(self._names.own_graph), self._is_protected)
        self._target = Target(self._store, changes, self._names)

    def make(self, write: Write) -> Written:
        """Make a write, or leave everything as it is; say which."""
        written = self._attempted(write)
        if not written.folder:  # nothing holds the store any more, as an error would
            self.close()
            self._open()
        return written

    def _attempted(self, write: Write) -> Written:
        try:
            status = self._target.apply(write)
            self.folder = self._live.publish(self._store)
            return Written(status, str(self.folder))
        except CoalitionError as error:
            return _refusal(error)
        except MemoryError:
            return Written(HTTPStatus.SERVICE_UNAVAILABLE, detail=NO_MEMORY)
        except OSError as error:
            detail = f"nothing was written: {error}; see that the server's disk has room"
            return Written(HTTPStatus.INSUFFICIENT_STORAGE, detail=detail)
        except Exception:  # a fault of ours; the server's log shows it, the client's answer does not
            traceback.print_exc()
            return Written(HTTPStatus.INTERNAL_SERVER_ERROR, detail="the server failed; its log tells why")

    def close(self) -> None:
        """Close the work store and remove it."""
        del self._store, self._target
        shutil.rmtree(self._work, ignore_errors=True)


def _refusal(error: CoalitionError) -> Written:
    if isinstance(error, GraphError):
        return Written(error.status, detail=str(error))
    if isinstance(error, ProtectedGraphError):
        return Written(HTTPStatus.FORBIDDEN, detail=str(error))
    if isinstance(error, QueryError):
        line, column = getattr(error, "line", None), getattr(error, "column", None)
        return Written(HTTPStatus.BAD_REQUEST, detail=str(error), line=line, column=column)
    return Written(HTTPStatus.INTERNAL_SERVER_ERROR, detail=str(error))


def main() -> None:
    """Run the writer of the command line."""
    home, folder, memory, parent, evidence = sys.argv[1:]
    end_with(int(parent))
    out = sys.stdout.buffer
    try:
        session = Session(Live(Path(home)), open_folder(Path(folder)), may_edit_evidence=evidence == ALLOW)
    except CoalitionError as error:
        send_written(Written(HTTPStatus.INTERNAL_SERVER_ERROR, detail=str(error)), out)
        return
    writes: queue.SimpleQueue[Write | None] = queue.SimpleQueue()
    threading.stack_size(STACK)
    work = threading.Thread(target=_work, args=(session, writes, out))
    work.start()
    bound_memory(int(memory))
    send_written(Written(HTTPStatus.OK, str(session.folder)), out)
    while (write := read_write(sys.stdin.buffer)) is not None:
        writes.put(write)
    writes.put(None)
    work.join()


def _work(session: Session, writes: "queue.SimpleQueue[Write | None]", out: IO[bytes]) -> None:
    try:
        while (write := writes.get()) is not None:
            send_written(session.make(write), out)
        session.close()
    except BaseException:  # nobody reads any more, or the store can't be opened
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    main()
