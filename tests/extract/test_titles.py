"""A title that only names an act tells what its text says of it."""

from coalition_kg.extract import Extractor
from coalition_kg.model import Article, Commitment


def _commitments(text: str) -> list[Commitment]:
    article = Article("a", text, "0", text.partition("\n")[0])
    return [fact for fact in Extractor().facts(article) if isinstance(fact, Commitment)]


def test_a_title_is_settled_by_what_its_text_says_was_done() -> None:
    title, told = _commitments("Australia rút quân khỏi Iraq\n\nHôm qua, Australia đã rút quân khỏi Iraq.")
    assert (title.modality, told.modality) == ("completed", "completed")
    assert title.evidence.context == (2,)


def test_a_title_that_promises_stays_a_promise() -> None:
    title, told = _commitments("Australia sẽ rút quân khỏi Iraq\n\nHôm qua, Australia đã rút quân khỏi Iraq.")
    assert (title.modality, told.modality) == ("planned", "completed")
    assert title.evidence.context == ()


def test_a_title_is_not_settled_by_another_country() -> None:
    title, *_ = _commitments("Australia rút quân khỏi Iraq\n\nHôm qua, Nhật Bản đã rút quân khỏi Iraq.")
    assert (title.country, title.modality) == ("AU", "pledged")
