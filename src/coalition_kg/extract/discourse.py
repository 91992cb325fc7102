"""What a reader keeps in mind from sentence to sentence: section, topic, speakers, theatre."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from coalition_kg.extract.items import TypedSentence, is_host


@dataclass(frozen=True, slots=True)
class Topic:
    """Countries that a later sentence may point back to, and the sentence that named them."""

    codes: tuple[str, ...]
    sentence: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or office that may be meant by ``ông`` or by a family name later on."""

    name: str
    codes: tuple[str, ...]
    side: str
    sentence: int


@dataclass(slots=True)
class Discourse:
    """The state of one article's reading; ``theatre`` is the host country that it is most about."""

    theatre: str | None
    header: Topic | None = None
    topic: Topic | None = None
    title: Topic | None = None
    force: Topic | None = None
    last_action: str | None = None
    last_speaker: Speaker | None = None
    people: dict[str, Speaker] = field(default_factory=dict)

    def current(self) -> Topic | None:
        """Return the country that a sentence without a subject is about."""
        return self.header or self.topic or self.title

    def remember(self, speaker: Speaker) -> Speaker:
        """Keep a speaker under the full name and the family name; return the richest record of them."""
        last = speaker.name.split()[-1].lower()
        known = self.people.get(last)
        if known is not None and len(known.name) >= len(speaker.name):
            codes = speaker.codes or known.codes
            speaker = Speaker(known.name, codes, known.side if speaker.side == "government" else speaker.side, known.sentence)
        self.people[last] = speaker
        self.last_speaker = speaker
        return speaker

    def known(self, name: str) -> Speaker | None:
        """Return the speaker of a family name or full name, or None."""
        return self.people.get(name.split()[-1].lower())


def main_theatre(sentences: Iterable[TypedSentence]) -> str | None:
    """Return the host country that an article names most, the title counting thrice; None where none is.

    An article that names it once in passing is not about it.
    """
    counts: Counter[str] = Counter()
    for typed in sentences:
        if typed.is_link:
            continue
        for item in typed.items:
            code = item.tags.get("country") or item.tags.get("place_country")
            if code is not None and is_host(code):
                counts[code] += 3 if typed.is_title else 1
    if not counts:
        return None
    code, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return code if count >= 2 else None
