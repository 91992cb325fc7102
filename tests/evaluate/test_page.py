import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from coalition_kg.evaluate import Gold, match, page
from coalition_kg.flat import Flat
from coalition_kg.model import Article

TEXT = "Tin\nBa Lan sẽ rút 5 < 6 quân & về. Ukraina phản đối.\n"
ARTICLE = Article("one", TEXT, "", "Tin <b>")
VOID = {"meta"}


def record(quote: str, kind: str, **slots: Any) -> Flat:
    start = TEXT.index(quote)
    place = {"article": "one", "start": start, "end": start + len(quote), "quote": quote}
    return place | {"type": kind} | slots


PLAN = record("rút 5 < 6 quân &", "Commitment", country="PL", action="withdraw", modality="planned")
STANCE = record("Ukraina", "Stance", country="UA", stance="opposes")


def report(gold: list[Flat], predicted: list[Flat], *more: Article) -> str:
    held = Gold(tuple(gold), {article.name: article for article in (ARTICLE, *more)})
    return page(held, match(gold, predicted, held.texts))


class Outline(HTMLParser):
    """Checks that every element is closed in its order; keeps what elements and attributes there are."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in [("", None), *attrs]]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def values(self, attribute: str) -> Iterator[str]:
        return (value or "" for _, name, value in self.attributes if name == attribute)


def test_the_page_is_well_formed_and_every_reference_leads_somewhere() -> None:
    outline = Outline(report([PLAN, STANCE], [PLAN | {"action": "deploy", "rule": "r"}]))
    assert outline.open == []
    identifiers = list(outline.values("id"))
    assert len(identifiers) == len(set(identifiers))
    assert set(outline.values("aria-labelledby")) <= set(identifiers)
    links = set(outline.values("href"))
    assert {link.removeprefix("#") for link in links} <= set(identifiers)
    assert all(link.startswith("#") for link in links)


def test_nothing_runs_and_nothing_is_fetched() -> None:
    text = report([PLAN, STANCE], [])
    outline = Outline(text)
    tags = {tag for tag, *_ in outline.attributes}
    assert not tags & {"script", "link", "img", "iframe", "form", "object", "base"}
    assert not [
        name for _, name, _ in outline.attributes if name.startswith("on") or name in {"src", "style"}
    ]
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert policy in list(outline.values("content"))


def test_a_quote_is_marked_in_its_sentence_and_escaped() -> None:
    text = report([PLAN], [])
    assert '<blockquote lang="vi">Ba Lan sẽ <mark>rút 5 &lt; 6 quân &amp;</mark> về.</blockquote>' in text
    assert 'one: <span lang="vi">Tin &lt;b&gt;</span>' in text
    assert "<b>" not in text


def test_what_a_record_says_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    wrong = STANCE | {"country": evil, "stance": [evil], "rule": "r"}
    text = report([PLAN], [wrong])
    assert "<script" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3


def test_slots_that_differ_stand_side_by_side() -> None:
    gold = PLAN | {"modality_alternatives": ["ordered"], "speaker": "Ông A", "conditional": True}
    text = report([gold], [PLAN | {"modality": "pledged", "rule": "r"}])
    assert "<h3>Slots that are off (1)</h3>" in text
    assert '<tr><th scope="row">modality</th><td>planned or ordered</td><td>pledged</td></tr>' in text
    assert '<tr><th scope="row">speaker</th><td><span lang="vi">Ông A</span></td><td>none</td></tr>' in text
    assert '<tr><th scope="row">conditional</th><td>yes</td><td>no</td></tr>' in text
    assert "<strong>Commitment</strong>, PL, rule r. Right, but for these slots." in text


@pytest.mark.parametrize(
    ("gold", "predicted", "told"),
    [
        ([STANCE], [], "No fact of this type overlaps it."),
        ([PLAN], [STANCE], "The gold has no such fact."),
        ([STANCE], [STANCE | {"country": "PL"}], "The nearest extracted fact differs in these slots."),
        ([STANCE], [STANCE | {"country": "PL"}], "The nearest gold fact differs in these slots."),
        ([STANCE], [STANCE, STANCE], "The nearest gold fact has the same slots"),
        ([STANCE], [STANCE], "Nothing was missed, and nothing is wrong."),
    ],
)
def test_each_finding_says_with_what_it_is_compared(
    gold: list[Flat], predicted: list[Flat], told: str
) -> None:
    assert told in report(gold, predicted)


def test_the_tables_count() -> None:
    predicted = [STANCE | {"rule": "a"}, PLAN | {"rule": "b", "country": "UA"}, PLAN | {"rule": "b"}]
    text = report([PLAN, STANCE], predicted)
    number = '<td class="number">{}</td>'.format
    rule = "".join(map(number, (2, 1, 1, "0.500", "0.500")))
    assert f'<tr><th scope="row">b</th>{rule}</tr>' in text
    stance = "".join(map(number, (1, 1, 0, "1.000", "1.000", "1.000", "1.000", "–")))
    assert f'<tr><th scope="row">Stance</th>{stance}</tr>' in text
    score = "".join(map(number, (2, 2, 1, "0.667", "1.000", "0.800", "0.800", "1.000")))
    assert f"<tr>{score}</tr>" in text
    assert f'<td lang="vi">Tin &lt;b&gt;</td>{number(0)}{number(1)}{number(0)}</tr>' in text
    assert '<th scope="row">Role' not in text


def test_a_quote_that_stands_nowhere_is_shown_as_it_is() -> None:
    text = report([STANCE], [STANCE | {"start": 900, "end": 907, "rule": "r"}])
    assert '<blockquote lang="vi"><mark>Ukraina</mark></blockquote>\n<p>No sentence stands there.</p>' in text
    assert "Quotes that do not stand at their offsets: 1." in text


def test_the_mark_ends_with_the_sentence() -> None:
    text = report([STANCE], [STANCE | {"end": 900, "rule": "r"}])
    assert "quân &amp; về." not in text
    assert '<blockquote lang="vi"><mark>Ukraina phản đối.</mark></blockquote>' in text


def test_a_quote_over_two_sentences_shows_both() -> None:
    text = report([record("về. Ukraina", "Stance", country="UA", stance="opposes")], [])
    assert "&amp; <mark>về. Ukraina</mark> phản đối.</blockquote>" in text


def test_the_order_of_the_articles_changes_no_byte() -> None:
    other = Article("another", TEXT, "", "Tin")
    gold = [STANCE, STANCE | {"article": "another"}]
    one = report(gold, [], other)
    held = Gold(tuple(gold[::-1]), {"another": other, "one": ARTICLE})
    assert page(held, match(held.records, [], held.texts)) == one
    assert one.index("another:") < one.index("one:")
