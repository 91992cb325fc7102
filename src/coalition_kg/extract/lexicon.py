"""The words of the domain: TSV tables in, a longest-match finder over tokens out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from coalition_kg.errors import LexiconError
from coalition_kg.resources import read_table, root

COLUMNS = ("form", "tag", "value", "source")
# The tables whose longest match decides at each place; the overlays are matched on their own.
GRAMMAR = ("forces", "actions", "modality", "people", "discourse", "regions")
OVERLAYS = ("casualty", "roles", "sectors", "stance")
# Overlay words that keep the grammar from reading their syllables one by one.
OPAQUE = {"act", "role", "cause", "kill", "kill_active", "wound", "under", "war", "command"}

Tags = dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A lexicon form as tokens, with its tags and whether it must be capitalised in the text."""

    tokens: tuple[str, ...]
    tags: Tags
    capital: bool = False


class Matcher:
    """Finds the longest form that starts at a token."""

    def __init__(
        self,
        entries: Sequence[Entry],
        joins: frozenset[tuple[str, str]] = frozenset(),
        whole: frozenset[str] = frozenset(),
    ) -> None:
        self._joins, self._whole = joins, whole
        merged: dict[tuple[tuple[str, ...], bool], Tags] = {}
        for entry in entries:
            merged.setdefault((entry.tokens, entry.capital), {}).update(entry.tags)
        for tokens, capital in list(merged):
            if capital and (tokens, False) in merged:
                merged[tokens, True] = merged[tokens, False] | merged[tokens, True]
        self._first: dict[str, list[Entry]] = {}
        for (tokens, capital), tags in merged.items():
            self._first.setdefault(tokens[0], []).append(Entry(tokens, tags, capital))
        for found in self._first.values():
            found.sort(key=lambda entry: (-len(entry.tokens), not entry.capital))

    def begins(self, token: str) -> bool:
        """Return whether a form begins with a token: the quick test before ``at``."""
        return token in self._first

    def at(self, tokens: Sequence[str], capitals: Sequence[bool], index: int) -> Entry | None:
        """Return the longest entry whose tokens stand at ``index``, or None."""
        for entry in self._first.get(tokens[index], ()):
            size = len(entry.tokens)
            if entry.capital and not capitals[index]:
                continue
            matches = size == 1 or tuple(tokens[index : index + size]) == entry.tokens
            if matches and not self._runs_on(tokens, index, size):
                return entry
        return None

    def _runs_on(self, tokens: Sequence[str], index: int, size: int) -> bool:
        """``rút quân`` before ``đội`` is ``rút`` and ``quân đội``; ``không quân`` stays the air force.

        Nor is there a ``quân phục`` in ``50 quân phục vụ``.
        """
        end = index + size
        joined = size > 1 and end < len(tokens) and (tokens[end - 1], tokens[end]) in self._joins
        return joined and " ".join(tokens[index:end]) not in self._whole


def _table(name: str) -> Iterator[Entry]:
    for row in read_table(root() / "data" / "lexicon" / f"{name}.tsv", COLUMNS):
        yield Entry(tuple(row["form"].split()), {row["tag"]: row["value"]})


@cache
def _role_phrases() -> tuple[Entry, ...]:
    """``sửa chữa`` + ``các`` + ``trường học``: each verb of a role with each of its objects."""
    rows = read_table(root() / "data" / "lexicon" / "role_phrases.tsv", ("part", "form", "role", "source"))
    verbs = [row for row in rows if row["part"] == "verb"]
    pairs = ((v, r) for r in rows if r["part"] == "object" for v in verbs if v["role"] == r["role"])
    plurals = ("", *sorted(words("role-plural")))
    return tuple(
        Entry(_tokens(f"{verb['form']} {plural} {row['form']}"), {"act": row["role"]})
        for verb, row in pairs
        for plural in plurals
    )


def _countries() -> Iterator[Entry]:
    columns = ("code", "form", "kind", "guard", "source")
    for row in read_table(root() / "data" / "lexicon" / "countries.tsv", columns):
        tags = {"country": row["code"], "country_kind": row["kind"]}
        if row["guard"] == "strict":
            tags["strict"] = "strict"
        yield Entry(_tokens(row["form"]), tags, capital=row["kind"] != "epithet")


def _places() -> Iterator[Entry]:
    columns = ("id", "form", "country", "region", "kind", "geonames", "source")
    for row in read_table(root() / "data" / "lexicon" / "places.tsv", columns):
        tags = {"place": row["id"], "place_country": row["country"]}
        camp = row["kind"] == "base" and row["form"][0].islower()  # ``trại Lima``, ``căn cứ Zaytun``
        yield Entry(_tokens(row["form"]), tags, capital=not camp)


