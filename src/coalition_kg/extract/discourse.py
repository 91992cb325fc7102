"""What a reader keeps in mind from sentence to sentence: section, topic, speakers, theatre."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from coalition_kg.extract.items import TypedSentence, is_host
from coalition_kg.extract.lexicon import mission_lands
from coalition_kg.resources import read_table, root


@dataclass(frozen=True, slots=True)
class Topic:
    """Countries that a later sentence may point back to, and the sentence that named them.

    No countries where an alliance's force was named; ``armed`` where a force was named, not only a country.
    """

    codes: tuple[str, ...]
    sentence: int
    armed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """The last dated event, which ``cùng ngày`` points back to."""

    edtf: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Losses:
    """What befell the victims of a sentence, whom the next one may tell one by one.

    ``sectioned`` where it was told in the section of a country, which tells of other things too;
    ``codes`` whose soldiers they were.
    """

    outcome: str
    sentence: int
    sectioned: bool = False
    codes: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or office that may be meant by ``ông`` or by a family name later on."""

    name: str
    codes: tuple[str, ...]
    side: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Leader:
    """A statesman of the time: whose, and whether of the government or the opposition."""

    code: str
    side: str


@cache
def leaders() -> dict[str, Leader]:
    """Return the statesmen of ``data/lexicon/leaders.tsv`` by their lower-case names."""
    rows = read_table(root() / "data" / "lexicon" / "leaders.tsv", ("name", "country", "side", "source"))
    return {row["name"].lower(): Leader(row["country"], row["side"]) for row in rows}


@dataclass(slots=True)
class Discourse:
    """The state of one article's reading; ``theatre`` is the host country that it is most about.

    ``disaster`` tells that the title speaks of one; ``headlines`` holds the countries and actions of
    which the title says nothing but that they act; ``counted`` is the sentence of the last count of a force,
    and its phase; ``commander`` is who was last said to command a sector; ``named`` are the countries
    named so far, each with its sentence, the last one last.
    """

    theatre: str | None
    in_passing: bool = False
    commander: Topic | None = None
    disaster: bool = False
    header: Topic | None = None
    topic: Topic | None = None
    title: Topic | None = None
    force: Topic | None = None
    last_action: str | None = None
    last_action_sentence: int | None = None
    last_modality: str | None = None
    last_demand: str | None = None
    last_demand_sentence: int | None = None
    last_speaker: Speaker | None = None
    people: dict[str, Speaker] = field(default_factory=dict)
    event: Event | None = None
    losses: Losses | None = None
    headlines: set[tuple[str | None, str]] = field(default_factory=set)
    counted: tuple[int, str] | None = None
    named: list[tuple[str, int]] = field(default_factory=list)

    def current(self) -> Topic | None:
        """Return the country that a sentence without a subject is about."""
        return self.header or self.topic or self.title

    def remember(self, speaker: Speaker, speaks: bool) -> Speaker:
        """Keep a person under the family name; who ``speaks`` is whom ``ông`` means from then on."""
        last = speaker.name.split()[-1].lower()
        leader = leaders().get(speaker.name.lower()) or leaders().get(last)
        if leader is not None and (not speaker.codes or speaker.name.lower() in leaders()):
            speaker = Speaker(speaker.name, (leader.code,), leader.side, speaker.sentence)
        known = self.people.get(last)
        if known is not None and len(known.name) >= len(speaker.name):
            side = known.side if speaker.side == "government" else speaker.side
            speaker = Speaker(known.name, speaker.codes or known.codes, side, known.sentence)
        self.people[last] = speaker
        if speaks or self.last_speaker is None:
            self.last_speaker = speaker
        return speaker

    def known(self, name: str) -> Speaker | None:
        """Return the speaker of a family name or full name, or None.

        Whom the article has introduced comes first, then the statesmen of the time.
        """
        introduced = self.people.get(name.rsplit(maxsplit=1)[-1].lower())
        leader = leaders().get(name.lower())
        if leader is not None and (introduced is None or not introduced.codes):
            return Speaker(name, (leader.code,), leader.side, introduced.sentence if introduced else 0)
        return introduced


@dataclass(frozen=True, slots=True)
class Theatre:
    """The host country that an article names most; ``passing`` where it names it only once."""

    code: str
    passing: bool


def main_theatre(sentences: Iterable[TypedSentence]) -> Theatre | None:
    """Return the host country that an article names most, the title counting thrice; None where none is."""
    counts: Counter[str] = Counter()
    peace = False
    for typed in (s for s in sentences if not s.is_link):
        for item in typed.items:
            peace = peace or item.among("peace-force")
            code = item.place_code
            # ``trại Victory`` stands beside its country's name.
            if code is not None and is_host(code) and not item.begins("post"):
                counts[code] += 3 if typed.is_title else 1
    if not peace:
        counts = Counter({code: count for code, count in counts.items() if code not in mission_lands()})
    if not counts:
        return None
    code, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Theatre(code, count < 2)
