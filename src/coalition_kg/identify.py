"""Names: every IRI is made from content, so the same input gives the same IRIs on any machine."""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlsplit

from coalition_kg.errors import IriError
from coalition_kg.flat import to_flat
from coalition_kg.model import Fact
from coalition_kg.resources import read_table, root

DEFAULT_BASE = "https://w3id.org/coalition-kg"

# What a fact's name does not depend on: how it was found.
NOT_CONTENT = {"rule", "context", "sentence"}
HASH_LENGTH = 20
# The graphs of sentences, as sentence_graph names them, and the one of their provenance.
EVIDENCE_GRAPH = re.compile(r"provenance|[^/]+/s[1-9][0-9]*")


def check_base(base: str) -> str:
    """Return a base IRI without its closing slash; raise IriError unless it is absolute http(s).

    >>> check_base("https://example.org/kg/")
    'https://example.org/kg'
    """
    parts = urlsplit(base)
    bad = re.search(r"[\s<>\"{}|\\^`#?]", base)
    if parts.scheme not in {"http", "https"} or not parts.netloc or bad:
        raise IriError(f"base IRI {base!r}: give an absolute http or https IRI without '#', '?' or spaces")
    return base.rstrip("/")


def slug(text: str) -> str:
    """Return a lower-case ASCII name of a Vietnamese text.

    >>> slug("trung - nam Iraq"), slug("Đà_Nẵng")
    ('trung-nam-iraq', 'da-nang')
    """
    folded = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or hashlib.sha256(text.encode()).hexdigest()[:8]


def content_hash(fact: Fact) -> str:
    """Return the hexadecimal name of a fact: SHA-256 of evidence, type and slots, shortened to 80 bits."""
    content = {k: v for k, v in to_flat(fact).items() if k not in NOT_CONTENT}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:HASH_LENGTH]


def concept_name(value: str) -> str:
    """Return the local name of a concept, safe in a CURIE.

    >>> concept_name("soldiers+police"), concept_name("suicide bombing")
    ('soldiers_and_police', 'suicide_bombing')
    """
    return value.replace("+", "_and_").replace(" ", "_")


def concept_value(name: str) -> str:
    """Return the value that a concept's local name stands for, the inverse of concept_name.

    >>> concept_value("soldiers_and_police")
    'soldiers+police'
    """
    return name.replace("_and_", "+").replace("_", " ")


class Gazetteer:
    """Which of the known places a place text names."""

    def __init__(self, forms: dict[str, str]) -> None:
        self._ids = {slug(form): place for form, place in forms.items()}

    @classmethod
    def shipped(cls) -> "Gazetteer":
        """Return the gazetteer of ``data/lexicon/places.tsv``."""
        path = root() / "data" / "lexicon" / "places.tsv"
        columns = ("id", "form", "country", "region", "kind", "geonames", "source")
        return cls({row["form"]: row["id"] for row in read_table(path, columns)})

    def place_id(self, text: str) -> str:
        """Return the id of the known place that the text names, else the text's own slug.

        >>> Gazetteer({"Samawah": "samawa"}).place_id("thành phố Samawah")
        'samawa'
        """
        name = slug(text)
        if name in self._ids:
            return self._ids[name]
        bare = re.sub(r"^(thanh-pho|thi-tran|thi-xa|tinh|thu-do|can-cu)-", "", name)
        return self._ids.get(bare, name)


@dataclass(frozen=True)
class Names:
    """Makes the IRIs of one graph; ``base`` is an absolute IRI without a closing slash."""

    base: str = DEFAULT_BASE

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places that have a name of their own."""
        return Gazetteer.shipped()

    def _id(self, kind: str, name: str) -> str:
        return f"{self.base}/id/{kind}/{quote(name, safe='-._~/')}"

    def term(self, name: str) -> str:
        """Return the IRI of an ontology term."""
        return f"{self.base}/ontology#{name}"

    def concept(self, scheme: str, value: str) -> str:
        """Return the IRI of a SKOS concept, ``BASE/id/modality/planned``."""
        return self._id(scheme, concept_name(value))

    def country(self, code: str) -> str:
        """Return the IRI of a country by its ISO 3166-1 alpha-2 code."""
        return self._id("country", code)

    def theatre(self, theatre: str) -> str:
        """Return the IRI of a theatre: a country's, or that of a region such as ``gulf``."""
        return self.country(theatre) if theatre.isupper() else self._id("theatre", theatre)

    def contingent(self, country: str, theatre: str) -> str:
        """Return the IRI of a country's contingent in a theatre."""
        return self._id("contingent", f"{country}-{theatre}")

    def force(self, holder: str, theatre: str) -> str:
        """Return the IRI of a whole force: the coalition's or the allies' in a theatre."""
        return self._id("force", f"{holder}-{theatre}")

    def sector(self, lead: str, theatre: str) -> str:
        """Return the IRI of the command sector that a country leads in a theatre."""
        return self._id("sector", f"{lead}-{theatre}")

    def place(self, text: str) -> str:
        """Return the IRI of a place by its name as written."""
        return self._id("place", self.gazetteer.place_id(text))

    def fact(self, fact: Fact) -> str:
        """Return the IRI of a fact."""
        return self._id("fact", content_hash(fact))

    def evidence(self, fact: Fact) -> str:
        """Return the IRI of a fact's evidence."""
        return self._id("evidence", content_hash(fact))

    def article(self, name: str) -> str:
        """Return the IRI of an article."""
        return self._id("article", name)

    def sentence(self, article: str, number: int) -> str:
        """Return the IRI of an article's sentence."""
        return self._id("article", f"{article}/s{number}")

    def rule(self, name: str) -> str:
        """Return the IRI of an extraction rule."""
        return self._id("rule", name)

    def graph(self, name: str) -> str:
        """Return the IRI of a named graph: ``ontology``, ``reference``, ``provenance``."""
        return f"{self.base}/graph/{name}"

    @property
    def own_graph(self) -> str:
        """The IRI of the graph that holds what an update writes without naming a graph."""
        return self.graph("default")

    def sentence_graph(self, article: str, number: int) -> str:
        """Return the IRI of the graph that holds what one sentence asserts."""
        return self.graph(f"{quote(article, safe='-._~')}/s{number}")

    def is_evidence(self, graph: str) -> bool:
        """Return whether a graph is a sentence's, or the one that says where every fact stands.

        >>> names = Names("https://example.org/kg")
        >>> [names.is_evidence(names.graph(name)) for name in ("a1/s7", "provenance", "ontology", "a1/notes")]
        [True, True, False, False]
        """
        name = graph.removeprefix(self.graph(""))
        return name != graph and EVIDENCE_GRAPH.fullmatch(name) is not None
