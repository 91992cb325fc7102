"""A server of its own process, and requests to it."""

import os
import shutil
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from tests.cli.runner import process

TOKEN = "a-token-for-tests-only"


@dataclass(frozen=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Server:
    """``address`` has no closing slash."""

    address: str
    running: Popen[str]

    def send(
        self, method: str, path: str, body: str = "", media_type: str = "", accept: str = "*/*"
    ) -> Answered:
        headers = {"Authorization": f"Bearer {TOKEN}", "Accept": accept}
        headers |= {"Content-Type": media_type} if media_type else {}
        url = path if path.startswith("http") else f"{self.address}{path}"
        request = urllib.request.Request(url, body.encode() or None, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Answered(response.status, dict(response.headers), response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answered(error.code, dict(error.headers), error.read().decode())

    def update(self, text: str) -> Answered:
        return self.send("POST", "/update", text, "application/sparql-update")

    def query(self, text: str, accept: str = "text/csv") -> list[str]:
        return self.send("POST", "/sparql", text, "application/sparql-query", accept).text.split()


def copy_of(home: Path, folder: Path) -> Path:
    """Return a copy, because the server builds again where the package changed in the meantime."""
    return shutil.copytree(home, folder, symlinks=True)


def token_file(folder: Path) -> Path:
    path = folder / "token"
    path.touch(0o600)
    path.write_text(f"{TOKEN}\n", encoding="ascii")
    return path


@contextmanager
def serving(home: Path, *options: str | Path) -> Iterator[Server]:
    running = process("serve", "--port", "0", *options, home=home)
    try:
        assert running.stdout is not None
        address = running.stdout.readline().strip().rstrip("/")
        assert address.startswith("http"), running.communicate()[1]
        running.stdout.readline()
        yield Server(address, running)
    finally:
        running.send_signal(signal.SIGTERM)
        try:
            running.communicate(timeout=20)
        finally:
            running.kill()


@contextmanager
def writable(home: Path, *options: str | Path) -> Iterator[Server]:
    with serving(home, "--writable", "--token-file", token_file(home), *options) as server:
        yield server


def children(pid: int, module: str) -> list[int]:
    """Return the processes that a server started with a module."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:  # it ended
                continue
            found += [int(entry.name)] if parent == pid and module.encode() in command else []
    return found


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
