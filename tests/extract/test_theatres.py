"""An article's theatre is the host country that it names most, and a camp's name adds nothing to it."""

from coalition_kg.extract import Extractor
from coalition_kg.model import Article, Casualty

TOLD = "Tại Paris, người dân vui đón năm mới. Hai người thiệt mạng khi pháo phát nổ. "


def _casualties(text: str) -> list[Casualty]:
    article = Article("a", text, "0", text.partition("\n")[0])
    return [fact for fact in Extractor().facts(article) if isinstance(fact, Casualty)]


def test_an_article_that_names_a_country_again_is_about_it() -> None:
    (killed,) = _casualties(f"Cả thế giới đón năm mới\n\n{TOLD}Lính Mỹ tại Iraq thì dự tiệc ở Baghdad.")
    assert (killed.theatre, killed.quantity.value) == ("IQ", 2)


def test_a_camp_beside_its_country_makes_no_theatre() -> None:
    assert _casualties(f"Cả thế giới đón năm mới\n\n{TOLD}Lính Mỹ tại Iraq thì dự tiệc ở trại Victory.") == []
