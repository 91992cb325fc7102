"""A server as its clients meet it: over sockets, in a process of its own."""

import gzip
import http.client
import json
import signal
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.serve.serving import Server, children, kill, serving
from tests.support import build_gold

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT ?a ?b { ?a ?p ?o . ?b a coal:Country } LIMIT 100000"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SECONDS = 4
TEMPLATE = "coalition_kg.serve.template"


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    with serving(home, "--timeout", str(SECONDS), "--read-timeout", "1", "--connections", "40") as server:
        yield server


def get(server: Server, query: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    method = headers.pop("method", "GET")
    connection = connected(server)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, f"/sparql?query={quote(query)}", headers=names)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


def connected(server: Server) -> http.client.HTTPConnection:
    parts = urlsplit(server.address)
    return http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)


def raw(server: Server) -> socket.socket:
    parts = urlsplit(server.address)
    return socket.create_connection((str(parts.hostname), parts.port or 0), timeout=30)


def metric(server: Server, line: str) -> float:
    text = server.send("GET", "/metrics").text
    found = [row.rpartition(" ")[2] for row in text.splitlines() if row.startswith(f"{line} ")]
    return float(found[0]) if found else 0.0


def eventually(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.05)
    return is_so()


def soon(server: Server) -> bool:
    """Whether a new query is answered within half a second; others may take this machine's time too."""
    return any(_soon(server) for _ in range(5))


def _soon(server: Server) -> bool:
    start = time.monotonic()
    _, _, body = get(server, f"ASK {{}} # {start}", accept="application/json")
    return json.loads(body)["boolean"] is True and time.monotonic() - start < 0.5


def test_a_repeated_query_has_the_same_answer_and_a_tag(server: Server) -> None:
    query = "SELECT ?c { ?c a coal:Country } # tagged"
    first, again = get(server, query), get(server, query)
    assert (first[0], first[2]) == (again[0], again[2])
    assert first[1]["etag"] == again[1]["etag"]
    assert first[1]["cache-control"] == "no-cache"
    assert again[1]["access-control-allow-origin"] == "*"
    assert int(again[1]["content-length"]) == len(again[2])
    head = get(server, query, method="HEAD")
    assert (head[0], head[1]["etag"], head[1]["content-length"], head[2]) == (
        200, first[1]["etag"], again[1]["content-length"], b"",
    )  # fmt: skip
    other = get(server, query.replace("tagged", "other"))
    assert other[1]["etag"] != first[1]["etag"]


def test_what_the_client_has_is_not_sent_again(server: Server) -> None:
    query = "SELECT ?c { ?c a coal:Country } # had"
    tag = str(get(server, query)[1]["etag"])
    hits = metric(server, "coalition_not_modified_total")
    status, headers, body = get(server, query, if_none_match=tag)
    assert (status, headers["etag"], body) == (304, tag, b"")
    assert get(server, query, if_none_match=f'"other", {tag}')[0] == 304
    assert get(server, query, if_none_match='"other"')[0] == 200
    # Another form of the answer is another answer.
    assert get(server, query, if_none_match=tag, accept="text/csv")[0] == 200
    assert metric(server, "coalition_not_modified_total") == hits + 2


def test_what_differs_each_time_is_not_kept(server: Server) -> None:
    first, again = (get(server, "SELECT (RAND() AS ?r) {}") for _ in range(2))
    assert first[2] != again[2]
    assert (first[1]["etag"], first[1]["cache-control"]) == (None, "no-store")


def test_answers_are_compressed_for_those_who_can_read_that(server: Server) -> None:
    plain = get(server, LARGE, accept="text/csv")
    for _ in range(2):  # evaluated, and kept
        packed = get(server, LARGE, accept="text/csv", accept_encoding="gzip")
        assert packed[1]["content-encoding"] == "gzip"
        assert gzip.decompress(packed[2]) == plain[2]
        assert len(packed[2]) < len(plain[2]) / 5
        assert packed[1]["etag"] != plain[1]["etag"]
    assert get(server, LARGE, accept="text/csv", accept_encoding="gzip;q=0")[1]["content-encoding"] is None


