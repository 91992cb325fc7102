"""Facts as flat records, the view of them that a spreadsheet could hold, and back again."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from coalition_kg.errors import RecordError
from coalition_kg.model import (
    Casualty,
    Commitment,
    DateMention,
    Deployment,
    Evidence,
    Fact,
    Quantity,
    RoleAssignment,
    SectorCommand,
    SectorMembership,
    Span,
    Stance,
    StrengthReport,
)

Flat = dict[str, Any]

TYPES: dict[str, type[Fact]] = {
    "Strength": StrengthReport,
    "SectorCommand": SectorCommand,
    "SectorMembership": SectorMembership,
    "Deployment": Deployment,
    "Role": RoleAssignment,
    "Casualty": Casualty,
    "Commitment": Commitment,
    "Stance": Stance,
}
NAMES = {cls: name for name, cls in TYPES.items()}

# Record fields whose flat name differs from the field's own.
RENAMED = {"place": "place_text"}
DATES = {"date", "as_of"}


def type_name(fact: Fact) -> str:
    """Return the flat type name of a fact, ``Strength`` for a StrengthReport."""
    return NAMES[type(fact)]


def to_flat(fact: Fact) -> Flat:
    """Return the flat record of a fact; slots that are None or False by default are left out."""
    evidence = fact.evidence
    record: Flat = {
        "article": evidence.article,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "type": type_name(fact),
        "country": fact.country,
    }
    for field in fields(fact):
        if field.name not in {"evidence", "country"}:
            record.update(_flat_slot(field.name, getattr(fact, field.name)))
    record["sentence"] = evidence.sentence
    record["rule"] = evidence.rule
    record["context"] = sorted(set(evidence.context))
    return record


def _flat_slot(name: str, value: Any) -> Flat:
    if isinstance(value, Quantity):
        bounds = {"lower": value.lower, "upper": value.upper}
        stated = {"value": value.value, "qualifier": value.qualifier, "redacted": value.redacted}
        return stated | {k: v for k, v in bounds.items() if v is not None}
    if name in DATES:
        return _flat_date(name, value)
    if isinstance(value, Span):
        return {name: value.text, f"{name}_start": value.start, f"{name}_end": value.end}
    if isinstance(value, tuple):
        return {name: sorted(set(value))}  # areas are a set: the graph keeps no order
    if value is None and name != "theatre":
        return {}
    return {RENAMED.get(name, name): value}


def _flat_date(name: str, value: DateMention | None) -> Flat:
    if value is None:
        return {}
    record: Flat = {name: value.edtf, f"{name}_text": value.text}
    return record | ({f"{name}_redacted": True} if value.redacted else {})


def from_flat(record: Flat) -> Fact:
    """Return the fact of a flat record; raise RecordError where it has no known type or lacks a slot."""
    cls = TYPES.get(record.get("type", ""))
    if cls is None:
        known = ", ".join(TYPES)
        raise RecordError(f"{_where(record)}: unknown fact type {record.get('type')!r}; use one of {known}")
    try:
        slots = {f.name: _slot(f.name, record) for f in fields(cls) if f.name != "evidence"}
        return cls(evidence=_evidence(record), **{k: v for k, v in slots.items() if v is not _MISSING})
    except (KeyError, TypeError) as error:
        raise RecordError(
            f"{_where(record)}: incomplete {record['type']} record: {error}; see ANNOTATION.md"
        ) from error


_MISSING: Any = object()


def _slot(name: str, record: Flat) -> Any:
    if name in READERS:
        return READERS[name](record)
    if name in DATES:
        return _date(name, record)
    return record.get(RENAMED.get(name, name), _MISSING)


def _quantity(record: Flat) -> Quantity | None:
    if not {"value", "qualifier"} & record.keys():
        return None
    return Quantity(
        record.get("value"),
        record.get("qualifier", "exact"),
        record.get("redacted", False),
        record.get("lower"),
        record.get("upper"),
    )


def _condition(record: Flat) -> Span | None:
    text = record.get("condition")
    return None if text is None else Span(record["condition_start"], record["condition_end"], text)


# Slots that are not one plain value of the record, or that may be missing from it.
READERS: dict[str, Callable[[Flat], Any]] = {
    "quantity": _quantity,
    "condition": _condition,
    "area": lambda record: tuple(record.get("area", ())),
    "country": lambda record: record.get("country"),
    "theatre": lambda record: record.get("theatre"),
}


def _date(name: str, record: Flat) -> DateMention | None:
    edtf = record.get(name)
    text = record.get(f"{name}_text", edtf)
    return None if text is None else DateMention(text, edtf, record.get(f"{name}_redacted", False))


def _evidence(record: Flat) -> Evidence:
    return Evidence(
        article=record["article"],
        sentence=record.get("sentence", 0),
        start=record["start"],
        end=record["end"],
        quote=record["quote"],
        rule=record.get("rule", "given"),
        context=tuple(record.get("context", ())),
    )


def _where(record: Flat) -> str:
    return f"{record.get('article', '?')} at {record.get('start', '?')}"


def order(record: Flat) -> tuple[Any, ...]:
    """Return the sort key of a flat record: article, evidence, type, then every slot."""
    place = (record["article"], record["start"], record["end"], record["type"], record["country"] or "")
    return (*place, json.dumps(record, ensure_ascii=False, sort_keys=True))


def to_jsonl(records: Iterable[Flat]) -> Iterable[str]:
    """Yield each record as one line of JSON, with its line end."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False) + "\n"
