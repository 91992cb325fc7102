"""A worker: a process that evaluates one query after the other, and may be killed at any time."""

import os
import select
import socket
import threading
import traceback
from io import BytesIO
from pathlib import Path

from coalition_kg.errors import CoalitionError
from coalition_kg.query import evaluate, write
from coalition_kg.serve.answer import answer
from coalition_kg.serve.child import STACK, bound_memory
from coalition_kg.serve.desk import Desk
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.reply import Reply
from coalition_kg.serve.slot import Slot
from coalition_kg.serve.work import Answer, Job, Kind, frame
from coalition_kg.store import Snapshot
from coalition_kg.store.snapshot import open_folder

ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def work(snapshot: Snapshot, connection: socket.socket, slot: Slot | None, memory: int) -> None:
    """Answer the jobs of a connection until its other end closes, then end the process.

    With a ``slot`` the server may lend connections of clients. A query may take ``memory`` MiB, where the
    system can hold it to that (Linux).
    """
    threading.stack_size(STACK)
    threading.Thread(target=_answer_all, args=(snapshot, connection, slot, memory), daemon=True).start()
    # Waits beside the work: when the server is gone, nobody needs the answer, and nobody would kill us.
    hung_up = select.poll()
    hung_up.register(connection, 0)
    hung_up.poll()
    os._exit(0)


def _answer_all(snapshot: Snapshot, connection: socket.socket, slot: Slot | None, memory: int) -> None:
    try:
        bound_memory(memory)
        _unshare(snapshot)
        # The server lowers the priority of a long query, which is that of a thread.
        connection.sendall(frame(Kind.READY, str(threading.get_native_id()).encode()))
        Desk(connection, slot, snapshot.path.name, _Evaluator(snapshot)).serve()
    except OSError:  # nobody reads any more
        pass
    except CoalitionError:  # the server starts another worker
        traceback.print_exc()
    finally:
        os._exit(0)


def _unshare(snapshot: Snapshot) -> None:
    """Copy what queries of a store in memory write to, which is shared with other processes until then.

    They count references to what they read. Copied page by page amid the first queries, an aggregate takes
    ten times as long.
    """
    if snapshot.union is not snapshot.store:
        write(evaluate(snapshot, ALL), "json", BytesIO())


class _Evaluator:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._pages = Pages(snapshot)

    def __call__(self, job: Job, reply: Reply) -> None:
        """Send the answer to a job."""
        if job.folder and Path(job.folder) != self._snapshot.path:  # a write made another version
            self._snapshot = open_folder(Path(job.folder))
        try:
            answer(self._snapshot, self._pages, job, reply)
        except OSError:
            raise
        except Exception:  # a fault of ours; the server's log shows it, the client's answer does not
            traceback.print_exc()
            reply.refuse(Answer(500, detail="the server failed; its log tells why"))