def test_a_large_answer_is_streamed_and_whole(server: Server) -> None:
    _, headers, body = get(server, LARGE + " # streamed", accept="text/csv")
    assert (headers["transfer-encoding"], body.count(b"\r\n")) == ("chunked", 100001)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_an_answer_that_is_cut_off_by_the_deadline_is_seen_to_be(server: Server, version: str) -> None:
    path = f"/sparql?query={quote(HUGE)}&timeout=0.5&format=csv"
    with raw(server) as client:
        client.sendall(f"GET {path} HTTP/{version}\r\nHost: x\r\n\r\n".encode())
        taken = b""
        with pytest.raises(ConnectionResetError):  # noqa: PT012  # it comes amid the reading
            while data := client.recv(1 << 20):
                taken = (taken + data)[-100:]
    assert not taken.endswith(b"0\r\n\r\n")
    assert soon(server)


def test_a_slow_reader_keeps_no_memory_and_no_worker(server: Server) -> None:
    with raw(server) as client:
        client.sendall(f"GET /sparql?query={quote(HUGE)}&format=csv HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 200")
        assert eventually(lambda: metric(server, "coalition_queries_running") == 1)
        assert soon(server)
        before = metric(server, "process_resident_memory_bytes")
        assert before < 400 * 2**20
    assert eventually(lambda: metric(server, "coalition_queries_running") == 0)


def test_nobody_works_for_a_client_that_is_gone(server: Server) -> None:
    ended = metric(server, 'coalition_worker_restarts_total{reason="gone"}')
    with raw(server) as client:
        client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert eventually(lambda: metric(server, "coalition_queries_running") == 1)
    assert eventually(lambda: metric(server, 'coalition_worker_restarts_total{reason="gone"}') == ended + 1)
    assert metric(server, "coalition_queries_running") == 0


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n",
        b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nA",
    ],
)
def test_a_request_that_does_not_come_is_given_up(server: Server, begun: bytes) -> None:
    with raw(server) as client:
        client.sendall(begun)
        told = client.recv(10_000)
        assert told.startswith(b"HTTP/1.1 408")
        assert b"took too long to come" in told
        assert client.recv(1) == b""


def test_slow_clients_leave_room_for_others(server: Server) -> None:
    slow = [raw(server) for _ in range(60)]
    try:
        time.sleep(1.2)
        assert soon(server)
    finally:
        for client in slow:
            client.close()


def test_a_large_body_is_refused(server: Server) -> None:
    connection = connected(server)
    try:
        connection.request("POST", "/sparql", b"#" * (64 << 20), {"Content-Type": "application/sparql-query"})
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass  # it did not even read on
    finally:
        connection.close()
    assert soon(server)


def test_requests_that_come_together_are_answered_in_their_order(server: Server) -> None:
    numbers = [3, 1, 2, 1]
    asked = [
        f"GET /sparql?query={quote(f'SELECT ({n} AS ?n) {{}}')}&format=tsv HTTP/1.1\r\nHost: x\r\n\r\n"
        for n in numbers
    ]
    plain = [
        f"GET /sparql?query={quote(f'ASK {{ FILTER({n}=1) }}')} HTTP/1.1\r\nHost: x\r\n\r\n" for n in numbers
    ]
    with raw(server) as client:
        client.sendall("".join([*asked, *plain, *plain]).encode())
        taken = b""
        while taken.count(b'"boolean":') < 8:
            taken += client.recv(1 << 16)
    found = taken.split(b"\r\n\r\n")
    assert [part.splitlines()[1] for part in found if part.startswith(b"?n")] == [b"3", b"1", b"2", b"1"]
    assert [b'"boolean":true' in part for part in found if b'"boolean"' in part] == [
        False,
        True,
        False,
        True,
    ] * 2


def test_the_metrics(server: Server) -> None:
    queries = metric(server, 'coalition_queries_total{status="200"}')
    errors = metric(server, 'coalition_query_errors_total{kind="timeout"}')
    hits = metric(server, "coalition_cache_hits_total")
    for _ in range(2):
        get(server, "SELECT ?m { ?m a coal:SectorMembership } # metrics")
    assert server.send("GET", f"/sparql?query={quote(ENDLESS)}&timeout=0.2").status == 503
    assert metric(server, 'coalition_queries_total{status="200"}') == queries + 1
    assert metric(server, "coalition_cache_hits_total") == hits + 1
    assert metric(server, 'coalition_query_errors_total{kind="timeout"}') == errors + 1
    assert metric(server, 'coalition_query_seconds_bucket{le="+Inf"}') > 0
    assert metric(server, "coalition_result_bytes_total") > 0
    assert metric(server, "coalition_workers") >= 3
    assert metric(server, "coalition_queue_length") == 0


