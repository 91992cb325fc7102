"""A worker: a process that evaluates one query after the other, and may be killed at any time.

``python -m coalition_kg.serve.worker FOLDER MEMORY PARENT`` opens the snapshot of a folder, says that it is
ready, and answers the jobs of its standard input on its standard output until the input ends. One query may
take MEMORY MiB, where the system can hold it to that (Linux); PARENT is the process that started it.
"""

import os
import queue
import sys
import threading
import traceback
from pathlib import Path
from typing import IO

from coalition_kg.errors import CoalitionError
from coalition_kg.serve.answer import answer
from coalition_kg.serve.child import STACK, bound_memory, end_with
from coalition_kg.serve.pages import Pages
from coalition_kg.serve.work import READY, Answer, Job, read_job, send_answer
from coalition_kg.store import Snapshot
from coalition_kg.store.snapshot import open_folder


def main() -> None:
    """Run the worker of the command line."""
    folder, memory, parent = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    end_with(parent)
    snapshot = open_folder(Path(folder))
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    out = sys.stdout.buffer
    threading.stack_size(STACK)
    threading.Thread(target=_work, args=(snapshot, jobs, out), daemon=True).start()
    bound_memory(memory)
    out.write(READY)
    out.flush()
    # Reading goes on beside the work: the end of the input is the end of the parent.
    for line in sys.stdin.buffer:
        jobs.put(line)
    os._exit(0)


def _work(snapshot: Snapshot, jobs: "queue.SimpleQueue[bytes]", out: IO[bytes]) -> None:
    pages = Pages(snapshot)
    while True:
        job = read_job(jobs.get())
        if job.folder and Path(job.folder) != snapshot.path:  # a write made another version
            snapshot = _opened(job.folder)
        try:
            send_answer(_answer(snapshot, pages, job), out)
        except OSError:  # nobody reads any more
            os._exit(0)


def _opened(folder: str) -> Snapshot:
    try:
        return open_folder(Path(folder))
    except CoalitionError:  # the server starts another worker
        traceback.print_exc()
        os._exit(1)


def _answer(snapshot: Snapshot, pages: Pages, job: Job) -> Answer:
    try:
        return answer(snapshot, pages, job)
    except Exception:  # a fault of ours; the server's log shows it, the client's answer does not
        traceback.print_exc()
        return Answer(500, detail="the server failed; its log tells why")


if __name__ == "__main__":
    main()
