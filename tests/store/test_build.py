import hashlib
import json
import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad

from coalition_kg.errors import ArticleError, IriError, OutputError
from coalition_kg.identify import DEFAULT_BASE, Names
from coalition_kg.model import Article
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import Snapshot, build, distinct, open_snapshot
from coalition_kg.store.dataset import Lines
from coalition_kg.verify import verify
from tests.support import ARTICLES, MASKED, OPEN, build_gold, gold_facts, tree


def shipped() -> list[Article]:
    return list(read_articles(article_paths(ARTICLES)))


def test_the_order_of_the_articles_and_the_home_change_no_byte(tmp_path: Path) -> None:
    one = build(iter(shipped()), tmp_path / "one", DEFAULT_BASE, gold_facts)
    other = build(iter(shipped()[::-1]), tmp_path / "a" / "longer" / "way", DEFAULT_BASE, gold_facts)
    assert one.name == other.name
    assert tree(one) == tree(other)
    assert sorted(tree(one)) == [
        f"articles/{MASKED}.txt",
        f"articles/{OPEN}.txt",
        "dataset.nq",
        "manifest.json",
        "void.nt",
    ]


def test_the_order_of_the_facts_changes_no_byte(gold_home: Path, tmp_path: Path) -> None:
    one = (gold_home / "current").resolve()
    other = build(shipped(), tmp_path / "other", DEFAULT_BASE, lambda article: [*gold_facts(article)][::-1])
    assert tree(one) == tree(other)


def test_the_name_is_the_start_of_the_dataset_s_checksum(gold_home: Path) -> None:
    path = (gold_home / "current").resolve()
    digest = hashlib.sha256((path / "dataset.nq").read_bytes()).hexdigest()
    assert path == gold_home / "snapshots" / digest[:16]
    assert str((gold_home / "current").readlink()) == f"snapshots/{digest[:16]}"


def test_the_dataset_is_sorted_without_repeats_or_blank_nodes(gold_home: Path) -> None:
    path = (gold_home / "current").resolve()
    lines = (path / "dataset.nq").read_bytes().split(b"\n")
    assert lines[-1] == b""
    assert lines[:-1] == sorted(set(lines[:-1]))
    assert [line for line in lines if line.startswith(b"_:") or b" _:" in line.split(b'"')[0]] == []


def test_articles_are_byte_copies(gold_home: Path) -> None:
    path = (gold_home / "current").resolve()
    for name in (MASKED, OPEN):
        assert (path / "articles" / f"{name}.txt").read_bytes() == (ARTICLES / f"{name}.txt").read_bytes()


