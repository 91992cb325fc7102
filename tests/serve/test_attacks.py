"""Queries that would stop a server: each is refused or ended, and the next is answered."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from coalition_kg.serve import Limits, application
from coalition_kg.serve import pool as pool_module
from coalition_kg.store import Snapshot

LOCAL = ("127.0.0.1", 50000)
DIRECT = {"content-type": "application/sparql-query"}
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"
DOUBLED = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
DOUBLED_FEW = "BIND(STR(?a) AS ?v0) " + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(4))
NESTED = f"ASK {{ FILTER({'(' * 50000}1{')' * 50000}) }}"
SERVICE = "http://127.0.0.1:8/"


@pytest.fixture(scope="module")
def client(snapshot: Snapshot) -> Iterator[TestClient]:
    app = application(snapshot, Limits(workers=2, seconds=0.6, memory=256))
    with TestClient(app, raise_server_exceptions=False, client=LOCAL) as client:
        yield client


def ask(client: TestClient, query: str | bytes) -> tuple[int, str]:
    response = client.post("/sparql", content=query, headers=DIRECT)
    return response.status_code, response.json().get("detail", "")


def answers(client: TestClient) -> bool:
    """Whether the next query is answered within half a second; others may take this machine's time too."""
    return any(_answers_soon(client) for _ in range(5))


def _answers_soon(client: TestClient) -> bool:
    # Another text each time, so that no kept answer is given.
    start = time.monotonic()
    response = client.get("/sparql", params={"query": f"ASK {{}} # {start}"})
    return response.json().get("boolean") is True and time.monotonic() - start < 0.5


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        (NESTED, 400, "brackets nest 50002 levels deep"),
        ("ASK " + "{" * 5000 + "}" * 5000, 400, "brackets nest 5000"),
        (f"ASK {{ FILTER({'!' * 50000}true) }}", 400, "50001 operators"),
        (f"ASK {{ {' UNION '.join(['{ }'] * 3000)} }}", 400, "2999 operators"),
        (f"ASK {{ FILTER({' && '.join(['1'] * 5000)}) }}", 400, "5000 operators"),
        (f"ASK {{ {' '.join(f'BIND({i} AS ?v{i})' for i in range(3000))} }}", 400, "3000 operators"),
        (f"ASK {{ {' . '.join(f'?a{i} ?p{i} ?a{i + 1}' for i in range(300))} }}", 400, "300 triple patterns"),
        (ENDLESS, 503, "longer than 0.6 seconds"),
        (f"SELECT * {{ {PRODUCT} }} ORDER BY ?a", 503, ""),
        (f"SELECT (GROUP_CONCAT(?i) AS ?n) {{ {PRODUCT} }}", 503, ""),
        ("ASK { ?s (!<x:x>|^!<x:x>)* ?o . ?o (!<x:x>|^!<x:x>)* ?t FILTER(?t = <x:y>) }", 503, ""),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f FILTER REGEX(STR(?c), CONCAT('(a|b)*', STR(?f), '$')) }", 503, ""),
        (f"SELECT (COUNT(?v4) AS ?n) {{ {PRODUCT} {DOUBLED_FEW} }}", 503, "longer than 0.6 seconds"),
        (f"ASK {{ SERVICE <{SERVICE}> {{ }} }}", 400, "over the network are not allowed"),
        (f"ASK {{ SERVICE SILENT <{SERVICE}> {{ }} }}", 400, "over the network are not allowed"),
        ("LOAD <http://127.0.0.1:8/>", 400, "a snapshot never changes"),
        ("ASK { # \0\n }", 400, "NUL"),
        (b"ASK { # \xff\n }", 400, "not UTF-8"),
        (b"#" * ((1 << 20) + 1), 413, "longer than 1048576 bytes"),
    ],
)
def test_an_attack_is_told_and_the_next_query_answered(
    client: TestClient, query: str | bytes, status: int, told: str
) -> None:
    found, detail = ask(client, query)
    assert (found, told in detail) == (status, True), detail[:200]
    assert answers(client)


