"""One sentence as the frames see it: who acts at a place in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coalition_kg.extract.actors import Actor
from coalition_kg.extract.discourse import Topic
from coalition_kg.extract.items import Item, is_host, opens_apposition
from coalition_kg.extract.lexicon import lands_of
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.positions import DECIDED, Positions
from coalition_kg.extract.reading import Mark

__all__ = ["DECIDED", "OPENS", "Mark", "Subject", "View"]

# More countries than these in one breath are a list, not what the next sentence is about.
MOST_SHARED = 3
# How far before an item a clause that it stands in, or a country beside it, may begin.
APPOSED = 7
# How many sentences ago the force may have been named that a pronoun means.
RECENT = 2
# How long the source may be that a sentence opens with.
SOURCE = 8
# How far into a sentence ``họ`` still means the force of the sentence before.
OPENS = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a statement is about: countries, or an alliance (``codes`` empty), and the actor that names them.

    ``assumed`` where the sentence does not name the country and the topic stands in for it.
    """

    codes: tuple[str, ...]
    first: int | None
    actor: Actor | None = None
    phrase: NounPhrase | None = None
    side: str = "government"
    alliance: bool = False
    public: bool = False
    assumed: bool = False
    context: tuple[int, ...] = ()

    @property
    def is_host(self) -> bool:
        """Whether the first of its countries hosted a multinational force."""
        return bool(self.codes) and is_host(self.codes[0])

    def start(self, otherwise: int) -> int:
        """Return where the subject begins, or another place where the sentence does not name it."""
        return self.first if self.first is not None else otherwise