def test_the_manifest_counts_and_holds_no_time_or_place(gold_home: Path) -> None:
    path = (gold_home / "current").resolve()
    text = (path / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    facts = [fact for article in shipped() for fact in distinct(gold_facts(article), Names())]
    assert sum(manifest["counts"]["facts"].values()) == len(facts)
    assert manifest["counts"]["facts"]["Casualty"] == 20
    assert manifest["counts"]["articles"] == 2
    assert manifest["counts"]["quads"] == len((path / "dataset.nq").read_bytes().splitlines())
    assert manifest["base"] == DEFAULT_BASE
    assert manifest["shipped"] is True
    assert sorted(manifest["made_with"]) == ["confidence", "lexicon", "ontology", "reference", "rules"]
    assert manifest["left_out"] == {"facts": 0, "min_confidence": 0.0, "unmeasured": 0}
    assert str(gold_home) not in text
    assert text == json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_the_graph_names_what_it_was_made_with(snapshot: Snapshot) -> None:
    rows = snapshot.store.query(
        "SELECT ?name ?sha { GRAPH ?g { ?software <http://purl.org/dc/terms/hasPart> ?part . "
        "?part <http://www.w3.org/2000/01/rdf-schema#label> ?name ; "
        f"<{DEFAULT_BASE}/ontology#sha256> ?sha }} }}"
    )
    found = {row["name"].value: row["sha"].value for row in rows}  # type: ignore[union-attr]
    assert found == dict(snapshot.manifest.made_with)


def test_the_store_keeps_no_log_of_machine_and_time(gold_home: Path) -> None:
    path = (gold_home / "current").resolve()
    assert [found.name for found in (path / "store").iterdir() if "LOG" in found.name] == []


def test_other_articles_are_not_the_shipped_ones(tmp_path: Path) -> None:
    path = build(shipped()[:1], tmp_path, DEFAULT_BASE, gold_facts)
    assert json.loads((path / "manifest.json").read_text())["shipped"] is False


def test_building_the_same_again_reuses_the_snapshot(tmp_path: Path) -> None:
    first = build(shipped(), tmp_path, DEFAULT_BASE, gold_facts)
    inode = (first / "dataset.nq").stat().st_ino
    assert build(shipped(), tmp_path, DEFAULT_BASE, gold_facts) == first
    assert (first / "dataset.nq").stat().st_ino == inode
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == [first.name]


@pytest.mark.parametrize("damage", ["dataset.nq", "manifest.json", f"articles/{OPEN}.txt", "store/CURRENT"])
def test_building_again_repairs_a_damaged_snapshot(tmp_path: Path, damage: str) -> None:
    path = build(shipped(), tmp_path, DEFAULT_BASE, gold_facts)
    whole = tree(path)
    (path / damage).write_bytes(b"damage")
    assert build(shipped(), tmp_path, DEFAULT_BASE, gold_facts) == path
    assert tree(path) == whole
    assert verify(open_snapshot(tmp_path)) == []
    assert [found.name for found in (tmp_path / "snapshots").iterdir()] == [path.name]


def test_another_build_moves_current_and_keeps_the_old_snapshot(tmp_path: Path) -> None:
    first = build(shipped(), tmp_path, DEFAULT_BASE, gold_facts)
    second = build(shipped()[:1], tmp_path, DEFAULT_BASE, gold_facts)
    assert (tmp_path / "current").resolve() == second
    assert first.is_dir()


def failing(articles: list[Article]) -> Iterator[Article]:
    yield from articles
    raise ArticleError("broken")


def test_a_failed_build_leaves_nothing_behind(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    with pytest.raises(ArticleError, match="broken"):
        build(failing(shipped()), home, DEFAULT_BASE, gold_facts)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_build_leaves_the_current_snapshot(tmp_path: Path) -> None:
    path = build(shipped(), tmp_path, DEFAULT_BASE, gold_facts)
    whole = tree(tmp_path)
    with pytest.raises(ArticleError, match="broken"):
        build(failing(shipped()[:1]), tmp_path, DEFAULT_BASE, gold_facts)
    assert tree(tmp_path) == whole
    assert (tmp_path / "current").resolve() == path
    assert sorted(found.name for found in tmp_path.iterdir()) == ["current", "snapshots"]
    assert [found.name for found in (tmp_path / "snapshots").iterdir()] == [path.name]


def test_no_article_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no article to build from; give a folder"):
        build([], tmp_path / "home", DEFAULT_BASE, gold_facts)
    assert list(tmp_path.iterdir()) == []


def test_two_articles_of_one_name_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=f"{MASKED}: two articles have this name; rename one"):
        build([shipped()[0], shipped()[0]], tmp_path / "home", DEFAULT_BASE, gold_facts)


@pytest.mark.parametrize(
    "base", ["", "kg", "ftp://example.org/kg", "https://example.org/a b", "https://example.org/#"]
)
def test_a_bad_base_is_an_error_before_anything_is_written(tmp_path: Path, base: str) -> None:
    with pytest.raises(IriError, match="give an absolute http or https IRI"):
        build(shipped(), tmp_path / "home", base, gold_facts)
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(OutputError, match="give another folder with --out"):
        build(shipped(), tmp_path / "home", DEFAULT_BASE, gold_facts)
    assert (tmp_path / "home").read_text() == "a file"


def test_another_base_renames_every_own_iri(tmp_path: Path) -> None:
    snapshot = build_gold(tmp_path, "https://example.org/kg/")
    assert snapshot.manifest.base == "https://example.org/kg"
    assert DEFAULT_BASE.encode() not in snapshot.dataset.read_bytes()


def test_blank_nodes_are_refused() -> None:
    quad = Quad(BlankNode("b"), NamedNode("urn:p"), NamedNode("urn:o"), NamedNode("urn:g"))
    with pytest.raises(OutputError, match="blank node"):
        Lines().add([quad])


def test_of_two_facts_with_one_name_the_first_rule_stays() -> None:
    (fact, *_) = gold_facts(shipped()[0])
    twice = [replace(fact, evidence=replace(fact.evidence, rule=rule)) for rule in ("b", "a", "b")]
    assert [found.evidence.rule for found in distinct(twice, Names())] == ["a"]


def _build_into(home: Path) -> None:
    build(shipped(), home, DEFAULT_BASE, gold_facts)


def test_builds_at_once_do_not_disturb_each_other(gold_home: Path, tmp_path: Path) -> None:
    alone = (gold_home / "current").resolve()
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_build_into, args=(tmp_path / "shared",)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert [path.name for path in (tmp_path / "shared" / "snapshots").iterdir()] == [alone.name]
    assert tree(tmp_path / "shared" / "snapshots" / alone.name) == tree(alone)
    assert sorted(path.name for path in (tmp_path / "shared").iterdir()) == ["current", "snapshots"]
