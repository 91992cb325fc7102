"""Each thing that a snapshot claims is tampered with, and exactly that problem is found."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coalition_kg.store import Snapshot, open_snapshot
from coalition_kg.verify import check, verify
from coalition_kg.verify.checks import CHECKS
from tests.support import ARTICLES, OPEN, Edit, build_gold, forge

QUOTE = "Ba Lan góp 2.400 quân cho lực lượng này"


def test_an_honest_snapshot_is_proved(snapshot: Snapshot) -> None:
    report = check(snapshot, ARTICLES)
    assert report.problems == ()
    facts = sum(snapshot.manifest.counts.facts.values())
    assert report.proved["fact"] == report.proved["quote"] == report.proved["name"] == facts
    assert report.proved["sentence"] == snapshot.manifest.counts.sentences
    assert report.proved["store"] == len(snapshot.store) > snapshot.manifest.counts.quads
    assert report.proved["original"] == report.proved["article"] == 2
    assert min(report.proved.values()) > 0
    assert list(report.proved) == list(CHECKS)


def test_a_snapshot_under_another_base_is_proved(tmp_path: Path) -> None:
    assert verify(build_gold(tmp_path, "https://example.org/kg")) == []


@pytest.fixture
def copied(gold_home: Path, tmp_path: Path) -> Snapshot:
    shutil.copytree(gold_home, tmp_path / "copy", symlinks=True)
    return open_snapshot(tmp_path / "copy")


def kinds(snapshot: Snapshot, articles: Path | None = None) -> set[str]:
    return {problem.kind for problem in verify(snapshot, articles)}


def test_one_changed_byte_of_an_article(copied: Snapshot) -> None:
    path = copied.article_path(OPEN)
    # The final line feed is in no sentence, quote or selector: only the checksum can tell.
    path.write_bytes(path.read_bytes() + b"\n")
    (problem,) = verify(copied)
    assert (problem.kind, problem.where) == ("article", str(path))
    assert problem.detail.startswith("SHA-256 ")


def test_a_changed_letter_in_a_quote_of_an_article(copied: Snapshot) -> None:
    path = copied.article_path(OPEN)
    path.write_bytes(path.read_bytes().replace("góp 2.400".encode(), "góp 2.500".encode()))
    problems = verify(copied)
    assert {problem.kind for problem in problems} == {"article", "sentence", "quote"}
    assert len([problem for problem in problems if problem.kind == "quote"]) >= 1


def test_a_missing_article(copied: Snapshot) -> None:
    copied.article_path(OPEN).unlink()
    (problem,) = verify(copied)
    assert (problem.kind, problem.detail) == ("article", "missing")


def test_an_article_too_many(copied: Snapshot) -> None:
    copied.article_path("extra").write_text("?")
    (problem,) = verify(copied)
    assert (problem.kind, problem.detail) == ("article", "not in the manifest")


def test_originals_that_changed_or_are_gone(snapshot: Snapshot, tmp_path: Path) -> None:
    shutil.copy(ARTICLES / f"{OPEN}.txt", tmp_path)
    with (tmp_path / f"{OPEN}.txt").open("a") as file:
        file.write("x")
    problems = verify(snapshot, tmp_path)
    assert [problem.kind for problem in problems] == ["original", "original"]
    assert [problem.detail == "missing" for problem in problems] == [True, False]


def test_changed_or_missing_statistics(copied: Snapshot) -> None:
    path = copied.path / "void.nt"
    path.write_bytes(path.read_bytes().replace(b'"2"', b'"3"'))
    (problem,) = verify(copied)
    assert (problem.kind, problem.where) == ("statistics", str(path))
    path.unlink()
    assert [problem.detail for problem in verify(copied)] == ["missing"]


def test_a_changed_dataset_file(copied: Snapshot) -> None:
    text = copied.dataset.read_text(encoding="utf-8")
    copied.dataset.write_text(text.replace(f'"{QUOTE}"', f'"{QUOTE}!"', 1), encoding="utf-8")
    # The quad, and its triple in the default graph.
    assert [problem.kind for problem in verify(copied)] == ["dataset", "store", "store"]


def test_a_quad_too_few_in_the_dataset_file(copied: Snapshot) -> None:
    lines = copied.dataset.read_bytes().splitlines(keepends=True)
    copied.dataset.write_bytes(b"".join(lines[:-1]))
    problems = verify(copied)
    assert [problem.kind for problem in problems] == ["dataset", "store"]
    held = len(copied.store)
    assert problems[1].detail == f"{held} quads, not {held - 2}"


def test_a_dataset_file_that_is_no_nquads(copied: Snapshot) -> None:
    copied.dataset.write_text("nothing")
    problems = verify(copied)
    assert [problem.kind for problem in problems] == ["dataset", "store"]
    assert "no N-Quads" in problems[1].detail


def swap(old: str, new: str, where: str = "") -> Edit:
    """Replace a text in the first line that has it and ``where``."""

    def edit(lines: list[str]) -> list[str]:
        index = next(i for i, line in enumerate(lines) if old in line and where in line)
        return [*lines[:index], lines[index].replace(old, new), *lines[index + 1 :]]

    return edit


def drop(*wanted: str) -> Edit:
    """Remove the first line that has all the texts."""

    def edit(lines: list[str]) -> list[str]:
        index = next(i for i, line in enumerate(lines) if all(text in line for text in wanted))
        return lines[:index] + lines[index + 1 :]

    return edit


def add_like(model: str, change: Callable[[str], str]) -> Edit:
    """Add a changed copy of the first line that has a text."""

    def edit(lines: list[str]) -> list[str]:
        return [*lines, change(next(line for line in lines if model in line))]

    return edit


def with_value_on_a_masked_number(lines: list[str]) -> list[str]:
    line = next(line for line in lines if '#redacted> "true"' in line)
    stated = (
        line.replace("#redacted>", "#statedValue>").replace('"true"', '"1"').replace("#boolean", "#integer")
    )
    return [*lines, stated]


def with_crossed_bounds(lines: list[str]) -> list[str]:
    line = next(line for line in lines if '#statedValue> "2400"' in line)
    bounds = [line.replace("#statedValue>", f"#{name}>") for name in ("lowerBound", "upperBound")]
    return [*lines, bounds[0].replace('"2400"', '"2500"'), bounds[1]]


@pytest.fixture(scope="module")
def small(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The snapshot without the thousands of places that no article names, to be forged quickly."""

    def edit(lines: list[str]) -> list[str]:
        return [line for line in lines if not (line.endswith("/graph/reference> .") and "/id/place/" in line)]

    return forge(snapshot, tmp_path_factory.mktemp("small"), edit)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        # A changed quote gives its fact another name as well, and so does every changed slot.
        (swap(f'"{QUOTE}"@vi', f'"{QUOTE[:-1]}o"@vi', "#exact>"), {"quote", "name"}),
        (swap('#start> "0"', '#start> "1"', f"{OPEN}/s1>"), {"sentence"}),
        (swap('"Lực lượng các nước ở Iraq"', '"Lực lượng"', "#text>"), {"sentence"}),
        (swap('#number> "5"', '#number> "6"', OPEN), {"sentence"}),
        (drop("#text>", f"{OPEN}/s20>"), {"sentence", "graph"}),
        (drop("graph/", f"{OPEN}/s20> <http://www.w3.org/ns/prov#wasDerivedFrom>"), {"graph"}),
        (
            add_like(
                f"graph/{OPEN}/s20> <http://www.w3.org/ns/prov#wasDerivedFrom>",
                lambda line: line.replace(f"article/{OPEN}/s20>", f"article/{OPEN}/s21>"),
            ),
            {"graph"},
        ),
        (drop("#context>", OPEN), set()),
        (swap("/s21>", "/s22>", "/ontology#sentence>"), {"quote"}),
        (swap("/s67>", "/s999>", "#context>"), {"context"}),
        (drop('#statedValue> "2400"'), {"name"}),
        (swap('#statedValue> "2400"', '#statedValue> "2401"'), {"name"}),
        (drop(" <http://www.w3.org/ns/oa#exact> "), {"fact"}),
        (drop("/id/fact/", " <https://w3id.org/coalition-kg/ontology#evidence> "), {"fact"}),
        (drop(" <http://www.w3.org/ns/oa#start> "), {"fact"}),
        (swap('oa#prefix> "', 'oa#prefix> "x'), {"quote"}),
        (swap('#speaker> "John Howard"', '#speaker> "Jon Howard"'), {"text", "name"}),
        (swap('#placeText> "Karbala"', '#placeText> "Kerbala"'), {"text", "name"}),
        (with_value_on_a_masked_number, {"redacted", "name"}),
        (with_crossed_bounds, {"bounds", "name"}),
        (
            add_like(
                "/id/country/AD> <https://w3id.org/coalition-kg/ontology#isoCode>",
                lambda line: line.replace("/country/AD>", "/country/andorra>"),
            ),
            {"iri"},
        ),
        (
            add_like(
                "/id/country/AD> <https://w3id.org/coalition-kg/ontology#isoCode>",
                lambda line: line.replace("/id/country/AD>", "/id/nothing/AD>"),
            ),
            {"iri"},
        ),
        (
            add_like(
                "/id/country/AD> <https://w3id.org/coalition-kg/ontology#isoCode>",
                lambda line: line.replace("/id/country/AD>", "/elsewhere>"),
            ),
            {"iri"},
        ),
    ],
)
def test_forged_quads_are_found(small: Snapshot, tmp_path: Path, edit: Edit, expected: set[str]) -> None:
    assert kinds(forge(small, tmp_path, edit)) == expected