def test_a_query_that_needs_too_much_memory_is_told(snapshot: Snapshot) -> None:
    # Time enough, so that on a slow machine too the memory ends first.
    with TestClient(application(snapshot, Limits(workers=1, seconds=60, memory=256)), client=LOCAL) as client:
        query = f'SELECT (STRLEN(?v40) AS ?n) {{ BIND("aaaaaaaa" AS ?v0) {DOUBLED} }}'
        status, detail = ask(client, query)
        assert (status, "memory" in detail) == (503, True)
        assert answers(client)


def test_a_remote_graph_is_not_fetched(client: TestClient) -> None:
    query = f"ASK FROM <{SERVICE}> {{ ?s ?p ?o }}"
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is False


def test_a_killed_worker_is_replaced(client: TestClient) -> None:
    pool = client.app.state.pool  # type: ignore[attr-defined]
    before = pool.pids()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    deadline = time.monotonic() + 10
    while len(pool.pids() - before) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(pool.pids() - before) == 3
    assert answers(client)


def test_many_endless_queries_at_once_are_all_told_and_the_next_is_answered(client: TestClient) -> None:
    with ThreadPoolExecutor(6) as together:
        told = list(together.map(lambda _: ask(client, ENDLESS), range(6)))
    late = (503, "the query took longer than 0.6 seconds; ask for less, or in smaller parts")
    assert told == [late] * 6
    assert answers(client)


def test_others_are_answered_while_endless_queries_run(client: TestClient) -> None:
    with ThreadPoolExecutor(5) as together:
        asked = [together.submit(ask, client, ENDLESS) for _ in range(5)]
        assert answers(client)
        assert not all(one.done() for one in asked)
    assert [one.result()[0] for one in asked] == [503] * 5


def test_more_long_queries_than_may_run_are_sent_away(snapshot: Snapshot) -> None:
    app = application(snapshot, Limits(workers=2, seconds=2, long=2))
    with TestClient(app, client=LOCAL) as client, ThreadPoolExecutor(4) as together:
        told = sorted(together.map(lambda _: ask(client, ENDLESS)[1], range(4)))
        assert answers(client)
    assert [detail.partition(";")[0] for detail in told] == [
        *["the query took longer than 2 seconds"] * 2,
        *["too many long queries run already"] * 2,
    ]


def test_more_queries_than_may_wait_are_sent_away(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "MOST_WAITING", 0)
    monkeypatch.setattr(pool_module, "LONG_AFTER", 60)
    monkeypatch.setattr(pool_module, "DEPTH", 1)
    app = application(snapshot, Limits(workers=1, seconds=1))
    with TestClient(app, client=LOCAL) as client, ThreadPoolExecutor(1) as beside:
        assert answers(client)
        slow = beside.submit(ask, client, ENDLESS)
        while not app.state.pool.running:
            time.sleep(0.01)
        refused = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})
        assert slow.result()[0] == 503
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert refused.json()["detail"] == "too many queries wait already; ask again later"


def test_a_request_may_lower_the_timeout_only(client: TestClient) -> None:
    def told(timeout: str) -> str:
        response = client.get("/sparql", params={"query": ENDLESS, "timeout": timeout})
        return f"{response.status_code} {response.json()['detail']}"

    assert told("0.1").startswith("503 the query took longer than 0.1 seconds")
    assert told("99").startswith("503 the query took longer than 0.6 seconds")
    assert told("soon").startswith("400 timeout 'soon'")


def test_a_large_result_is_whole(snapshot: Snapshot) -> None:
    app = application(snapshot, Limits(workers=2))
    query = "SELECT ?a ?b { ?a ?p ?o . ?b a coal:Country } LIMIT 100000"
    with TestClient(app, client=LOCAL) as client:
        text = client.get("/sparql", params={"query": query, "format": "csv"}).text
        pids = app.state.pool.pids()
    assert text.count("\n") == 100001
    assert not [pid for pid in pids if os.path.exists(f"/proc/{pid}")]  # noqa: PTH110
