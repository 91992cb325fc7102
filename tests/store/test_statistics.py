"""The statistics of a snapshot, counted again without SPARQL."""

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from coalition_kg.store import Snapshot, read_statistics
from coalition_kg.store.checksums import file_checksum
from tests.support import build_gold

VOID = "http://rdfs.org/ns/void#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
EXACT = "http://www.w3.org/2004/02/skos/core#exactMatch"


def values(snapshot: Snapshot, subject: object, term: str) -> list[str]:
    found = read_statistics(snapshot.path)
    return [
        getattr(t.object, "value", "") for t in found if (t.subject, t.predicate.value) == (subject, term)
    ]


def union_of(snapshot: Snapshot) -> list[Triple]:
    """Return what is served: the store writes equal numbers in one way, so that it has fewer objects."""
    return [quad.triple for quad in snapshot.store.quads_for_pattern(None, None, None, DefaultGraph())]


def partitions(snapshot: Snapshot, of: str, count: str) -> dict[str, int]:
    subjects = {t.subject for t in read_statistics(snapshot.path) if t.predicate.value == VOID + of}
    return {values(snapshot, s, VOID + of)[0]: int(values(snapshot, s, VOID + count)[0]) for s in subjects}


def test_the_whole(snapshot: Snapshot) -> None:
    union = union_of(snapshot)
    dataset = NamedNode(f"{snapshot.names.base}/.well-known/void#dataset")
    typed = [triple for triple in union if triple.predicate.value == TYPE]
    expected = {
        "triples": len(union),
        "distinctSubjects": len({triple.subject for triple in union}),
        "distinctObjects": len({triple.object for triple in union}),
        "properties": len({triple.predicate for triple in union}),
        "entities": len({triple.subject for triple in typed}),
        "classes": len({triple.object for triple in typed}),
    }
    for name, count in expected.items():
        assert (name, values(snapshot, dataset, VOID + name)) == (name, [str(count)])
    assert values(snapshot, dataset, VOID + "uriSpace") == [f"{snapshot.names.base}/id/"]
    vocabularies = values(snapshot, dataset, VOID + "vocabulary")
    assert {f"{snapshot.names.base}/ontology#", "http://www.w3.org/ns/prov#"} <= set(vocabularies)


def test_the_parts(snapshot: Snapshot) -> None:
    union = union_of(snapshot)
    properties = Counter(triple.predicate.value for triple in union)
    classes = Counter(str(t.object)[1:-1] for t in union if t.predicate.value == TYPE)
    assert partitions(snapshot, "property", "triples") == properties
    assert partitions(snapshot, "class", "entities") == classes
    links = Counter(str(t.object)[1:].split("/")[2] for t in union if t.predicate.value == EXACT)
    found = partitions(snapshot, "objectsTarget", "triples")
    assert {target.split("/")[2]: count for target, count in found.items()} == links
    assert links["www.wikidata.org"] > 100


def test_they_are_the_same_in_every_build(snapshot: Snapshot, tmp_path: Path) -> None:
    again = build_gold(tmp_path)
    assert (again.path / "void.nt").read_bytes() == (snapshot.path / "void.nt").read_bytes()
    assert snapshot.manifest.statistics == file_checksum(snapshot.path / "void.nt")
    lines = (snapshot.path / "void.nt").read_bytes().splitlines()
    assert lines == sorted(set(lines))
    assert not any(isinstance(t.subject, Literal) or "_:" in str(t) for t in read_statistics(again.path))


def test_names_follow_the_base(tmp_path: Path) -> None:
    built = build_gold(tmp_path, "https://example.org/kg")
    text = (built.path / "void.nt").read_text(encoding="utf-8")
    assert "<https://example.org/kg/.well-known/void#dataset>" in text
    assert "w3id.org/coalition-kg" not in text


def test_without_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"void\.nt"):
        read_statistics(tmp_path)
