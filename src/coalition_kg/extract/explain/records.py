"""The frozen records of an explanation; offsets are code points of the raw article, end exclusive."""

from dataclasses import dataclass

from coalition_kg.extract.explain.reasons import Reason
from coalition_kg.model import Fact, Sentence


@dataclass(frozen=True, slots=True)
class TypedSpan:
    """A stretch that the lexicon or the grammar knows: its type, and what it stands for."""

    start: int
    end: int
    text: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between words and marks that open a clause; ``opened_by`` is the kind of the word."""

    start: int
    end: int
    text: str
    opened_by: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """What an earlier sentence, or this one, named: country codes or a person."""

    name: str
    sentence: int


@dataclass(frozen=True, slots=True)
class State:
    """What the rules had in mind when they read a sentence; None where nothing was named so far."""

    theatre: str | None
    section: Mention | None
    topic: Mention | None
    force: Mention | None
    speaker: Mention | None


@dataclass(frozen=True, slots=True)
class Blocked:
    """A word or number that a rule looked at, and why it gave no fact."""

    start: int
    end: int
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that found something to look at in a sentence: its facts, and what was blocked."""

    rule: str
    facts: tuple[Fact, ...]
    blocked: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence as the rules saw it; ``unread`` is why no rule read it, None where they did."""

    sentence: Sentence
    is_title: bool
    state: State | None
    spans: tuple[TypedSpan, ...]
    clauses: tuple[Clause, ...]
    tried: tuple[Tried, ...] = ()
    unread: Reason | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the sentence, in the order in which the rules found them."""
        return tuple(fact for tried in self.tried for fact in tried.facts)
