"""The frozen records that pass between the stages, from article to fact.

Offsets are Unicode code points of the raw article decoded as UTF-8, end exclusive.
Countries are ISO 3166-1 alpha-2 codes, dates are EDTF (Library of Congress, ISO 8601-2).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """A source document: its raw text and what a curator's catalog says about it.

    ``published`` is an EDTF date or None; ``title`` is the first line where the catalog gives none.
    """

    name: str
    text: str
    sha256: str
    title: str
    published: str | None = None
    published_basis: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: ``article.text[start:end] == text``; numbers count from 1."""

    article: str
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the raw article, ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: the quoted clause, its sentence, other sentences it needs, and the rule."""

    article: str
    sentence: int
    start: int
    end: int
    quote: str
    rule: str
    context: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people as an interval.

    ``value`` is the number as stated, None where it is masked (``redacted``) or vague ("hundreds").
    ``lower`` and ``upper`` bound it inclusively; None means that the text sets no bound on that side.
    """

    value: int | None
    qualifier: str = "exact"
    redacted: bool = False
    lower: int | None = None
    upper: int | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written and, where year and month follow from the text or the article's date, its EDTF."""

    text: str
    edtf: str | None = None
    redacted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one clause states; ``country`` is None where it names none, ``theatre`` the host country."""

    evidence: Evidence
    country: str | None
    theatre: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthReport(Fact):
    """How many people a contingent or a whole force has or had."""

    holder: str
    quantity: Quantity
    phase: str
    personnel: str
    as_of: DateMention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorCommand(Fact):
    """A country leads a command sector, a multinational division or brigade."""

    area: tuple[str, ...] = ()
    quantity: Quantity | None = None
    nations: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorMembership(Fact):
    """A country's contingent serves under the command of ``lead``."""

    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment(Fact):
    """A contingent is stationed in a place smaller than the theatre."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAssignment(Fact):
    """What a contingent does."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty(Fact):
    """People killed or wounded in, or because of, the conflict or the commitment to it."""

    quantity: Quantity
    outcome: str = "killed"
    victims: str
    date: DateMention | None = None
    place: str | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Fact):
    """What a country decides, promises, considers or does about its forces."""

    action: str
    modality: str
    quantity: Quantity | None = None
    date: DateMention | None = None
    speaker: str | None = None
    side: str = "government"
    conditional: bool = False
    condition: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(Fact):
    """A country's declared support for, or opposition to, the war or the mission."""

    stance: str