@pytest.mark.parametrize("memory", ["always", "never"])
def test_a_new_snapshot_takes_over_without_a_dropped_request(tmp_path: Path, memory: str) -> None:
    build_gold(tmp_path)
    with serving(tmp_path, "--memory", memory) as server:
        before = json.loads(server.send("GET", "/health").text)["snapshot"]
        ended = threading.Event()

        def ask_on(number: int) -> set[int]:
            found: set[int] = set()
            asked = 0
            while not ended.is_set():
                asked += 1
                found.add(get(server, f"ASK {{ ?s a coal:Country }} # {number} {asked}")[0])
            return found

        with ThreadPoolExecutor(2) as together:
            asking = [together.submit(ask_on, number) for number in range(2)]
            built = build_gold(tmp_path, "https://example.org/kg")
            if memory == "always":
                server.running.send_signal(signal.SIGHUP)

            name = built.path.name
            assert eventually(lambda: json.loads(server.send("GET", "/health").text)["snapshot"] == name)
            ended.set()
            assert [one.result() for one in asking] == [{200}, {200}]
        assert built.path.name != before
        country = "SELECT ?c { ?c a coal:Country FILTER(STRENDS(STR(?c), '/PL')) }"
        assert server.query(country) == ["c", "https://example.org/kg/id/country/PL"]
        assert eventually(lambda: metric(server, "coalition_workers") == 3)


def test_a_running_query_ends_before_the_server_does(home: Path) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 3000000 } }"
    with serving(home, "--grace", "30") as server:
        with ThreadPoolExecutor(1) as beside:
            asked = beside.submit(get, server, slow, accept="text/csv")
            assert eventually(lambda: metric(server, "coalition_queries_running") == 1)
            server.running.send_signal(signal.SIGTERM)
            assert (asked.result()[0], asked.result()[2].split()) == (200, [b"n", b"3000000"])
        assert server.running.wait(timeout=30) == 0


def test_one_client_may_not_take_it_all(home: Path) -> None:
    with serving(home, "--limit-loopback", "--client-queries", "2", "--timeout", "3") as server:
        with ThreadPoolExecutor(2) as beside:
            asked = [beside.submit(get, server, ENDLESS) for _ in range(2)]
            assert eventually(lambda: metric(server, "coalition_queries_running") == 2)
            status, headers, body = get(server, "ASK {} # third")
            assert (status, headers["retry-after"]) == (429, "1")
            assert json.loads(body)["detail"] == "2 queries of yours run already; wait until one ends"
            assert [one.result()[0] for one in asked] == [503, 503]
        assert get(server, "ASK {} # fourth")[0] == 200


def test_the_access_log(home: Path) -> None:
    with serving(home, "--access-log") as server:
        for _ in range(2):
            get(server, "ASK {}")
        urllib.request.urlopen(f"{server.address}/health", timeout=30).close()
        server.running.send_signal(signal.SIGINT)
        assert server.running.stderr is not None
        lines = server.running.stderr.read().splitlines()
    first, again, health = (json.loads(line) for line in lines if line.startswith("{"))
    assert {**first, "time": "", "seconds": 0} == {
        "time": "", "client": "127.0.0.1", "method": "GET", "path": "/sparql", "status": 200,
        "bytes": first["bytes"], "whole": True, "seconds": 0, "cache": "miss", "query": "ASK {}",
    }  # fmt: skip
    assert (again["cache"], again["status"], again["bytes"]) == ("hit", 200, first["bytes"])
    assert (health["path"], health["status"], health["method"]) == ("/health", 200, "GET")


def test_a_client_that_leaves_amid_a_stream_is_no_fault(home: Path) -> None:
    with serving(home) as server:
        with raw(server) as client:
            client.sendall(f"GET /sparql?query={quote(HUGE)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert client.recv(100).startswith(b"HTTP/1.1 200")
        assert eventually(lambda: metric(server, "coalition_queries_running") == 0)
        server.running.send_signal(signal.SIGINT)
        assert server.running.stderr is not None
        assert "Traceback" not in server.running.stderr.read()


def test_the_server_outlives_the_death_of_its_processes(home: Path) -> None:
    with serving(home) as server:
        assert soon(server)
        (template,) = children(server.running.pid, TEMPLATE)
        for worker in children(template, TEMPLATE):
            kill(worker)
            assert soon(server)
        kill(template)
        assert soon(server)
        assert eventually(lambda: metric(server, "coalition_workers") == 3)
