"""The explainer: the extractor's own reading of an article, looked at sentence by sentence."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from coalition_kg.extract.discourse import Discourse, Speaker, Topic, main_theatre
from coalition_kg.extract.explain.reasons import Reason
from coalition_kg.extract.explain.records import Blocked, Explanation, Mention, State, Tried
from coalition_kg.extract.explain.spans import clauses, typed_spans
from coalition_kg.extract.explain.triggers import FAMILIES, Trigger, covers, triggers
from coalition_kg.extract.explain.watch import Log, watching
from coalition_kg.extract.extractor import Extractor
from coalition_kg.extract.items import TypedSentence, typed
from coalition_kg.extract.lexicon import names_theatre
from coalition_kg.extract.reading import Reading
from coalition_kg.extract.rules import RULES, Rule
from coalition_kg.extract.view import View
from coalition_kg.model import Article, Fact, Span
from coalition_kg.segment import is_masked, sentences


def explain(article: Article) -> Iterator[Explanation]:
    """Yield an explanation of each sentence of an article, those that no rule reads included.

    The facts in them are those of ``Extractor().facts(article)``, by the same code.
    """
    onlooker = _Onlooker()
    facts = iter(list(Extractor().facts(article, onlooker.read)))
    masked = is_masked(article.text)
    read = [typed(sentence, masked, article.published) for sentence in sentences(article)]
    placed = names_theatre(article.text) and main_theatre(read) is not None
    for sentence in read:
        seen = onlooker.seen.get(sentence.sentence.number)
        yield _settled(seen, facts) if seen is not None else _unread(sentence, placed)


class _Onlooker:
    """Runs the rules as the extractor does, and keeps what they did."""

    def __init__(self) -> None:
        self.seen: dict[int, Explanation] = {}

    def read(self, view: View) -> Iterator[Fact]:
        state, openings = _state(view.discourse), set[int]()
        tried = []
        for rule in RULES:
            with watching() as log:
                facts = tuple(rule.find(view))
            tried.append(Tried(rule.name, facts, tuple(_blocked(view, rule, facts, log))))
            openings |= log.openings
        told = tuple(one for one in tried if one.facts or one.blocked)
        sentence = view.typed.sentence
        self.seen[sentence.number] = Explanation(
            sentence, view.typed.is_title, state, typed_spans(view), clauses(view, openings), told
        )
        for one in tried:
            yield from one.facts


def _settled(seen: Explanation, facts: Iterator[Fact]) -> Explanation:
    """Return an explanation with its facts as the extractor gives them in the end, in the same order.

    What a title says is settled only by the text behind it.
    """
    tried = tuple(replace(one, facts=tuple(islice(facts, len(one.facts)))) for one in seen.tried)
    return replace(seen, tried=tried)


def _state(discourse: Discourse) -> State:
    return State(
        discourse.theatre,
        _named(discourse.header),
        _named(discourse.topic),
        _named(discourse.force),
        _named(discourse.last_speaker),
    )


def _named(known: Topic | Speaker | None) -> Mention | None:
    if known is None:
        return None
    codes = "+".join(known.codes)
    if isinstance(known, Topic):
        return Mention(codes, known.sentence)
    return Mention(f"{known.name} ({codes})" if codes else known.name, known.sentence)


def _blocked(view: View, rule: Rule, facts: tuple[Fact, ...], log: Log) -> Iterator[Blocked]:
    for trigger, span in triggers(rule.name, view):
        reason = _reason(view, rule, facts, log, trigger, span)
        if reason is not None:
            yield Blocked(span.start, span.end, span.text, reason)


def _reason(
    view: View, rule: Rule, facts: tuple[Fact, ...], log: Log, trigger: Trigger, span: Span
) -> Reason | None:
    """Why no fact came of a trigger; None where one did, or where the rule never looked."""
    if view.typed.is_question:
        return Reason.QUESTION
    if any(FAMILIES[rule.name].settles(fact.evidence, span) for fact in facts):
        return None
    told = log.at(trigger.place)
    if told is not None:
        return told
    if any(covers(fact.evidence, span) for fact in facts):
        return None
    return log.of_sentence() or log.beyond(trigger.place) or trigger.otherwise


def _unread(sentence: TypedSentence, placed: bool) -> Explanation:
    """A sentence that no rule reads; ``placed`` where its article has a theatre."""
    reason = Reason.IN_PASSING if placed else Reason.NO_THEATRE
    view = Reading(sentence, Discourse(None), None)
    return Explanation(
        sentence.sentence,
        sentence.is_title,
        None,
        typed_spans(view),
        clauses(view),
        unread=Reason.LINK if sentence.is_link else reason,
    )
