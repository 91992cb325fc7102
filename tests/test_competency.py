"""The competency questions, asked of the shipped articles as the extractor reads them.

``competency/NAME.tsv`` is the right answer to a question, in its order, checked against the articles by hand,
without the columns that follow from others (``DETERMINED``).
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib

from coalition_kg.extract import Extractor
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.model import Article, Fact, Quantity, StrengthReport
from coalition_kg.quads import compact, prefixes
from coalition_kg.quads.reference import COUNTRY_COLUMNS
from coalition_kg.query import named_queries, run
from coalition_kg.resources import read_table, root
from coalition_kg.segment import sentences
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import Snapshot, build, open_snapshot
from tests.support import ARTICLES, MASKED

Row = dict[str, str]
Edit = Callable[[StrengthReport], Iterable[StrengthReport]]

QUERIES = {query.name: query for query in named_queries()}
TABLES = Path(__file__).parent / "competency"
CURIES = prefixes(DEFAULT_BASE)

# The column of a sentence's text → the column that names the sentence.
TEXTS = {
    "sentence": "source",
    "contextSentence": "context",
    "earlierSentence": "earlierSource",
    "laterSentence": "laterSource",
    "oppositionSentence": "oppositionSource",
    "governmentSentence": "governmentSource",
    "lesserSentence": "lesserSource",
    "greaterSentence": "greaterSource",
}
NAMES = {"nameVi": "vi", "nameEn": "en"}
DETERMINED = {*TEXTS, *NAMES, "article"}

# The columns of numbers that the text states, or of sums of them.
NUMBERS = {
    "value", "lower", "upper", "nations", "total", "totalLower", "totalUpper", "parts", "partsLower",
    "partsUpper", "difference", "differenceLower", "differenceUpper", "rateLower", "rateUpper", "lossesLower",
    "lossesUpper", "strengthLower", "strengthUpper", "least", "most", "lesser", "greater",
}  # fmt: skip


@pytest.fixture(scope="session")
def other_store(extracted: Snapshot) -> rdflib.Dataset:
    """The same quads in a store by others, whose default graph is the union of all graphs too."""
    dataset = rdflib.Dataset(default_union=True)
    with extracted.dataset.open("rb") as quads:
        dataset.parse(quads, format="nquads")
    return dataset


def built(home: Path, find: Callable[[Article], Iterable[Fact]]) -> Snapshot:
    build(read_articles(article_paths(ARTICLES)), home, DEFAULT_BASE, find)
    return open_snapshot(home)


def answer(snapshot: Snapshot, name: str) -> list[Row]:
    out = io.BytesIO()
    run(snapshot, QUERIES[name].text, "csv", out)
    return rows(out.getvalue())


def rows(result: bytes) -> list[Row]:
    cells = csv.DictReader(io.StringIO(result.decode(), newline=""))
    return [{column: compact(cell, CURIES) for column, cell in row.items()} for row in cells]


def told(row: Row) -> Row:
    return {column: cell for column, cell in row.items() if column not in DETERMINED}


def lines(table: list[Row]) -> list[str]:
    """Return the lines of a TSV file: its columns, then its rows; of no row, nothing."""
    return ["\t".join(cells) for cells in (table[0], *(row.values() for row in table))] if table else []


def table(name: str) -> list[str]:
    return (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


def in_masked_article(row: Row) -> bool:
    return any(row.get(source, "").startswith(f"article:{MASKED}/") for source in TEXTS.values())


@pytest.mark.parametrize("name", QUERIES)
def test_the_answer_is_exactly_what_the_articles_say(extracted: Snapshot, name: str) -> None:
    given = lines([told(row) for row in answer(extracted, name)])
    assert given == table(name)


def test_every_question_has_its_answer() -> None:
    assert len(QUERIES) >= 30
    assert {path.stem for path in TABLES.glob("*.tsv")} == set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_what_is_determined_fits_what_determines_it(extracted: Snapshot, name: str) -> None:
    texts = {
        f"article:{sentence.article}/s{sentence.number}": sentence.text
        for article in read_articles(article_paths(ARTICLES))
        for sentence in sentences(article)
    }
    countries = {
        row["code"]: row
        for row in read_table(root() / "data" / "reference" / "countries.tsv", COUNTRY_COLUMNS)
    }
    for row in answer(extracted, name):
        for text, source in TEXTS.items():
            if text in row:
                assert row[text] == texts[row[source]]
        for column, language in NAMES.items():
            if column in row:
                code = row["country"].removeprefix("country:")
                assert row[column] == (countries[code][language] if code else "")
        for source in {"source", "oppositionSource"} & row.keys():
            assert row["article"] == row[source].removeprefix("article:").partition("/")[0]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning:rdflib")  # rdflib calls what it deprecates
@pytest.mark.parametrize("name", QUERIES)
def test_another_store_gives_the_same_rows_in_the_same_order(
    extracted: Snapshot, other_store: rdflib.Dataset, name: str
) -> None:
    result = other_store.query(QUERIES[name].text).serialize(format="csv")
    assert result is not None
    assert rows(result) == answer(extracted, name)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_declares_its_prefixes_and_its_order(extracted: Snapshot, name: str) -> None:
    assert "\nORDER BY " in QUERIES[name].text
    extracted.store.query(QUERIES[name].text)  # knows no prefix by itself


@pytest.mark.parametrize("name", QUERIES)
def test_the_header_has_all_its_fields(name: str) -> None:
    query = QUERIES[name]
    header = query.text.partition("\n\n")[0].splitlines()
    assert [line.partition(":")[0] for line in header] == [
        "# title",
        "# question@vi",
        "# question@en",
        "# keywords",
        *(["# parameters"] if query.parameters else []),
    ]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert len(query.keywords) == len(set(query.keywords)) >= 3
    assert all(question.endswith("?") for question in query.questions.values())
    assert not query.questions["vi"].isascii()


def test_titles_and_questions_are_unique() -> None:
    asked = [text for query in QUERIES.values() for text in (query.title, *query.questions.values())]
    assert len(set(asked)) == 3 * len(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_a_masked_number_is_never_a_number(extracted: Snapshot, name: str) -> None:
    for row in answer(extracted, name):
        if in_masked_article(row):
            assert not [row[column] for column in NUMBERS & row.keys() if row[column]]


def test_masked_numbers_are_asked_for() -> None:
    """The test above has rows to look at."""
    for name in ("strength-by-country", "casualties-by-country", "totals-and-parts"):
        assert f"article:{MASKED}/" in "".join(table(name))


# Sums that the shipped articles lack; in them, 12 countries have 154603 as stated, or 139874 to 169312.
COMPARISON = (
    "total", "summands", "unknown", "parts", "partsLower", "partsUpper", "difference", "differenceLower",
    "differenceUpper", "verdict",
)  # fmt: skip


def poland(quantity: Quantity) -> Edit:
    """Give Poland, 2400 in the article, another strength."""
    return lambda report: [replace(report, quantity=quantity) if report.country == "PL" else report]


def poland_twice(report: StrengthReport) -> Iterator[StrengthReport]:
    yield report
    if report.country == "PL":
        yield replace(report, personnel="medical", quantity=Quantity(300, lower=300, upper=300))


def total(holder: str, number: int) -> Edit:
    """Give the total, 150000 of the coalition in the article, another holder and number."""
    quantity = Quantity(number, lower=number, upper=number)
    return lambda report: [
        report if report.holder == "country" else replace(report, holder=holder, quantity=quantity)
    ]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            poland(Quantity(None, redacted=True)),
            "150000 11 1 - 137474 - - - 12526 within bounds",
            id="an unknown part is no number",
        ),
        pytest.param(
            poland(Quantity(None, "thousands", lower=1000, upper=9999)),
            "150000 12 0 - 138474 176911 - -26911 11526 within bounds",
            id="a vague part has bounds only",
        ),
        pytest.param(
            poland(Quantity(20000, "over", lower=20000)),
            "150000 12 0 172203 157474 - -22203 - -7474 parts exceed total",
            id="a part without upper bound leaves the sum without one",
        ),
        pytest.param(
            poland_twice,
            "150000 12 0 154603 139874 169312 -4603 -19312 10126 within bounds",
            id="a country counts once",
        ),
        pytest.param(
            total("coalition", 200000),
            "200000 12 0 154603 139874 169312 45397 30688 60126 parts fall short",
            id="parts can fall short",
        ),
        pytest.param(
            total("allies", 20000),
            "20000 11 0 19603 18374 20812 397 -812 1626 within bounds",
            id="the United States is no ally of itself",
        ),
    ],
)
def test_sums_count_no_unknown(tmp_path: Path, edit: Edit, expected: str) -> None:
    def find(article: Article) -> Iterator[Fact]:
        for fact in Extractor().facts(article):
            if isinstance(fact, StrengthReport) and article.name != MASKED:
                yield from edit(fact)
            else:
                yield fact

    [row] = (row for row in answer(built(tmp_path, find), "totals-and-parts") if not in_masked_article(row))
    assert " ".join(row[column] or "-" for column in COMPARISON) == expected