class View(Positions):
    """A sentence in which subjects, pronouns and names are understood from what was said before."""

    # Subjects

    def subject(self, index: int) -> Subject | None:
        """Return who acts at an item: the nearest actor or force before it in subject position.

        Where the sentence names none, the section's country or the topic is meant.
        """
        apposed = self._apposed(index)
        if apposed is not None:
            return apposed
        for candidate in self._candidates(index):
            subject = self._resolved(candidate)
            if subject is not None:
                return subject
        return self.default_subject()

    def _candidates(self, index: int) -> Iterator[Actor | NounPhrase]:
        """The actors and forces that may act at an item, the nearest first."""
        forces = (p for p in self.phrases if p.is_force and (not self.is_served(p) or self._is_busy(p)))
        known: list[Actor | NounPhrase] = [*self.actors, *forces]
        for candidate in sorted(known, key=lambda c: -c.last):
            if candidate.last < index and self.is_subject(candidate):
                first = candidate.first
                inside = self.inside_relative(first, index) or self.inside_noun_clause(first, index)
                inside = inside or self.inside_brackets(first, index)
                if not inside and not self.inside_apposition(candidate, index):
                    yield candidate

    def _is_busy(self, force: NounPhrase) -> bool:
        """``bảo vệ các kỹ sư Nhật đang làm công tác tái thiết``: those who are served do what follows."""
        now = self.item(force.last + 1)
        return now is not None and now.has("now")

    def _apposed(self, index: int) -> Subject | None:
        """``Thủ tướng Italy - nước cam kết ...``: the country before the dash acts."""
        for position in range(index - 1, max(0, index - 1 - APPOSED), -1):
            item, before = self.items[position], self.items[position - 1]
            if item.has_any("country", "break"):
                return None
            counted = before.quantity is not None or before.has("det")
            mark = position - 2 if counted else position - 1
            noun = item.has("state_noun") or item.among("person")
            if noun and self.items[mark].text in {"-", ","}:
                named = next((a for a in self.actors if a.last == mark - 1), None)
                return self._of_actor(named) if named else None
        return None

    def default_subject(self, titled: bool = False) -> Subject | None:
        """Return the section's country or the topic, with the sentence that named it as context.

        ``titled`` asks for the title's one country before the topic.
        """
        topic = self.discourse.current()
        if topic is not None and len(topic.codes) > MOST_SHARED:
            return None  # a long list of countries is nobody's topic
        title = self.discourse.title
        several = topic is not None and len(topic.codes) > 1 and self.number - topic.sentence > 1
        one = title is not None and len(title.codes) == 1 and self.discourse.header is None
        if one and (titled or several):
            topic = title
        return Subject(topic.codes, None, assumed=True, context=self.context_of(topic)) if topic else None

    def speaks(self, actor: Actor) -> bool:
        """Return whether a person stands before, or right behind, a word of saying or deciding."""
        return self.is_subject(actor) and any(item.has("modal") for item in self.after(actor.last, 8))

    def is_agent(self, actor: Actor) -> bool:
        """Return whether an actor stands in subject position for a country other than a host."""
        return bool(actor.codes) and not is_host(actor.codes[0]) and self.is_subject(actor)

    def phrase_before(self, index: int, reach: int) -> NounPhrase | None:
        """Return the nearest noun phrase before an item, but none inside a clause that only describes."""
        phrase = super().phrase_before(index, reach)
        return None if phrase is not None and self.inside_relative(phrase.first, index) else phrase

    @property
    def opening(self) -> list[Item]:
        """What stands before the first comma; empty where there is none."""
        comma = next((i for i, item in enumerate(self.items) if item.text == ","), 0)
        return self.items[:comma]

    @property
    def source_end(self) -> int:
        """Where the sentence goes on behind ``Theo Bộ Quốc phòng Italy,``; 0 where no source opens it."""
        comma = len(self.opening)
        return comma + 1 if 0 < comma <= SOURCE and self.items[0].among("according-to") else 0

    @property
    def seat(self) -> tuple[str, ...]:
        """The country in whose capital a sentence is set: ``Tại Warsaw, chính phủ mới ...``."""
        first = 1 if self.items[0].has("break") else 0
        at, city, comma = self.item(first), self.item(first + 1), self.item(first + 2)
        if at is None or city is None or comma is None or not at.has("in") or comma.text != ",":
            return ()
        code = city.tags.get("country")
        return (code,) if code is not None and not is_host(code) else ()

    @property
    def recent_force(self) -> Topic | None:
        """The armed force named at most two sentences ago, or None."""
        force = self.discourse.force
        near = force is not None and force.armed and self.number - force.sentence <= RECENT
        return force if near else None

    def told_within(self, sentences: int) -> str | None:
        """Return the last action told, where that was at most so many sentences ago, or None."""
        before = self.discourse.last_action_sentence
        near = before is not None and self.number - before <= sentences
        return self.discourse.last_action if near else None

    # What candidates stand for

    def meant_by(self, actor: Actor) -> Subject | None:
        """Return for which countries an actor stands, None where nothing says so."""
        return self._of_actor(actor)

    def _resolved(self, candidate: Actor | NounPhrase) -> Subject | None:
        if isinstance(candidate, NounPhrase):
            return self._of_phrase(candidate)
        return self._of_actor(candidate)

    def _of_phrase(self, phrase: NounPhrase) -> Subject | None:
        if phrase.codes:
            return Subject(phrase.codes, phrase.first, phrase=phrase)
        if phrase.kind in {"coalition", "allies"} or phrase.owner == "many":
            return Subject((), phrase.first, phrase=phrase, alliance=True)
        if phrase.owner in {"country", "they"}:
            antecedent = self._of_us(phrase) or self.antecedent(phrase.owner, phrase.first)
            if antecedent:
                return replace(antecedent, first=phrase.first, phrase=phrase)
        return None

    def _of_us(self, phrase: NounPhrase) -> Subject | None:
        """``quân đội của chúng ta``: of whom the pronoun means."""
        ours = self.items[phrase.last].among("we")
        return self._we(Actor(phrase.last, phrase.last, "pronoun", pronoun="they")) if ours else None

    def _of_actor(self, actor: Actor) -> Subject | None:
        match actor.kind:
            case "country":
                return Subject(actor.codes, actor.first, actor)
            case "public":
                return Subject((), actor.first, actor, public=True)
            case "alliance":
                return Subject((), actor.first, actor, alliance=True)
            case "pronoun":
                return self._of_pronoun(actor)
            case "name":
                return self._of_name(actor)
            case _:
                return self._of_person(actor)

    def _of_pronoun(self, actor: Actor) -> Subject | None:
        """``ông``, ``họ``, ``nước này``, ``lực lượng này``."""
        if actor.pronoun == "person":
            return self._of_he(actor)
        if opens_apposition(self.items, actor.first - 1):
            state = next((a for a in self.actors if a.last == actor.first - 2 and a.kind == "country"), None)
            if state is not None:
                return self._of_actor(state)  # ``Tonga, quốc đảo có 400 quân, ...``
        force = self.discourse.force
        inside = self._force_inside(actor) if actor.pronoun == "force" else None
        if inside is not None:
            return replace(inside, first=actor.first)
        if actor.pronoun == "force" and force is not None:
            return self._of_force(force, actor)
        if actor.pronoun == "they" and force is not None and not force.codes and actor.first <= OPENS:
            return self._of_force(force, actor)
        quoted = self._we(actor) if self.items[actor.first].among("we") else None
        antecedent = quoted or self.antecedent(actor.pronoun or "", actor.first)
        if antecedent is None:
            return None
        return replace(antecedent, first=actor.first, actor=antecedent.actor or actor)

    def _force_inside(self, actor: Actor) -> Subject | None:
        """``giảm 10% trong tổng số 2.900 binh sĩ và đưa hết số này về nước``: the force counted before."""
        counted = [p for p in self.phrases_before(actor.first) if p.is_force and p.quantity is not None]
        return self._of_phrase(counted[-1]) or self.subject(counted[-1].first) if counted else None

    def _of_force(self, force: Topic, actor: Actor) -> Subject:
        context = self.context_of(force)
        return Subject(force.codes, actor.first, actor, alliance=not force.codes, context=context)

    def _we(self, actor: Actor) -> Subject | None:
        """``"Chúng tôi sẽ ở lại"``: who says so behind the words, else who spoke in the last sentences."""
        quoted, speaker = self._quoted(actor), self.discourse.last_speaker
        said = any(i.text in {'"', "“"} for i in self.items[: actor.first])
        if quoted is not None or speaker is None or not said or not speaker.codes:
            return quoted
        return Subject(
            speaker.codes, actor.first, actor, side=speaker.side, context=self.introduction_of(speaker)
        )

    def _quoted(self, actor: Actor) -> Subject | None:
        """``"Chúng tôi sẽ ở lại", Ngoại trưởng Ba Lan nói``: who speaks behind the words is meant."""
        for speaker in self.actors:
            named = speaker.kind in {"person", "name", "office"} and speaker.first > actor.last
            if named and self.items[speaker.first - 1].text in {",", '"'}:
                said = any(item.has("modal", "announce") for item in self.after(speaker.last, 6))
                return self._of_actor(speaker) if said else None
        return None

    def _of_he(self, actor: Actor) -> Subject | None:
        """``ông``: the person named before in the sentence, else who spoke last."""
        inside = self.person_before(actor)
        if inside is not None:
            return self._of_actor(inside)
        speaker = self.discourse.last_speaker
        if speaker is None:
            return None
        named = replace(actor, name=speaker.name)
        if speaker.codes:
            context = self.introduction_of(speaker)
            return Subject(speaker.codes, actor.first, named, side=speaker.side, context=context)
        return self._assumed(named, speaker.side)

    def person_before(self, actor: Actor) -> Actor | None:
        """Return the nearest person before a pronoun in the same sentence."""
        people = (a for a in reversed(self.actors) if a.last < actor.first)
        return next((a for a in people if a.kind == "person" or self._is_known_name(a)), None)

    def _is_known_name(self, actor: Actor) -> bool:
        """``Ông Howard``: a name that somebody bears who was introduced, or is known."""
        known = self.discourse.known(actor.name or "") if actor.kind == "name" else None
        return known is not None and bool(known.codes)

    def antecedent(self, pronoun: str, index: int) -> Subject | None:
        """Return whom ``họ`` or ``nước này`` means: the nearest country before it, else the topic."""
        located = None
        if pronoun == "country":
            located = self._located(index) or self._of_his(index) or self._of_embassy(index)
        if located is not None:
            return located
        many = self._many_before(index) if pronoun == "they" else None
        if many is not None:
            allied = many.kind == "coalition"
            return Subject((), many.first, phrase=many, alliance=allied, public=not allied)
        agent = next(
            (a for a in sorted(self.actors, key=lambda a: -a.last) if self._is_meant(a, pronoun, index)), None
        )
        army = self._army_before(index, pronoun)
        if agent is not None and (army is None or army.last < agent.first):
            side = agent.side if agent.kind == "person" else "government"
            return Subject(agent.codes, agent.first, agent, side=side)
        if army is not None:
            return self._of_phrase(army)
        speaker = self._speaker_before(index) if pronoun == "country" else None
        if speaker is not None:
            return speaker
        topic = self.default_subject()
        several = topic is not None and len(topic.codes) > 1 and pronoun == "country"
        return self._speakers_country() if several else topic

    def _located(self, index: int) -> Subject | None:
        """``quốc gia Bắc Âu``: the country of that region that was named last."""
        near = self.items[index : index + APPOSED]
        epithet = next((i.text for i in near if i.has("pronoun", "country")), "")
        lands = lands_of(epithet)
        topic = self.discourse.current()
        if not lands or (topic is not None and len(topic.codes) == 1 and topic.codes[0] in lands):
            return None
        before = [code for code, _ in self.discourse.named]
        inside = [c for first, g in self.groups.items() if first < index for c in g.codes]
        meant = next((c for c in reversed([*before, *inside]) if c in lands), None)
        return Subject((meant,), None, assumed=True) if meant is not None else None

    def _of_embassy(self, index: int) -> Subject | None:
        """``Đại sứ quán Mỹ ở Tbilisi cho biết quân số của nước này ...``: of the land where it is."""
        for place in self.places_before(index, SOURCE):
            group = self.groups.get(place)
            seated = group is not None and self.items[place - 1].among("at") and not is_host(group.codes[0])
            if group is not None and seated and any(i.among("embassy") for i in self.before(place, APPOSED)):
                return Subject(group.codes, None, assumed=True)
        return None

    def _speaker_before(self, index: int) -> Subject | None:
        """``Tổng thống Sarkozy cho biết nước này ...``: of a person whose country was told before."""
        before = (a for a in reversed(self.actors) if a.last < index and a.kind in {"person", "name"})
        person = next((a for a in before if self.speaks(a)), None)
        known = self.discourse.known(person.name or "") if person is not None else None
        meant = self._of_actor(person) if person is not None and known is not None and known.codes else None
        return replace(meant, first=None, actor=None, assumed=True) if meant is not None else None

    def _of_his(self, index: int) -> Subject | None:
        """``Phát biểu của Tổng thống Pakistan rằng nước ông ...``: of the person, whatever the position."""
        his = self.items[index].among("his-country")
        person = self.person_before(Actor(index, index, "pronoun")) if his else None
        return self._of_actor(person) if person is not None else None

    def _speakers_country(self) -> Subject | None:
        """``Ông cho biết 1.300 binh sĩ nước này ...``: one of several countries, that of who speaks."""
        speaker = self.discourse.last_speaker
        if speaker is None or len(speaker.codes) != 1:
            return None
        return Subject(speaker.codes, None, assumed=True, context=self.introduction_of(speaker))

    def _is_meant(self, actor: Actor, pronoun: str, index: int) -> bool:
        """A country's agent before the pronoun; ``nước này`` is one country."""
        return actor.last < index and (len(actor.codes) == 1 or pronoun == "they") and self.is_agent(actor)

    def _army_before(self, index: int, pronoun: str) -> NounPhrase | None:
        """``đối với quân đội Mỹ ..., họ mất 137 người``; ``13 người Ukraina ... kể từ khi nước này ...``."""
        named = [p for p in self.phrases_before(index) if p.codes and not is_host(p.codes[0])]
        if pronoun == "they":
            beside = {p.first for p in named if any(i.among("alongside") for i in self.before(p.first, 1))}
            named = [p for p in named if p.is_force and p.first not in beside]
        return named[-1] if named and (pronoun == "they" or len(named[-1].codes) == 1) else None

    def _many_before(self, index: int) -> NounPhrase | None:
        """``20 nước Hồi giáo tuyên bố họ ...``: many nations, an alliance or other people named last."""
        kinds = {"vague_nations", "coalition", "civilian", "enemy"}
        many = next((p for p in reversed(self.phrases_before(index)) if p.kind in kinds), None)
        nearer = many is not None and any(
            many.last < a.first < index for a in self.actors if self.is_agent(a)
        )
        return None if nearer or many is None or many.first < 1 else many

    def _of_name(self, actor: Actor) -> Subject | None:
        """``Blair``: somebody introduced before, or a statesman of the time."""
        speaker = self.discourse.known(actor.name or "")
        if speaker is None:
            return None
        if speaker.codes:
            context = self.introduction_of(speaker)
            return Subject(speaker.codes, actor.first, actor, side=speaker.side, context=context)
        return self._assumed(actor, speaker.side)

    def _of_person(self, actor: Actor) -> Subject | None:
        """``Tổng thống Mỹ``, ``Ngoại trưởng``: of the country named, else of the one understood."""
        if not actor.codes and actor.kind == "office" and self._is_one_of_several(actor):
            return Subject((), actor.first, actor, public=True)
        if actor.codes:
            return Subject(actor.codes, actor.first, actor, side=actor.side)
        if (led := self._of_leader(actor)) is not None:
            return led
        known = self.discourse.known(actor.name or "") if actor.kind == "person" else None
        if known is not None and known.codes:
            side = known.side if actor.side == "government" else actor.side
            return Subject(known.codes, actor.first, actor, side=side, context=self.introduction_of(known))
        if actor.kind == "person" and self.items[actor.first].among("alliance-title"):
            return Subject((), actor.first, actor, alliance=True)
        found = self._assumed(actor, actor.side, titled=True)
        if found is None and actor.side == "report":
            return Subject((), actor.first, actor, side=actor.side, public=True)
        return found

    def _of_leader(self, office: Actor) -> Subject | None:
        """``Chính phủ của bà Clark``: the office is of the country of who leads it."""
        of = self.item(office.last + 1)
        leader = next((a for a in self.actors if a.first == office.last + 2), None)
        if office.kind != "office" or of is None or leader is None or not of.among("of"):
            return None
        he = leader.pronoun == "person"  # ``chính phủ của ông``
        meant = self._of_actor(leader) if he or leader.kind in {"name", "person"} else None
        return replace(meant, first=office.first, actor=office) if meant is not None and meant.codes else None

    def _is_one_of_several(self, actor: Actor) -> bool:
        """``một số chính phủ``: nobody in particular."""
        return actor.first > 0 and self.items[actor.first - 1].among("several")

    def _assumed(self, actor: Actor, side: str, titled: bool = False) -> Subject | None:
        """The country understood, for an actor whose own is not named."""
        if self.seat and actor.kind in {"office", "person"}:
            return Subject(self.seat, actor.first, actor, side=side)
        agents = [a for a in self.actors if a.last < actor.first and self.is_agent(a) and len(a.codes) == 1]
        alone = actor.kind == "office" and side != "report" and not self.owns_decision(actor.first)
        awaited = (
            alone
            and bool(agents)
            and any(i.among("awaits") for i in self.between(agents[-1].last, actor.first))
        )
        if alone and agents and (agents[-1].kind == "office" or (awaited and agents[-1].kind == "country")):
            return Subject(
                agents[-1].codes, actor.first, actor, side=side, assumed=True
            )  # ``chính phủ Anh trình quốc hội``
        theirs = self._of_own_force(actor) if alone else None
        found = theirs or self.default_subject(titled)
        return replace(found, first=actor.first, actor=actor, side=side) if found else None

    def _of_own_force(self, office: Actor) -> Subject | None:
        """``380 binh sĩ Bulgaria về nước, nhưng chính phủ ...``: of the one country whose force opens."""
        force = next((p for p in self.phrases if p.is_force), None)
        named = {c for g in self.groups.values() if g.last < office.first for c in g.codes if not is_host(c)}
        if force is None or force.first > OPENS or len(force.codes) != 1 or named != set(force.codes):
            return None
        return None if is_host(force.codes[0]) else Subject(force.codes, None, assumed=True)
