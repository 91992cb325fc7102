import io
import json
from pathlib import Path

import pytest
from pyoxigraph import Dataset, Quad, RdfFormat, parse

from coalition_kg.confidence import Sieve
from coalition_kg.errors import OutputError
from coalition_kg.export import FORMATS, export, export_file
from coalition_kg.flat import order, to_flat
from coalition_kg.identify import Names
from coalition_kg.quads import FactReader
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import Snapshot, distinct, open_snapshot
from tests.support import ARTICLES, gold_facts


def exported(snapshot: Snapshot, format_name: str) -> bytes:
    out = io.BytesIO()
    export(snapshot, format_name, out)
    return out.getvalue()


@pytest.mark.parametrize("format_name", list(FORMATS))
def test_the_same_bytes_from_another_build(snapshot: Snapshot, gold_home: Path, format_name: str) -> None:
    other = open_snapshot(gold_home)
    assert other.path != snapshot.path
    assert exported(other, format_name) == exported(snapshot, format_name)


@pytest.mark.parametrize(
    ("format_name", "rdf"),
    [("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("jsonld", RdfFormat.JSON_LD)],
)
def test_every_quad_is_exported(snapshot: Snapshot, format_name: str, rdf: RdfFormat) -> None:
    written = parse(snapshot.dataset.read_bytes(), RdfFormat.N_QUADS)
    assert Dataset(parse(exported(snapshot, format_name), rdf)) == Dataset(written)


def test_turtle_is_the_union_without_repeats(snapshot: Snapshot) -> None:
    found = [quad.triple for quad in parse(exported(snapshot, "turtle"), RdfFormat.TURTLE)]
    assert len(found) == len(set(found))
    assert set(found) == {quad.triple for quad in parse(snapshot.dataset.read_bytes(), RdfFormat.N_QUADS)}


def test_numbers_keep_their_datatypes(snapshot: Snapshot) -> None:
    for format_name in ("nquads", "trig", "turtle", "jsonld"):
        assert b"nonNegativeInteger" in exported(snapshot, format_name)


def test_trig_and_turtle_use_prefixes_and_sorted_graphs(snapshot: Snapshot) -> None:
    trig = exported(snapshot, "trig").decode()
    assert "@prefix country: <https://w3id.org/coalition-kg/id/country/> ." in trig
    quads: list[Quad] = list(parse(trig.encode(), RdfFormat.TRIG))
    graphs = list(dict.fromkeys(str(quad.graph_name) for quad in quads))
    assert graphs == sorted(graphs)
    assert "coal:country country:PL" in exported(snapshot, "turtle").decode()


def test_facts_from_the_graph_are_the_facts_that_went_in(snapshot: Snapshot) -> None:
    articles = list(read_articles(article_paths(ARTICLES)))
    facts = [to_flat(fact) for article in articles for fact in distinct(gold_facts(article), Names())]
    read = [json.loads(line) for line in exported(snapshot, "jsonl").decode().splitlines()]
    assert read == sorted(facts, key=order)
    assert len(read) == 151


def test_the_reader_gives_back_the_very_facts(snapshot: Snapshot) -> None:
    articles = list(read_articles(article_paths(ARTICLES)))
    written = {fact for article in articles for fact in distinct(gold_facts(article), Names())}
    assert set(FactReader(snapshot.store, snapshot.names).facts()) == written


def test_a_file_is_written_whole(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "all.nq"
    export_file(snapshot, "nquads", path)
    assert path.read_bytes() == snapshot.dataset.read_bytes()
    assert list(tmp_path.iterdir()) == [path]


def test_a_failing_export_leaves_the_old_file(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Snapshot, out: io.BytesIO) -> None:
        out.write(b"half")
        raise OutputError("broken")

    monkeypatch.setitem(FORMATS, "nquads", fail)
    path = tmp_path / "all.nq"
    path.write_text("old")
    with pytest.raises(OutputError, match="broken"):
        export_file(snapshot, "nquads", path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_an_error(snapshot: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="give another file with -o"):
        export_file(snapshot, "nquads", tmp_path / "missing" / "all.nq")


def test_an_unknown_format_is_an_error(snapshot: Snapshot) -> None:
    with pytest.raises(
        OutputError, match="format 'pdf' is unknown; use one of nquads, trig, turtle, jsonld, jsonl"
    ):
        exported(snapshot, "pdf")


def test_a_sieve_is_for_flat_facts_only(snapshot: Snapshot) -> None:
    out = io.BytesIO()
    sieve = Sieve(0.5, {"gold/given": 0.5}.get)
    export(snapshot, "jsonl", out, sieve)
    assert (out.getvalue(), sieve.left_out) == (exported(snapshot, "jsonl"), 0)
    with pytest.raises(OutputError, match="'trig' holds the whole graph; leave facts out with format jsonl"):
        export(snapshot, "trig", out, sieve)
