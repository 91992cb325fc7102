"""Soldiers by rank and name: one right before the word, and those whom ``và`` joins to another loss."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coalition_kg.extract.frames.victims import ONE, Loss
from coalition_kg.extract.items import is_host
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, View

# How far before the word the soldier may end.
CLOSE = 4


def ranked_loss(view: View, mark: Mark) -> Loss | None:
    """Return the loss of ``hạ sĩ X của Tây Ban Nha bị bắn chết``, or None where no soldier is named."""
    end = mark.first - 1
    while end > max(0, mark.first - CLOSE) and view.items[end].has_any("modal", "still"):
        end -= 1
    inside = _ranked(view, end)
    if inside is not None:
        return Loss(inside, mark, ONE, inside.codes) if inside.codes else None
    group = next((g for g in view.groups.values() if g.last == end), None)
    owned = group is not None and group.first > 1 and view.items[group.first - 1].among("of")
    if group is None or not owned or len(group.codes) > 1 or is_host(group.codes[0]):
        return None
    soldier = _ranked(view, group.first - 2)
    return Loss(replace(soldier, last=end), mark, ONE, group.codes) if soldier is not None else None


def with_joined(view: View, head: Loss, losses: Sequence[Loss]) -> Iterator[Loss]:
    """Yield the losses of a noun phrase, then those joined before it; one country is of all."""
    joined = list(_joined(view, head))
    theirs = next((j.codes for j in joined if j.codes != (None,)), None)
    for loss in losses:
        yield replace(loss, codes=theirs) if theirs and loss.codes == (None,) else loss
    yield from joined


def _joined(view: View, loss: Loss) -> Iterator[Loss]:
    """Those of ``Trung sĩ X và hạ sĩ Y thiệt mạng`` that stand before a loss; one country is of all."""
    first = _start(view, loss.phrase)
    found: list[NounPhrase] = []
    while first >= 2 and (view.items[first - 1].has("and") or (found and view.items[first - 1].joins)):
        soldier = _ranked(view, first - 2)
        if soldier is None:
            break
        found.append(soldier)
        first = soldier.first
    known = next((s.codes for s in found if s.codes), loss.codes)
    for soldier in found:
        yield Loss(soldier, loss.mark, ONE, soldier.codes or known)


def _start(view: View, phrase: NounPhrase) -> int:
    """Where the rank stands before a name."""
    rank = next((p for p in view.phrases if p.last == phrase.first - 1 and p.kind == "person"), None)
    return rank.first if rank is not None and view.items[rank.first].among("rank") else phrase.first


def _ranked(view: View, end: int) -> NounPhrase | None:
    """The soldier by rank and name who ends at an item."""
    whole = next((p for p in view.phrases if p.last == end), None)
    if whole is not None and _has_rank(view, whole) and view.items[whole.noun + 1 : whole.last + 1]:
        named = any(i.is_capital_word for i in view.items[whole.noun : whole.last + 1])
        return replace(whole, quantity=ONE) if named else None
    actor = next((a for a in view.actors if a.last == end and a.kind in {"name", "person"}), None)
    if actor is None:
        return None
    if actor.kind == "person":
        ranked = view.items[actor.first].among("rank") and (actor.name or "")[:1].isupper()
        codes = actor.codes[:1]
        return (
            NounPhrase(actor.first, end, "person", "soldiers", ONE, codes, noun=actor.first)
            if ranked
            else None
        )
    rank = next((p for p in view.phrases if p.last == actor.first - 1 and _has_rank(view, p)), None)
    return replace(rank, last=end, quantity=ONE) if rank is not None else None


def _has_rank(view: View, phrase: NounPhrase) -> bool:
    return phrase.kind == "person" and phrase.quantity is None and view.items[phrase.first].among("rank")
