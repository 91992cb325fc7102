"""Connections that workers answer themselves: for the client, all is as if the server answered."""

import json
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import pytest

from coalition_kg.serve.slot import Slot
from tests.serve.serving import Server, children, kill, serving
from tests.serve.test_server import ENDLESS, LARGE, TEMPLATE, connected, eventually, get, metric
from tests.support import build_gold

pytestmark = pytest.mark.skipif(Slot.new() is None, reason="this system can't share what lending needs")

# Takes longer than a query of a lent connection may, and less than the deadline.
SLOW = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1000000 } }"
LENT = "coalition_lent_connections"
EVALUATED = 'coalition_queries_total{status="200"}'


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    with serving(home, "--timeout", "4", "--workers", "2") as server:
        yield server


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    while Client.all:
        Client.all.pop().connection.close()


class Client:
    """Keeps one connection, and asks until it is lent."""

    all: ClassVar[list["Client"]] = []

    def __init__(self, server: Server, name: str = "") -> None:
        self.connection = connected(server)
        self.all.append(self)
        self._name = name
        self._asked = 0
        others = metric(server, LENT)
        for _ in range(20):
            assert self.ask_new() == 200
            lent = metric(server, LENT)
            if lent > others:
                return
            others = lent  # some came back
        raise AssertionError("the connection was not lent")

    def ask(self, query: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, f"/sparql?query={quote(query)}", headers=names)
        response = self.connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.headers.items()}, response.read()

    def ask_new(self) -> int:
        self._asked += 1
        return self.ask(f"ASK {{}} # {self._name} {self._asked}")[0]


def same(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in {"date", "etag"}}


@pytest.mark.parametrize(
    "accept", ["text/csv", "text/html", "application/sparql-results+json;q=0.5, */*;q=0.1"]
)
def test_the_answer_is_the_same_to_the_byte(server: Server, accept: str) -> None:
    query = "SELECT ?c ?name { ?c a coal:Country ; rdfs:label ?name } ORDER BY ?c ?name"
    status, headers, body = get(server, query, accept=accept)
    client = Client(server)
    before = metric(server, EVALUATED)
    lent = client.ask(query, accept=accept)
    assert metric(server, LENT) == 1
    assert (lent[0], same(lent[1]), lent[2]) == (
        status, same({k.lower(): v for k, v in headers.items()}), body
    )  # fmt: skip
    assert lent[1]["etag"].partition("-")[0] == headers["etag"].partition("-")[0]
    assert lent[1]["etag"] != headers["etag"]  # rows without an order may come in another one
    assert eventually(lambda: metric(server, EVALUATED) == before + 1)


def test_the_worker_compresses_keeps_and_knows_tags(server: Server) -> None:
    client = Client(server)
    query = "SELECT ?s ?p { ?s ?p ?o } LIMIT 300"
    hits, had = metric(server, "coalition_cache_hits_total"), metric(server, "coalition_not_modified_total")
    first, again = (client.ask(query, accept_encoding="gzip") for _ in range(2))
    assert (first[0], first[1]["content-encoding"]) == (200, "gzip")
    assert (again[1]["etag"], again[2]) == (first[1]["etag"], first[2])
    for shown in (first[1]["etag"], f'"other", {first[1]["etag"]}'):
        for _ in range(2):
            status, headers, body = client.ask(query, accept_encoding="gzip", if_none_match=shown)
            assert (status, headers["etag"].partition("-")[0], body) == (
                304,
                shown.split('"')[-2].partition("-")[0].join(['"', ""]),
                b"",
            )
    assert client.ask(query, accept_encoding="gzip", if_none_match='"other"')[0] == 200
    assert metric(server, LENT) == 1
    assert eventually(lambda: metric(server, "coalition_cache_hits_total") == hits + 1)
    assert eventually(lambda: metric(server, "coalition_not_modified_total") == had + 4)


def test_a_tag_of_the_server_holds_for_the_worker(server: Server) -> None:
    query = "SELECT ?c { ?c a coal:Country } # one tag"
    tag = str(get(server, query)[1]["etag"])
    assert Client(server).ask(query, if_none_match=tag)[0] == 304


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/sparql?query=ASK%7B%7D&format=turtle", {}, 406),
        ("/sparql?query=ASK%7B", {}, 400),
        ("/sparql?query=ASK%ZZ", {}, 400),
        ("/sparql?query=ASK%7B%7D%00", {}, 400),
        ("/sparql?query=ASK%7B%7D%FF", {}, 400),
        ("/health", {}, 200),
        ("/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, 406),
        ("/nowhere", {}, 404),
    ],
)
def test_what_is_not_plain_the_server_answers(
    server: Server, path: str, headers: dict[str, str], status: int
) -> None:
    client = Client(server)
    client.connection.request("GET", path, headers=headers)
    response = client.connection.getresponse()
    response.read()
    assert response.status == status
    assert metric(server, LENT) == 0
    assert client.ask_new() == 200


