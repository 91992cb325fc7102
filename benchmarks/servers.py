"""Start the servers that are compared, each on the quads of one snapshot."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# Loading quads into a server takes at most so many seconds.
PATIENCE = 900
PROC = Path("/proc")


@dataclass(frozen=True)
class Running:
    """A server that answers at an address; ``path`` is that of its SPARQL endpoint."""

    name: str
    address: str
    path: str
    pid: int

    def memory(self) -> int:
        """Return the bytes that its processes take, with their part of what they share (Linux: PSS)."""
        return sum(_pss(pid) for pid in [self.pid, *_children(self.pid)])

    def cpu(self) -> float:
        """Return the seconds of processor time that its processes took, ended ones too (Linux)."""
        return sum(_cpu(pid) for pid in [self.pid, *_children(self.pid)])


@contextmanager
def coalition(home: Path, cache: int = 64, *more: str) -> Iterator[Running]:
    """Run ``coalition serve`` on a home, with a cache of so many MiB."""
    port = free_port()
    options = ["--data", str(home), "--port", str(port), "--cache-size", str(cache), "--memory", "always"]
    command = ["coalition", "serve", "--quiet", *options, *more]
    name = "coalition with cache" if cache else "coalition"
    with running(name, command, port, "/sparql") as server:
        yield server


@contextmanager
def oxigraph(snapshot: Path) -> Iterator[Running]:
    """Run ``oxigraph serve-read-only`` on a copy of a snapshot's own store, which has the same form."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        store = shutil.copytree(snapshot / "store", Path(folder) / "store")
        command = ["oxigraph", "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
        with running("oxigraph", command, port, "/query") as server:
            yield server


@contextmanager
def oxigraph_loaded(snapshot: Path) -> Iterator[Running]:
    """Run ``oxigraph serve`` on what ``oxigraph load`` makes of a snapshot's N-Quads, asked for their union.

    It has no copy of the union, and counts a triple once for each graph that it stands in.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        at = ("--location", str(Path(folder) / "store"))
        subprocess.run(
            ["oxigraph", "load", *at, "--file", str(snapshot / "dataset.nq")],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        command = ["oxigraph", "serve", *at, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
        with running("oxigraph with its own union", command, port, "/query") as server:
            yield server


@contextmanager
def rdflib_endpoint(snapshot: Path) -> Iterator[Running]:
    """Run rdflib-endpoint on the union of a snapshot's graphs."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        union = Path(folder) / "union.nt"
        with union.open("wb") as out:
            subprocess.run(
                [
                    *("coalition", "query", "--data", str(snapshot.parents[1]), "--format", "ntriples"),
                    *("--text", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
                ],
                stdout=out,
                check=True,
            )
        command = ["rdflib-endpoint", "serve", "--port", str(port), "--host", "127.0.0.1", str(union)]
        with running("rdflib-endpoint", command, port, "/") as server:
            yield server


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(name: str, command: list[str], port: int, path: str) -> Iterator[Running]:
    """Run a command that serves SPARQL at a path of a port, until the block ends."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        started = Running(name, f"http://127.0.0.1:{port}", path, process.pid)
        _wait(started, process)
        yield started
    finally:
        process.terminate()
        process.wait()


def _wait(running: Running, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(running):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"{running.name} does not answer; it ended with {process.poll()}")
        time.sleep(0.2)


def _answers(running: Running) -> bool:
    try:
        with urllib.request.urlopen(f"{running.address}{running.path}?query={quote('ASK {}')}", timeout=60):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _children(pid: int) -> Iterator[int]:
    for children in (PROC / str(pid) / "task").glob("*/children"):
        for child in _read(children).split():
            yield int(child)
            yield from _children(int(child))


def _read(path: Path) -> str:
    """Return what a file of /proc says, nothing where its process or thread has just ended."""
    try:
        return path.read_text()
    except OSError:
        return ""


def _cpu(pid: int) -> float:
    """Return a process's times and those of its children that it waited for (proc_pid_stat(5))."""
    fields = _read(PROC / str(pid) / "stat").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _pss(pid: int) -> int:
    for line in _read(PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
