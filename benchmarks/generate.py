"""Generate a snapshot of the project's own shape: made-up articles, and facts that their sentences state.

The same number of quads gives the same bytes on every machine: nothing here is random.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.model import (
    Article,
    Casualty,
    Commitment,
    DateMention,
    Deployment,
    Evidence,
    Fact,
    Quantity,
    Sentence,
    StrengthReport,
)
from coalition_kg.resources import read_table, root
from coalition_kg.segment import sentences
from coalition_kg.source import read_article
from coalition_kg.store import build

# As many as a news article has; each states two facts.
SENTENCES = 20
# What an article of this form takes, as counted in a build of 1,000 of them.
QUADS_PER_ARTICLE = 1442
PLACES = ("Basra", "Samawa", "Karbala", "Najaf", "Kirkuk", "Baghdad", "Umm Qasr", "Hilla")
THEATRE = "IQ"
PHASES = ("current", "past")
ACTIONS = ("withdraw", "deploy", "extend", "reduce", "maintain")
MODALITIES = ("planned", "pledged", "considered", "ordered", "under-way")
OUTCOMES = ("killed", "wounded")


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Return (code, Vietnamese name) of every country of the reference table."""
    table = root() / "data" / "reference" / "countries.tsv"
    return tuple(
        (row["code"], row["vi"]) for row in read_table(table, ("code", "vi", "en", "wikidata", "geonames"))
    )


def generate(home: Path, quads: int) -> Path:
    """Build a snapshot of about so many quads in a home; return its folder."""
    sources = home / "articles"
    sources.mkdir(parents=True, exist_ok=True)
    articles = (_article(sources, number) for number in range(max(1, quads // QUADS_PER_ARTICLE)))
    return build(articles, home, DEFAULT_BASE, facts)


def _article(folder: Path, number: int) -> Article:
    path = folder / f"made_{number:06}.txt"
    path.write_text("\n".join(_line(number, line) for line in range(SENTENCES)) + "\n", encoding="utf-8")
    return read_article(path)


def _line(article: int, line: int) -> str:
    seed = article * SENTENCES + line
    _, name = countries()[seed % len(countries())]
    troops, place = 10 + seed * 7919 % 9000, PLACES[seed % len(PLACES)]
    return f"{name} có {troops} quân ở {place}, và tin này là tin số {seed} trong năm {2003 + seed % 3}."


def facts(article: Article) -> Iterator[Fact]:
    """Yield two facts of each sentence of a generated article."""
    first = int(article.name.rpartition("_")[2]) * SENTENCES
    for sentence in sentences(article):
        yield from _facts(sentence, first + sentence.number - 1)


def _facts(sentence: Sentence, seed: int) -> Iterator[Fact]:
    code, _ = countries()[seed % len(countries())]
    amount = 10 + seed * 7919 % 9000
    quantity = Quantity(amount, "about", lower=amount * 9 // 10, upper=amount * 11 // 10)
    date = DateMention(f"năm {2003 + seed % 3}", str(2003 + seed % 3))
    evidence = _evidence(sentence)
    yield StrengthReport(
        evidence=evidence,
        country=code,
        theatre=THEATRE,
        holder="country",
        quantity=quantity,
        phase=PHASES[seed % 2],
        personnel="soldiers",
        as_of=date,
    )
    if seed % 3 == 0:
        place = PLACES[seed % len(PLACES)]
        yield Deployment(evidence=evidence, country=code, theatre=THEATRE, place=place)
    elif seed % 3 == 1:
        yield Casualty(
            evidence=evidence,
            country=code,
            theatre=THEATRE,
            quantity=quantity,
            victims="soldiers",
            outcome=OUTCOMES[seed // 3 % 2],
            date=date,
        )
    else:
        yield Commitment(
            evidence=evidence,
            country=code,
            theatre=THEATRE,
            action=ACTIONS[seed // 3 % 5],
            modality=MODALITIES[seed // 15 % 5],
            quantity=quantity,
            date=date,
        )


def _evidence(sentence: Sentence) -> Evidence:
    quote = sentence.text.partition(",")[0]
    end = sentence.start + len(quote)
    return Evidence(sentence.article, sentence.number, sentence.start, end, quote, rule="strength/made")