def test_other_methods_the_server_answers(server: Server) -> None:
    client = Client(server)
    status, headers, body = client.ask("ASK {}", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 0
    client.connection.request(
        "POST",
        "/sparql",
        "ASK {}",
        {"Content-Type": "application/sparql-query", "Accept": "application/json"},
    )
    assert json.loads(client.connection.getresponse().read())["boolean"] is True


def test_a_large_answer_is_streamed_by_the_server(server: Server) -> None:
    client = Client(server)
    status, headers, body = client.ask(LARGE, accept="text/csv")
    assert (status, headers["transfer-encoding"], body.count(b"\r\n")) == (200, "chunked", 100001)
    assert metric(server, LENT) == 0
    assert client.ask_new() == 200


def test_a_long_query_ends_by_its_deadline_and_keeps_nobody_waiting(server: Server) -> None:
    clients = [Client(server, str(number)) for number in range(4)]  # of two workers
    with ThreadPoolExecutor(2) as beside:
        late = [beside.submit(client.ask, ENDLESS) for client in clients[:2]]
        for _ in range(10):
            for client in clients[2:]:
                start = time.monotonic()
                assert client.ask_new() == 200
                assert time.monotonic() - start < 2  # half of the deadline
        assert [one.result()[0] for one in late] == [503, 503]
        assert b"the query took longer than 4 seconds" in late[0].result()[2]
    assert metric(server, 'coalition_worker_restarts_total{reason="timeout"}') == 2
    assert [client.ask_new() for client in clients] == [200] * 4


def test_a_query_that_takes_a_while_is_answered_once(server: Server) -> None:
    client = Client(server)
    before = metric(server, EVALUATED)
    status, _, body = client.ask(SLOW, accept="text/csv")
    assert (status, body.split()) == (200, [b"n", b"1000000"])
    assert metric(server, EVALUATED) <= before + 2  # this one, and what was not yet reported before
    assert client.ask_new() == 200


def test_nobody_works_for_a_client_that_is_gone(server: Server) -> None:
    client = Client(server)
    client.connection.request("GET", f"/sparql?query={quote(ENDLESS)}")
    assert eventually(lambda: metric(server, "coalition_queries_running") == 1)
    client.connection.close()
    assert eventually(lambda: metric(server, 'coalition_worker_restarts_total{reason="gone"}') == 1)


def test_the_death_of_a_worker_loses_no_request(server: Server) -> None:
    client = Client(server)
    (template,) = children(server.running.pid, TEMPLATE)
    with ThreadPoolExecutor(1) as beside:
        asked = beside.submit(client.ask, SLOW)
        time.sleep(0.05)  # it is evaluated now
        for worker in children(template, TEMPLATE):
            kill(worker)
        assert asked.result()[0] == 200
    assert client.ask_new() == 200


def test_a_worker_that_is_dead_is_sent_nothing(server: Server) -> None:
    assert get(server, "ASK {}")[0] == 200
    (template,) = children(server.running.pid, TEMPLATE)
    for _ in range(5):
        for worker in children(template, TEMPLATE):
            kill(worker)
        for number in range(5):
            assert get(server, f"ASK {{}} # {time.monotonic()} {number}")[0] == 200


def test_the_end_of_all_processes_loses_no_connection(server: Server) -> None:
    client = Client(server)
    (template,) = children(server.running.pid, TEMPLATE)
    kill(template)
    for worker in children(template, TEMPLATE):
        kill(worker)
    assert eventually(lambda: client.ask_new() == 200)


def test_requests_that_come_together_are_answered_in_their_order(server: Server) -> None:
    client = Client(server)
    numbers = [3, 1, 2, 1]
    asked = [f"/sparql?query={quote(f'SELECT ({n} AS ?n) {{}}')}" for n in numbers]
    asked += [f"{path}&format=csv" for path in asked] + asked
    lines = "".join(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n" for path in asked)
    client.connection.sock.sendall(lines.encode())
    taken = b""
    while taken.count(b"n\r\n") < len(asked):
        taken += client.connection.sock.recv(1 << 16)
    found = [part.split(b"\r\n")[1] for part in taken.split(b"\r\n\r\n") if part.startswith(b"n\r\n")]
    assert [int(number) for number in found] == numbers * 3


def test_a_request_in_parts_is_answered(server: Server) -> None:
    client = Client(server)
    lines = (
        f"GET /sparql?query={quote('SELECT (7 AS ?n) {}')} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
    )
    for part in (lines[:20], lines[20:60], lines[60:]):
        client.connection.sock.sendall(part.encode())
        time.sleep(0.05)
    taken = b""
    while not taken.endswith(b"n\r\n7\r\n"):
        taken += client.connection.sock.recv(1 << 16)
    assert taken.startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_client_that_reads_slowly_gets_all(server: Server) -> None:
    client = Client(server)
    query = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1500"
    body = client.ask(query, accept="text/csv")[2]
    assert 100_000 < len(body) < 1 << 18  # small enough for the worker, too large for the buffers of many
    sock = client.connection.sock
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    lines = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode()
    sock.sendall(lines * 60)
    time.sleep(0.5)
    taken: list[bytes] = []
    while sum(map(len, taken)) < 60 * len(body):
        taken.append(sock.recv(1 << 16))
        assert taken[-1]
    assert b"".join(taken).count(body) >= 59  # and headers, so that the last may still come


def test_a_connection_that_nobody_uses_comes_back_and_ends(server: Server) -> None:
    client = Client(server)
    assert eventually(lambda: metric(server, LENT) == 0)
    client.connection.sock.settimeout(20)
    assert client.connection.sock.recv(1) == b""  # the server ends it after its usual time


def test_a_client_that_closes_its_connection_leaves_nothing(server: Server) -> None:
    client = Client(server)
    client.connection.close()
    assert eventually(lambda: metric(server, LENT) == 0)


def test_a_new_snapshot_is_seen_over_lent_connections(tmp_path: Path) -> None:
    build_gold(tmp_path)
    with serving(tmp_path, "--workers", "2") as server:
        client = Client(server)
        built = build_gold(tmp_path, "https://example.org/kg")
        server.running.send_signal(signal.SIGHUP)
        while json.loads(server.send("GET", "/health").text)["snapshot"] != built.path.name:
            assert client.ask_new() == 200
        country = "SELECT ?c { ?c a coal:Country FILTER(STRENDS(STR(?c), '/PL')) }"
        assert client.ask(country, accept="text/csv")[2].split() == [
            b"c", b"https://example.org/kg/id/country/PL"
        ]  # fmt: skip


def test_a_running_query_ends_before_the_server_does(home: Path) -> None:
    with serving(home, "--grace", "30") as server:
        client = Client(server)
        with ThreadPoolExecutor(1) as beside:
            asked = beside.submit(client.ask, SLOW, accept="text/csv")
            time.sleep(0.05)  # it may not count as running yet
            server.running.send_signal(signal.SIGTERM)
            assert (asked.result()[0], asked.result()[2].split()) == (200, [b"n", b"1000000"])
        assert server.running.wait(timeout=30) == 0


def test_what_a_client_takes_counts_for_lent_connections_too(home: Path) -> None:
    with serving(home, "--limit-loopback", "--client-seconds", "0.3", "--cache-size", "0") as server:
        client = Client(server)
        statuses = []
        deadline = time.monotonic() + 20
        while 429 not in statuses and time.monotonic() < deadline:
            statuses.append(client.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0])
        assert set(statuses) == {200, 429}
        assert len(statuses) > 3


def test_a_server_that_logs_requests_or_takes_updates_lends_none(home: Path) -> None:
    with serving(home, "--access-log") as server, pytest.raises(AssertionError, match="was not lent"):
        Client(server)


def test_no_answer_is_taken_for_another(server: Server) -> None:
    """Lent connections, new ones, and queries that take a while, all at once."""
    deadline = time.monotonic() + 4

    def keep(number: int) -> int:
        client = Client(server, str(number))
        asked = 0
        while time.monotonic() < deadline:
            asked += 1
            rows = 100_000 + 1000 * number + asked
            query = f"SELECT ({number * 10**6 + asked} AS ?n) {{}}" if asked % 9 else (
                f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {rows} }} }}"
            )  # fmt: skip
            status, _, body = client.ask(query, accept="text/csv")
            told = number * 10**6 + asked if asked % 9 else rows
            assert (status, body) == (200, b"n\r\n%d\r\n" % told)
        return asked

    def come_and_go(number: int) -> int:
        asked = 0
        while time.monotonic() < deadline:
            asked += 1
            told = 10**9 + number * 10**6 + asked
            assert get(server, f"SELECT ({told} AS ?n) {{}}", accept="text/csv")[2] == b"n\r\n%d\r\n" % told
        return asked

    with ThreadPoolExecutor(8) as together:
        asking = [together.submit(keep, number) for number in range(5)]
        asking += [together.submit(come_and_go, number) for number in range(3)]
        assert min(one.result() for one in asking) > 0
