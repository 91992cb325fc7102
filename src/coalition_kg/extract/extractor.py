"""The extractor: sentences in, facts out, with a state of discourse between them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from coalition_kg.extract.actors import Actor
from coalition_kg.extract.discourse import Discourse, Speaker, Topic, main_theatre
from coalition_kg.extract.grounded import grounded
from coalition_kg.extract.headlines import settled
from coalition_kg.extract.items import TypedSentence, is_host, typed
from coalition_kg.extract.lexicon import names_theatre
from coalition_kg.extract.partial import in_part
from coalition_kg.extract.phases import of_their_time
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.rules import RULES
from coalition_kg.extract.view import OPENS, View
from coalition_kg.model import Article, Fact
from coalition_kg.segment import is_masked, sentences

# How far into a sentence the pronoun may stand that goes on about the last one's force.
OPENING = 6
# How the rules are run on a sentence; one that also looks on makes an explanation.
Reader = Callable[[View], Iterator[Fact]]


def read_by_rules(view: View) -> Iterator[Fact]:
    """Yield the facts of a sentence, rule by rule in their order."""
    for rule in RULES:
        yield from rule.find(view)


class Extractor:
    """Finds the facts of articles; one object serves any number of them."""

    def facts(self, article: Article, reader: Reader = read_by_rules) -> Iterator[Fact]:
        """Yield the facts of an article in the order of its sentences."""
        if not names_theatre(article.text):
            return
        masked = is_masked(article.text)
        read = [typed(sentence, masked, article.published) for sentence in sentences(article)]
        theatre = main_theatre(read)
        if theatre is None:
            return
        discourse = Discourse(theatre.code, in_passing=theatre.passing)
        pairs = zip(read, [*read[1:], None], strict=True)
        found = [fact for pair in pairs for fact in _sentence_facts(*pair, discourse, reader)]
        told = in_part(of_their_time(settled(found, discourse.headlines)))
        yield from grounded(told, discourse.named)


def _sentence_facts(
    sentence: TypedSentence, following: TypedSentence | None, discourse: Discourse, reader: Reader
) -> Iterator[Fact]:
    if sentence.is_link:
        return
    if sentence.header is not None:
        discourse.header = Topic((sentence.header,), sentence.sentence.number)
    view = View(sentence, discourse, following)
    _remember_people(view)
    if not discourse.in_passing or view.means_theatre():
        yield from reader(view)
    _remember(view)


def _remember_people(view: View) -> None:
    """Keep the persons of a sentence, so that a family name or ``ông`` is understood later."""
    for actor in view.actors:
        if actor.kind == "person" and actor.name and actor.name[:1].isupper():
            speaker = Speaker(actor.name, _country_of(view, actor, actor.name), actor.side, view.number)
            view.discourse.remember(speaker, view.speaks(actor))


def _goes_on_about_it(view: View) -> bool:
    """``Lực lượng mới gồm công binh và lính chiến đấu``: a force without a name is the one spoken of."""
    others = any(p.kind in {"host", "enemy", "civilian", "coalition"} for p in view.phrases)
    return not others and any(p.is_force and p.first <= OPENS for p in view.phrases)


def _still_meant(view: View, others: list[int]) -> tuple[str, ...]:
    """``Nhiệm vụ của họ là bảo vệ công binh Nhật``: a pronoun that opens goes on about its country."""
    force = view.discourse.force
    first = min(others, default=None)
    pronoun = next((a for a in view.actors if a.pronoun in {"they", "force"} and a.first <= OPENING), None)
    if first is None or force is None or not force.armed or pronoun is None or pronoun.first > first:
        return ()
    meant = view.meant_by(pronoun)
    known = meant is not None and len(meant.codes) == 1 and not meant.is_host
    return meant.codes if meant is not None and known else ()


def _first_named(agents: list[Actor], armies: list[NounPhrase]) -> tuple[str, ...]:
    """``Đơn vị của Hungary ... dưới quyền chỉ huy của Ba Lan``: who opens the sentence is its topic."""
    opening = [p for p in armies if p.first <= OPENS and (not agents or p.last < agents[0].first)]
    return (opening or agents or armies)[0].codes


def _country_of(view: View, actor: Actor, name: str) -> tuple[str, ...]:
    """The country of a person: the one named, else the sentence's nearest, else the topic's."""
    if actor.codes or view.discourse.known(name) is not None:
        return actor.codes
    if view.seat and view.is_agent(replace(actor, codes=view.seat)):
        return view.seat
    inside = [a.codes for a in view.actors if a.codes and a.last < actor.first and view.is_agent(a)]
    topic = view.discourse.current()
    return inside[-1] if inside else topic.codes if topic else ()


def _remember(view: View) -> None:
    """Keep what the next sentence may point back to."""
    discourse = view.discourse
    for group in view.groups.values():
        discourse.named.extend((code, view.number) for code in group.codes)
    discourse.named.extend((code, view.number) for actor in view.actors for code in actor.codes)
    agents = [a for a in view.actors if view.is_agent(a)]
    armies = [p for p in view.phrases if p.codes and p.is_force and not is_host(p.codes[0])]
    armies = [p for p in armies if not (view.is_served(p) or view.is_landlord(p))] or (
        [] if agents or len(armies) == 1 else armies
    )
    allied = any(p.kind == "coalition" for p in view.phrases)
    meant = _still_meant(view, [a.first for a in agents] + [p.first for p in armies])
    if meant:
        discourse.force = Topic(meant, view.number, armed=True)
        discourse.topic = Topic(meant, view.number)
    elif allied and not armies and not agents:
        discourse.force = Topic((), view.number, armed=True)
    elif armies or agents:
        armed = bool(armies) or any(p.is_force and (p.quantity or p.owner == "country") for p in view.phrases)
        armed = armed or any(i.has("own") for i in view.items)
        discourse.force = Topic((armies or agents)[0].codes, view.number, armed=armed)
        discourse.topic = Topic(_first_named(agents, armies), view.number)
        if view.typed.is_title:
            discourse.title = discourse.topic
    elif discourse.header is not None and discourse.header.sentence == view.number:
        discourse.force = discourse.header
    elif discourse.force is not None and _goes_on_about_it(view):
        discourse.force = replace(discourse.force, sentence=view.number, armed=True)