def test_a_problem_names_kind_place_and_detail(small: Snapshot, tmp_path: Path) -> None:
    forged = forge(small, tmp_path, drop(f"graph/{OPEN}/s20> <http://www.w3.org/ns/prov#wasDerivedFrom>"))
    (problem,) = verify(forged)
    graph = small.names.sentence_graph(OPEN, 20)
    assert str(problem) == f"graph: {graph}: derived from 0 sentences, not one"


def test_a_condition_must_stand_at_its_offsets(small: Snapshot, tmp_path: Path) -> None:
    raw = small.article_text(OPEN)
    start = raw.index("nếu đảng của ông")
    text = raw[start : start + 16]

    def with_condition(offset: int) -> Edit:
        def edit(lines: list[str]) -> list[str]:
            line = next(line for line in lines if '#conditional> "true"' in line and OPEN in line)
            subject, graph = line.split(" ")[0], line.split(" ")[-2]
            term = f"<{small.names.term('')}"
            integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
            return [
                *lines,
                f'{subject} {term}conditionText> "{text}"@vi {graph} .',
                f'{subject} {term}conditionStart> "{offset}"{integer} {graph} .',
                f'{subject} {term}conditionEnd> "{offset + 16}"{integer} {graph} .',
            ]

        return edit

    assert kinds(forge(small, tmp_path / "right", with_condition(start))) == {"name"}
    assert kinds(forge(small, tmp_path / "wrong", with_condition(start + 1))) == {"name", "text"}
