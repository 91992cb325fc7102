"""Updates over HTTP: who may write, what is answered, and what a crash leaves."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from coalition_kg.serve import Limits, Writable, application
from coalition_kg.store import Live, Snapshot, open_folder
from tests.serve.serving import TOKEN, Server, children, copy_of, kill, writable

BEARER = {"authorization": f"Bearer {TOKEN}"}
DIRECT = {"content-type": "application/sparql-update"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
ENDLESS = "INSERT { <a:a> <b:b> ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"
PREFIXED = "PREFIX e: <http://example.org/> "


@pytest.fixture(scope="module")
def client(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("written")
    app = application(snapshot, Limits(workers=2, seconds=3.0, memory=512), Writable(home, TOKEN))
    with TestClient(app, raise_server_exceptions=False, headers=BEARER) as client:
        yield client


def update(client: TestClient, text: str, **headers: str) -> tuple[int, str]:
    response = client.post("/update", content=text, headers=DIRECT | headers)
    return response.status_code, response.json()["detail"] if response.content else ""


def asked(client: TestClient, query: str) -> str:
    response = client.get("/sparql", params={"query": PREFIXED + query, "format": "csv"})
    return ",".join(response.text.split()[1:])


def test_what_is_written_is_read_at_once_by_every_worker(client: TestClient) -> None:
    for number in range(3):
        assert update(client, PREFIXED + f"INSERT DATA {{ e:a e:count {number} }}") == (204, "")
        found = [asked(client, "SELECT (MAX(?n) AS ?m) { e:a e:count ?n }") for _ in range(4)]
        assert found == [str(number)] * 4
    assert client.post("/update", data={"update": PREFIXED + "DELETE WHERE { e:a e:count ?n }"}).is_success
    assert asked(client, "SELECT ?n { e:a e:count ?n }") == ""


def test_a_query_still_sees_the_evidence_and_the_union_counts_once(client: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s a coal:Country }"
    before = asked(client, count)
    copy = "INSERT { GRAPH e:copy { ?s a coal:Country } } WHERE { ?s a coal:Country }"
    assert update(client, PREFIXED + copy)[0] == 204
    assert asked(client, count) == before
    assert asked(client, "SELECT (COUNT(*) AS ?n) { GRAPH e:copy { ?s a coal:Country } }") == before
    assert update(client, PREFIXED + "DROP GRAPH e:copy")[0] == 204
    assert asked(client, count) == before


def test_the_evidence_stays_as_it_was_built(client: TestClient, snapshot: Snapshot) -> None:
    status, detail = update(client, "DELETE WHERE { GRAPH ?g { ?s a coal:StrengthReport } }")
    assert status == 403
    assert "is evidence and stays as it was built" in detail
    forged = snapshot.names.sentence_graph("forged", 1)
    response = client.put(
        "/store", params={"graph": forged}, content="<a:a> <b:b> 1 .", headers={"content-type": "text/turtle"}
    )
    assert response.status_code == 403
    assert client.get("/store", params={"graph": forged}).status_code == 404


def test_an_update_is_made_wholly_or_not_at_all(client: TestClient) -> None:
    text = PREFIXED + "INSERT DATA { e:half e:p 1 } ; CLEAR GRAPH e:none"
    assert update(client, text) == (
        400,
        "graph http://example.org/none does not exist; add SILENT where that is no fault",
    )
    assert asked(client, "SELECT * { e:half ?p ?o }") == ""


def test_an_update_that_takes_too_long_is_rolled_back(client: TestClient) -> None:
    assert update(client, PREFIXED + "INSERT DATA { e:kept e:p 1 }")[0] == 204
    status, detail = update(client, PREFIXED + "INSERT DATA { e:lost e:p 1 } ; " + ENDLESS)
    assert status == 503
    assert "took longer than 3 seconds" in detail
    assert "nothing of it was made" in detail
    assert update(client, PREFIXED + "INSERT DATA { e:next e:p 1 }")[0] == 204
    assert (
        asked(client, "SELECT ?s { ?s e:p 1 } ORDER BY ?s")
        == "http://example.org/kept,http://example.org/next"
    )
    assert update(client, PREFIXED + "CLEAR DEFAULT")[0] == 204


@pytest.mark.parametrize(
    ("method", "headers", "content", "status"),
    [
        ("GET", {}, "", 405),
        ("POST", {}, "CLEAR DEFAULT", 415),
        ("POST", {"content-type": "text/plain"}, "CLEAR DEFAULT", 415),
        ("POST", DIRECT, "", 400),
        ("POST", DIRECT, "CLEAR XYZ", 400),
        ("POST", DIRECT, "SELECT * {}", 400),
        ("POST", DIRECT, "CLEAR DEFAULT # \0", 400),
        ("POST", DIRECT, b"CLEAR DEFAULT # \xff", 400),
        (
            "POST",
            DIRECT | {"content-type": "application/sparql-update; charset=UTF-16"},
            "CLEAR DEFAULT",
            415,
        ),
        ("POST", DIRECT, b"#" * ((16 << 20) + 1), 413),
        ("POST", FORM, "", 400),
        ("POST", FORM, "update=CLEAR+DEFAULT&update=CLEAR+DEFAULT", 400),
        ("POST", FORM, "update=CLEAR+DEFAULT&query=ASK%7B%7D", 400),
        ("POST", DIRECT, "LOAD <http://127.0.0.1:9/>", 400),
        ("POST", DIRECT, "INSERT {} WHERE { SERVICE <http://127.0.0.1:9/> {} }", 400),
    ],
)
def test_what_the_protocol_does_not_allow(
    client: TestClient, method: str, headers: dict[str, str], content: str | bytes, status: int
) -> None:
    response = client.request(method, "/update", headers=headers, content=content)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_a_syntax_error_has_line_and_column(client: TestClient) -> None:
    response = client.post("/update", content="INSERT { ?s ?p ?o }\nWHERE { ?s nope:p ?o }", headers=DIRECT)
    assert (response.json()["line"], response.json()["column"]) == (2, 18)


@pytest.mark.parametrize("header", [None, "Bearer wrong-token-wrong-token", f"Basic {TOKEN}", "Bearer"])
def test_nobody_writes_without_the_token(client: TestClient, header: str | None) -> None:
    for method, path in (("POST", "/update"), ("PUT", "/store?default"), ("DELETE", "/graph/x")):
        request = client.build_request(method, path, headers={"authorization": header or ""})
        if header is None:
            del request.headers["authorization"]
        response = client.send(request)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith('Bearer realm="coalition-kg"')
        assert "Authorization: Bearer TOKEN" in response.json()["detail"]


def test_a_read_only_server_says_how_to_write(snapshot: Snapshot) -> None:
    client = TestClient(application(snapshot), headers=BEARER)
    for method, path in (
        ("POST", "/update"),
        ("PUT", "/store?default"),
        ("POST", "/store"),
        ("DELETE", "/graph/x"),
    ):
        response = client.request(method, path)
        assert response.status_code == 403
        assert "--writable --token-file FILE" in response.json()["detail"]
        assert response.headers["content-type"] == "application/problem+json"


def test_the_plain_default_graph(snapshot: Snapshot, tmp_path: Path) -> None:
    app = application(snapshot, Limits(workers=1), Writable(tmp_path, TOKEN), is_plain=True)
    with TestClient(app, headers=BEARER) as client:
        assert asked(client, "SELECT * { ?s ?p ?o } LIMIT 1") == ""
        assert update(client, PREFIXED + "INSERT DATA { e:a e:p 1 . GRAPH e:g { e:b e:p 2 } }")[0] == 204
        assert update(client, PREFIXED + "INSERT { ?s e:q ?o } WHERE { ?s e:p ?o }")[0] == 204
        assert asked(client, "SELECT ?o { ?s ?p ?o } ORDER BY ?o") == "1,1"
        assert asked(client, "SELECT ?o { GRAPH e:g { ?s ?p ?o } }") == "2"
        assert asked(client, "SELECT ?o FROM e:g { ?s ?p ?o }") == "2"
        graph = client.get("/store?default", headers={"accept": "application/n-triples"})
        assert len(graph.text.splitlines()) == 2


def test_versions_that_nobody_reads_are_removed(snapshot: Snapshot, tmp_path: Path) -> None:
    with TestClient(
        application(snapshot, Limits(workers=1), Writable(tmp_path, TOKEN)), headers=BEARER
    ) as client:
        for number in range(4):
            assert update(client, f"INSERT DATA {{ <a:a> <b:b> {number} }}")[0] == 204
    assert len(list((tmp_path / "live" / "versions").iterdir())) == 1
    assert list((tmp_path / "live").glob(".work-*")) == []


@pytest.fixture
def home(gold_home: Path, tmp_path: Path) -> Path:
    return copy_of(gold_home, tmp_path / "home")


def test_a_restarted_server_serves_what_was_acknowledged(home: Path) -> None:
    with writable(home) as server:
        assert server.update("INSERT DATA { <a:a> <b:b> 1 }").status == 204
    with writable(home, "--quiet") as server:
        assert server.query("SELECT ?o { <a:a> <b:b> ?o }") == ["o", "1"]
    # The snapshot itself has nothing of it.
    with TestClient(application(open_folder((home / "current").resolve()))) as client:
        assert asked(client, "SELECT ?o { <a:a> <b:b> ?o }") == ""


def wait_until(condition: object, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds processes in /proc")
def test_a_writer_that_is_killed_loses_nothing_that_was_acknowledged(home: Path) -> None:
    with writable(home) as server:
        acknowledged = _written_while_killed(server, 12)
        assert server.update("INSERT DATA { <a:a> <b:b> 1000 }").status == 204
        kept = set(map(int, server.query("SELECT ?o { <a:a> <b:b> ?o }")[1:]))
    assert acknowledged | {1000} <= kept


def _written_while_killed(server: Server, times: int) -> set[int]:
    acknowledged = set()
    for number in range(times):
        if number % 3 == 1:
            for pid in children(server.running.pid, "coalition_kg.serve.writer"):
                kill(pid)
        if server.update(f"INSERT DATA {{ <a:a> <b:b> {number} }}").status == 204:
            acknowledged.add(number)
    assert len(acknowledged) >= times / 2
    return acknowledged


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds processes in /proc")
@pytest.mark.parametrize("delay", [0.0, 0.03, 0.08, 0.15])
def test_a_server_that_is_killed_amid_an_update_leaves_a_readable_store(home: Path, delay: float) -> None:
    import threading  # noqa: PLC0415

    acknowledged: list[int] = []

    def write(server: Server) -> None:
        for number in range(100):
            try:
                if server.update(f"INSERT DATA {{ <a:a> <b:b> {number} }}").status == 204:
                    acknowledged.append(number)
            except OSError:  # the server is gone
                return

    with writable(home) as server:
        writers = children(server.running.pid, "coalition_kg.serve.writer")
        beside = threading.Thread(target=write, args=(server,))
        beside.start()
        wait_until(lambda: len(acknowledged) >= 3)
        time.sleep(delay)
        kill(server.running.pid)
        beside.join()
        # The writer ends with its server.
        wait_until(
            lambda: (
                not any(
                    Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes()
                    for pid in writers
                )
            )
        )
    with writable(home) as server:
        kept = set(map(int, server.query("SELECT ?o { <a:a> <b:b> ?o }")[1:]))
        assert set(acknowledged) <= kept <= set(range(len(acknowledged) + 1))
        assert server.update("INSERT DATA { <a:a> <b:b> 1000 }").status == 204
    assert len(open_folder(Live(home).current()).store) > 10000


def test_a_second_server_does_not_write_to_the_same_store(home: Path) -> None:
    from tests.cli.runner import run  # noqa: PLC0415
    from tests.serve.serving import token_file  # noqa: PLC0415

    with writable(home) as server:
        options = ("--writable", "--token-file", token_file(home))
        second = run("serve", "--port", "0", "--data", home, *options)
        assert second.exit_code == 2
        assert "another process writes there; stop it first" in second.output
        assert server.update("INSERT DATA { <a:a> <b:b> 1 }").status == 204


def test_a_newer_snapshot_does_not_replace_what_was_written(home: Path) -> None:
    with writable(home) as server:
        assert server.update("INSERT DATA { <a:a> <b:b> 1 }").status == 204
    other = home / "snapshots" / "other"
    shutil.copytree((home / "current").resolve(), other)
    (home / "current").unlink()
    (home / "current").symlink_to("snapshots/other")
    with writable(home) as server:
        assert server.query("SELECT ?o { <a:a> <b:b> ?o }") == ["o", "1"]
        assert json.loads(server.send("GET", "/health").text)["snapshot"] != "other"
        assert server.running.stderr is not None
        assert "and other is not in it; to write to that one, move" in server.running.stderr.readline()
