"""What ``coalition extract --explain`` prints: each sentence as the rules saw it."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import asdict
from textwrap import wrap
from typing import Any

from coalition_kg.confidence import shipped_confidence
from coalition_kg.extract.explain import Blocked, Clause, Explanation, Mention, State, Tried, TypedSpan
from coalition_kg.flat import to_flat
from coalition_kg.model import Fact

WIDTH = 100
# The columns of the text: where a section starts, its entries, and what goes on of an entry.
SECTION, ENTRY, FURTHER = 2, 11, 13
# How a fact was found, or told by its quote.
HIDDEN = {"article", "sentence", "start", "end", "quote", "rule", "context"}


def is_chosen(explained: Explanation, which: str) -> bool:
    """Return whether a sentence is among those where a rule ``fired``, was ``tried``, or among ``all``."""
    return which == "all" or bool(explained.tried if which == "tried" else explained.facts)


# As a record


def to_record(explained: Explanation, kept: Container[Fact]) -> dict[str, Any]:
    """Return an explanation as a JSON object, its facts as flat records; those not ``kept`` say so."""
    record = asdict(explained)
    for shown, tried in zip(record["tried"], explained.tried, strict=True):
        shown["facts"] = [to_flat(f) | ({} if f in kept else {"left_out": True}) for f in tried.facts]
        for fact in shown["facts"]:
            fact["confidence"] = shipped_confidence(fact["rule"])
    return record


# As text


def lines(explained: Explanation, kept: Container[Fact]) -> Iterator[str]:
    """Yield the lines of an explanation, at most 100 columns wide where no single word is wider.

    Facts that are not among those ``kept`` are told to be left out.
    """
    sentence = explained.sentence
    title = " (title)" if explained.is_title else ""
    yield f"{sentence.article}, sentence {sentence.number}{title}, {sentence.start}-{sentence.end}"
    yield from _wrapped(" " * SECTION, sentence.text, SECTION)
    yield from _section("state", _told_state(explained.state) if explained.state is not None else [])
    yield from _section("spans", map(_told_span, explained.spans))
    yield from _section("clauses", map(_told_clause, explained.clauses))
    yield from _section("rules", _told_rules(explained, kept))


def _section(name: str, entries: Iterable[str]) -> Iterator[str]:
    """The entries below each other, the section's name before the first."""
    heading = f"{' ' * SECTION}{name}"
    for entry in entries:
        yield from _wrapped(f"{heading:<{ENTRY}}", entry, FURTHER)
        heading = ""


def _wrapped(heading: str, text: str, further: int) -> list[str]:
    return wrap(
        text,
        WIDTH,
        initial_indent=heading,
        subsequent_indent=" " * further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _told_state(state: State) -> Iterator[str]:
    theatre = state.theatre or "none"
    known = {"section": state.section, "topic": state.topic, "last force": state.force}
    told = {**known, "last speaker": state.speaker}
    yield "; ".join([f"theatre {theatre}", *(f"{name} {_told_mention(who)}" for name, who in told.items())])


def _told_mention(mention: Mention | None) -> str:
    return "none" if mention is None else f"{mention.name or 'an alliance'} (sentence {mention.sentence})"


def _told_span(span: TypedSpan) -> str:
    meaning = "" if span.meaning == span.type else f" = {span.meaning}"
    return f"{_place(span):<11}  {span.type:<12}  «{span.text}»{meaning}"


def _told_clause(clause: Clause) -> str:
    opened = f"  (opened by a word of {clause.opened_by})" if clause.opened_by is not None else ""
    return f"{_place(clause):<11}  «{clause.text}»{opened}"


def _place(where: TypedSpan | Clause | Blocked) -> str:
    return f"{where.start}-{where.end}"


def _told_rules(explained: Explanation, kept: Container[Fact]) -> list[str]:
    """What came of each rule that was tried, in the order in which they read."""
    if explained.unread is not None:
        return [f"none read it: {explained.unread}"]
    told = [line for tried in explained.tried for line in _told_rule(tried, kept)]
    return told or ["none found a word or number of its own"]


def _told_rule(tried: Tried, kept: Container[Fact]) -> Iterator[str]:
    for fact in tried.facts:
        yield f"{tried.rule:<10}  fired    {_told_fact(fact, fact in kept)}"
    for blocked in tried.blocked:
        yield f"{tried.rule:<10}  blocked  {_place(blocked)} «{blocked.text}»: {blocked.reason}"


def _told_fact(fact: Fact, is_kept: bool) -> str:
    record, found = to_flat(fact), fact.evidence
    told = {slot: value for slot, value in record.items() if slot not in HIDDEN}
    slots = " ".join(f"{k}={v}" for k, v in told.items() if v is not None and v is not False)
    confidence = shipped_confidence(found.rule)
    sure = "unmeasured" if confidence is None else f"confidence {confidence:.3f}"
    context = "".join(f", with sentence {number}" for number in found.context)
    rule = f"{found.rule} ({sure}){context}{'' if is_kept else ', left out'}"
    return f"{found.start}-{found.end} «{found.quote}»: {slots}; by {rule}"