def _tokens(form: str) -> tuple[str, ...]:
    spaced = form.lower()
    for mark in "-'’.()":
        spaced = spaced.replace(mark, f" {mark} ")
    return tuple(spaced.split())


def _compounds() -> list[dict[str, str]]:
    """Words whose syllables mean something else on their own."""
    return read_table(root() / "data" / "lexicon" / "compounds.tsv", ("form", "source"))


@cache
def grammar() -> Matcher:
    """Return the matcher of the grammar's words, the countries and the places."""
    entries = [entry for name in GRAMMAR for entry in _table(name)]
    opaque = [Entry(e.tokens, {}) for name in OVERLAYS for e in _table(name) if OPAQUE & e.tags.keys()]
    opaque += [Entry(e.tokens, {}) for e in _role_phrases()]
    forces = [e.tokens for e in _table("forces") if len(e.tokens) >= 2]
    joins = {(tokens[0], tokens[1]) for tokens in forces if tokens[0] in words("force-prefix")}
    joins |= {(first, second) for first, second in (word.split() for word in words("runs-on"))}
    compounds = [Entry(tuple(row["form"].split()), {"word": row["source"]}) for row in _compounds()]
    return Matcher(
        [*compounds, *opaque, *entries, *_countries(), *_places()], frozenset(joins), words("armed-service")
    )


@cache
def overlay(name: str) -> Matcher:
    """Return the matcher of one overlay table: ``casualty``, ``roles``, ``sectors`` or ``stance``."""
    return Matcher([*_table(name), *(_role_phrases() if name == "roles" else ())])


@cache
def theatres() -> frozenset[str]:
    """Return the codes of the countries that hosted a multinational force."""
    return frozenset(row["code"] for row in _theatre_rows())


@cache
def lands_of(epithet: str) -> frozenset[str]:
    """Return the countries that ``quốc gia Bắc Âu này`` may mean, those of its region; empty for others."""
    rows = _region_rows()
    named = [row["region"] for row in rows if row["region"] in epithet]
    region = max(named, key=len, default=None)
    return frozenset(row["code"] for row in rows if row["region"] == region)


@cache
def _region_rows() -> list[dict[str, str]]:
    return read_table(root() / "data" / "lexicon" / "country_regions.tsv", ("region", "code", "source"))


@cache
def mission_lands() -> frozenset[str]:
    """Return the codes of those that are a theatre only of articles that speak of a peace force."""
    return frozenset(row["code"] for row in _theatre_rows() if row["kind"] == "mission")


@cache
def _theatre_rows() -> list[dict[str, str]]:
    return read_table(root() / "data" / "lexicon" / "theatres.tsv", ("code", "kind", "source"))


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    rows = read_table(root() / "data" / "lexicon" / "words.tsv", ("form", "set", "source"))
    return {name: frozenset(r["form"] for r in rows if r["set"] == name) for name in {r["set"] for r in rows}}


@cache
def sets_by_form() -> dict[str, frozenset[str]]:
    """Return the forms of ``data/lexicon/words.tsv`` with the names of the sets that they are in."""
    named: dict[str, set[str]] = {}
    for name, forms in _word_sets().items():
        for form in forms:
            named.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in named.items()}


@cache
def words(name: str) -> frozenset[str]:
    """Return the forms of a set of ``data/lexicon/words.tsv``; raise LexiconError where there is none."""
    found = _word_sets().get(name)
    if found is None:
        raise LexiconError(f"data/lexicon/words.tsv: no set {name}; add its words to the table")
    return found


def holds(text: str, name: str) -> bool:
    """Return whether a form of a set of words stands anywhere in a text, inside a longer word too."""
    return any(word in text for word in words(name))


def holds_at_end(text: str, name: str) -> bool:
    """Return whether a text ends with a form of a set of words."""
    return text.rstrip().endswith(tuple(words(name)))


@cache
def _theatre_names() -> re.Pattern[str]:
    columns = ("code", "form", "kind", "guard", "source")
    rows = read_table(root() / "data" / "lexicon" / "countries.tsv", columns)
    names = sorted(
        {row["form"] for row in rows if row["code"] in theatres()}, key=lambda form: (-len(form), form)
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def names_theatre(text: str) -> bool:
    """Return whether a raw text names a host country or its capital: the quick test before all reading."""
    return _theatre_names().search(unicodedata.normalize("NFC", text).replace("_", " ")) is not None
