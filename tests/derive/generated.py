"""A graph of as many facts as a test wants: what months of a newspaper might say, in a fixed pattern."""

from collections.abc import Iterator

from pyoxigraph import Quad

from coalition_kg.identify import Names
from coalition_kg.model import (
    Article,
    Casualty,
    Commitment,
    DateMention,
    Evidence,
    Fact,
    Quantity,
    SectorCommand,
    SectorMembership,
    Sentence,
    StrengthReport,
)
from coalition_kg.quads import article_quads, evidence_quads, fact_quads, ontology_quads

COUNTRIES = ("US", "GB", "PL", "IT", "ES", "UA", "BG", "RO", "NL", "DK", "JP", "KR", "AU", "TH", "PH", "HU")
ACTIONS = ("deploy", "expand", "maintain", "reduce", "withdraw")
MODALITIES = ("considering", "planned", "pledged", "completed", "refused")
CAUSES = ("clash", "bombing", "ambush")
DAYS = 1000  # of publication, from the start of 2003
SENTENCES = 8


def day(number: int) -> str:
    """Return a day of publication as an EDTF date, by its number from the start of 2003."""
    year, rest = divmod(number, 336)
    month, date = divmod(rest, 28)
    return f"{2003 + year}-{month + 1:02d}-{date + 1:02d}"


def generated_quads(articles: int, names: Names) -> Iterator[Quad]:
    """Yield the ontology and articles of eight facts each."""
    yield from ontology_quads(names)
    for number in range(articles):
        article = Article(f"a{number}", "x" * 100, "0" * 64, "t", day(number * 7 % DAYS), "generated")
        sentences = [Sentence(article.name, s, 10 * s, 10 * s + 9, "x" * 9) for s in range(1, SENTENCES + 1)]
        yield from article_quads(article, sentences, names)
        for fact in _facts(article.name, number):
            yield from fact_quads(fact, names)
            yield from evidence_quads(fact, article, names)


def _facts(article: str, number: int) -> Iterator[Fact]:
    def evidence(sentence: int) -> Evidence:
        return Evidence(article, sentence, 10 * sentence, 10 * sentence + 9, "x" * 9, "generated")

    country, other = COUNTRIES[number % 16], COUNTRIES[(number * 5 + 1) % 16]
    for sentence, holder in enumerate((country, other), start=1):
        troops = 1000 + 100 * (number // 150 % 11)
        yield StrengthReport(
            evidence=evidence(sentence), country=holder, theatre="IQ", holder="country", phase="current",
            personnel="soldiers", quantity=Quantity(troops, lower=troops, upper=troops + 50),
        )  # fmt: skip
    yield StrengthReport(
        evidence=evidence(3), country=None, theatre="IQ", holder="coalition", phase="current",
        personnel="soldiers", quantity=Quantity(150000, lower=150000, upper=150000),
    )  # fmt: skip
    yield SectorCommand(evidence=evidence(4), country="PL", theatre="IQ", area=("south-central",))
    yield SectorMembership(
        evidence=evidence(5), country="UA" if number % 2 else "BG", theatre="IQ", lead="PL"
    )
    for sentence in (6, 7):
        yield Commitment(
            evidence=evidence(sentence), country=country, theatre="IQ",
            action=ACTIONS[(number + sentence) % 5], modality=MODALITIES[number * 7 % 5],
            date=DateMention("x", day(number * 11 % DAYS)),
        )  # fmt: skip
    lost = 1 + number % 4
    yield Casualty(
        evidence=evidence(8), country=country, theatre="IQ", victims="soldiers", cause=CAUSES[number % 3],
        quantity=Quantity(lost, lower=lost, upper=lost) if number % 5 else Quantity(None, redacted=True),
        date=DateMention("x", day(number * 13 % DAYS)),
    )  # fmt: skip
