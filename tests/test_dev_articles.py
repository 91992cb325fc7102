"""Competency questions over articles that the project does not carry, loaded with those that it does.

The right answers were read in the articles, and are few enough to stand when the extraction finds more.
"""

import csv
import io
from pathlib import Path

import pytest

from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.quads import compact, prefixes
from coalition_kg.query import named_query, run
from coalition_kg.source import article_paths, read_articles
from coalition_kg.store import Snapshot, build, open_snapshot
from coalition_kg.verify import verify
from tests.support import ARTICLES

DEV = Path(__file__).parents[2] / "shared" / "corpus" / "dev" / "articles"
CURIES = prefixes(DEFAULT_BASE)

pytestmark = pytest.mark.skipif(not DEV.is_dir(), reason="no articles beside the checkout")


@pytest.fixture(scope="module")
def all_articles(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home = tmp_path_factory.mktemp("all")
    build(read_articles([*article_paths(DEV), *article_paths(ARTICLES)]), home, DEFAULT_BASE)
    return open_snapshot(home)


def answer(snapshot: Snapshot, name: str, columns: str, **values: str) -> set[str]:
    out = io.BytesIO()
    run(snapshot, named_query(name).with_values(values, snapshot.names), "csv", out)
    found = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
    return {" ".join(compact(row[column], CURIES) or "-" for column in columns.split()) for row in found}


@pytest.mark.parametrize(
    ("name", "columns", "right"),
    [
        # "7 lính Mỹ" in the title and in the text: one event or two, so 7 to 14;
        # "1 binh sĩ gìn giữ hòa bình người Canada", "1 lính Anh".
        (
            "reported-losses",
            "country theatre lower upper unknown",
            {
                "country:CA country:AF 1 1 0",
                "country:GB country:AF 1 1 0",
                "country:US country:AF 7 14 0",
                # "Tổng số ... lên đến 16 người", and a masked number in another article.
                "country:UA country:IQ 16 - 1",
                "country:IT country:IQ 19 - 1",
            },
        ),
        # 16 killed of at most 1,815.
        ("deaths-per-thousand", "country rateLower rateUpper", {"country:UA 8.81 -", "country:IT 6.33 -"}),
        (
            "promised-troops",
            "country theatre action value article",
            {
                "country:GB country:IQ action:expand 370 train-vne-330",
                "country:KR country:IQ action:deploy 3000 test-vne-296",
                "country:KR country:IQ action:deploy 3600 train-vne-1286",
                "country:KR country:IQ action:deploy 3600 001_2c7b8ceced76f234",
            },
        ),
        # "ở miền trung Iraq, dưới sự chỉ huy của Ba Lan", in an article without a date.
        ("sector-members-areas", "country area from", {"country:PH area:central -"}),
        # "9.000 quân trong tổng số 11.000".
        ("totals-and-parts", "theatre total parts verdict", {"country:AF 11000 9000 parts fall short"}),
    ],
)
def test_the_answer_has_what_the_articles_say(
    all_articles: Snapshot, name: str, columns: str, right: set[str]
) -> None:
    assert right <= answer(all_articles, name, columns)


def test_what_has_no_date_is_known_at_no_date(all_articles: Snapshot) -> None:
    asked = answer(all_articles, "strength-at-date", "country lower upper", country="UA", date="2005-12-31")
    assert asked == {"country:UA 1485 1815"}


def test_what_follows_from_all_of_them_is_proved(all_articles: Snapshot) -> None:
    assert verify(all_articles) == []
