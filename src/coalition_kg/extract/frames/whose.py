"""Whose: the country of the victims, where the words beside them or the context say it."""

from dataclasses import replace

from coalition_kg.extract.actors import Actor
from coalition_kg.extract.discourse import Topic
from coalition_kg.extract.items import Item, is_host
from coalition_kg.extract.lexicon import words
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View

# How far before its crew a vehicle's country may stand.
CARRIED = 24
# How far behind a number its parts may stand.
LISTED = 8
# How far into a sentence those stand whom the sentence before spoke of.
OPENING = 2
# How far before its victims a force that has them may stand.
HAD = 26
# A sentence of no more items tells nothing but the loss.
SHORT = 9
# How many items the words for the latest case of a row may take.
OPENED = 5
# How far behind the victims it may be said since when they are counted.
SINCE = 14
# How many sentences ago ``nước này`` may have been named.
RECENT = 2


def codes_of(view: View, phrase: NounPhrase) -> tuple[str | None, ...]:
    """Return whose the victims are; ``(None,)`` where nothing says so."""
    if phrase.codes:
        return phrase.codes
    host = _host_of(view, view.items[phrase.noun]) if phrase.kind == "host" else None
    if host is not None:
        return (host,)
    if phrase.owner == "country" and phrase.kind != "person":
        return _of_this_country(view, phrase)
    lost = _of_those_lost(view, phrase)
    if lost is not None:
        return lost.codes
    shared = _joined_owner(view, phrase) or total_of(view, phrase)
    if shared is not None:
        return codes_of(view, shared)
    whole = view.phrases[0] if any(i.lists_parts for i in view.before(phrase.first, 2)) else None
    if whole is not None and whole.last < phrase.first and is_told_at_once(view, whole):
        return _of_context(view, whole)  # ``18 người đã thiệt mạng, trong đó 8 người vì một vụ nổ``
    return _of_context(view, phrase)


def _of_this_country(view: View, phrase: NounPhrase) -> tuple[str | None, ...]:
    """``6 công dân nước này``: of those spoken of last, else of the land named, else the topic's."""
    theirs = [p for p in view.phrases_before(phrase.first) if p.codes and not is_host(p.codes[0])]
    if theirs and theirs[-1].kind in {"person", "civilian", "people"} and len(theirs[-1].codes) == 1:
        return theirs[-1].codes
    named = [i.tags["country"] for i in view.items[: phrase.first] if i.has("country")]
    topic = view.discourse.topic
    recent = topic is not None and view.number - topic.sentence <= RECENT and len(topic.codes) == 1
    before = {c for c, number in view.discourse.named if number == view.number - 1 and not is_host(c)}
    only = before.pop() if len(before) == 1 else view.discourse.theatre
    meant = topic.codes[0] if topic is not None and recent and not is_host(topic.codes[0]) else only
    return (named[-1] if named else meant,)


def _of_context(view: View, phrase: NounPhrase) -> tuple[str | None, ...]:
    """Of the section's country, of whom ``họ`` means, or of who tells, has them or mourns them."""
    header = view.discourse.header
    local = header is not None and is_host(header.codes[0]) and phrase.personnel != "police"
    sectioned = phrase.kind == "person" and phrase.owner is None and not view.names_country()
    if header is not None and sectioned and not local:
        return header.codes
    if phrase.owner in {"they", "country"}:
        subject = view.antecedent(phrase.owner, phrase.first) or _named_last(view, phrase)
        foreign = phrase.kind == "person" and phrase.owner == "they"
        return (subject.codes or (None,)) if subject and not (foreign and subject.is_host) else (None,)
    latest = _of_the_latest(view, phrase) or _of_arrival(view, phrase) or _of_mission(view, phrase)
    if latest:
        return latest
    teller = _had_by(view, phrase) or _reporting_army(view, phrase) or _reporting_state(view, phrase)
    source = teller or _army_as_source(view, phrase) or _force_spoken_of(view, phrase)
    return source.codes if source is not None else _mourned_by(view, phrase) or _of_carrier(view, phrase)


def _of_the_latest(view: View, phrase: NounPhrase) -> tuple[str | None, ...]:
    """``8 lính Bulgaria đã chết. Vụ gần đây nhất xảy ra khi binh sĩ X bị bắn``: one of those just counted."""
    lost, opening = view.discourse.losses, view.typed.text(0, min(OPENED, len(view.items) - 1)).lower()
    near = lost is not None and view.number - lost.sentence == 1 and len(lost.codes) == 1
    one_more = phrase.kind == "person" and opening.startswith(tuple(words("latest-case")))
    return lost.codes if lost is not None and near and one_more else ()


def _of_mission(view: View, phrase: NounPhrase) -> tuple[str | None, ...]:
    """``lính Ukraina lên tàu, khép lại sứ mệnh làm 18 người thiệt mạng``: of those whose mission it was."""
    cost = any(i.has("mission") for i in view.before(phrase.first, 3))
    armies = [p for p in view.phrases_before(phrase.first) if p.is_force and len(p.codes) == 1]
    return armies[0].codes if cost and phrase.kind == "people" and armies else ()


def _named_last(view: View, phrase: NounPhrase) -> Subject | None:
    """``quốc tang ở Litva, sau khi 3 binh sĩ nước này ...``: the country named last, whatever it is there."""
    named = [g for g in view.groups.values() if g.last < phrase.first and not is_host(g.codes[0])]
    theirs = phrase.owner == "country" and bool(named) and len(named[-1].codes) == 1
    return Subject(named[-1].codes, None, assumed=True) if theirs else None


def _of_arrival(view: View, phrase: NounPhrase) -> tuple[str | None, ...]:
    """``Ba người đã bị thương kể từ khi đơn vị này đến Iraq``: of those who have come since."""
    since = next(
        (i for i in view.places_after(phrase.last, SINCE) if view.items[i].among("since-when")), None
    )
    if since is None or phrase.first > OPENING or phrase.kind not in {"people", "person"}:
        return ()
    force, pronoun = view.phrase_from(since + 1), next((a for a in view.actors if a.first == since + 1), None)
    if force is not None and force.is_force and force.codes and not is_host(force.codes[0]):
        return force.codes
    meant = view.meant_by(pronoun) if pronoun is not None and pronoun.kind == "pronoun" else None
    return meant.codes if meant is not None and not meant.is_host else ()


def _state_with(view: View, phrase: NounPhrase) -> Actor | None:
    """``Hoa Kỳ đã có 101 quân nhân thiệt mạng``: a state right before the verb."""
    verb = phrase.first - 1
    told = view.items[verb].has("have") and not view.items[verb].among("be")
    opening = next((a for a in view.actors if a.first == 0 and a.kind == "country"), None)
    if view.items[verb].among("beside-number") and view.items[verb - 1].text == "," and opening is not None:
        others = any(
            a.codes and opening.last < a.first < verb and not is_host(a.codes[0]) for a in view.actors
        )
        return None if others or len(opening.codes) > 1 or is_host(opening.codes[0]) else opening
    state = next((a for a in view.actors if a.last == verb - 1 and a.kind == "country"), None)
    alone = state is not None and len(state.codes) == 1 and not is_host(state.codes[0])
    opens = state is not None and (state.first == 0 or view.items[state.first - 1].is_stop)
    opens = opens or (state is not None and view.items[state.first - 1].among("side"))  # ``Phía Ukraina có``
    return state if told and alone and opens else None


def _had_by(view: View, phrase: NounPhrase) -> Actor | NounPhrase | None:
    """``quân đội Mỹ đã có 101 binh sĩ chết``, ``lực lượng Mỹ với 66 binh sĩ thiệt mạng``: of whose force."""
    first = _list_start(view, phrase)
    told = view.before(first, 2)
    had = any(i.among("have", "beside-number") or i.ends_in_word("have-word") for i in told)
    foreign = any(
        i.has_any("allies", "vague_nations") or i.among("foreign") for i in view.after(phrase.last, 2)
    )
    beside = any(i.among("beside-number") for i in told)
    sided = first > 2 and view.items[first - 3].among("side")
    listed = first != phrase.first  # ``có 12 cảnh sát, 4 binh sĩ và 2 dân thường``
    counted = phrase.kind == "person" or (phrase.kind == "people" and (beside or sided))
    counted = counted or (phrase.kind == "civilian" and listed)
    if not had or foreign or not counted or phrase.owner is not None:
        return None
    forces = [p for p in view.phrases_before(phrase.first) if p.is_force and p.codes]
    whole = replace(phrase, first=first)
    state = _state_with(view, whole) if phrase.kind == "person" or sided or listed else None
    if state is not None:
        return state
    force = forces[-1] if forces and phrase.first - forces[-1].last <= HAD else None
    if force is None or len(force.codes) > 1 or is_host(force.codes[0]) or force.quantity is not None:
        return None
    besides = force.first > 0 and view.items[force.first - 1].among("besides")
    between = view.between(force.last, phrase.first)
    apart = any(i.text == ";" or i.has("modal", "announce") or _is_of_another(i) for i in between)
    return None if besides or apart else force


def _is_of_another(item: Item) -> bool:
    return item.has("country") and not is_host(item.tags["country"])


def _joined_owner(view: View, phrase: NounPhrase) -> NounPhrase | None:
    """``36 binh sĩ và một nhà ngoại giao nước này``, ``một trung úy và một hạ sĩ Jordan``: of both."""
    joint, other = view.item(phrase.last + 1), view.phrase_from(phrase.last + 2)
    if joint is None or other is None or not joint.has("and") or phrase.owner is not None:
        return None
    ranks = bool(other.codes) and all(view.items[p.noun].among("rank") for p in (phrase, other))
    mixed = phrase.kind == "person" and other.kind == "civilian" and len(other.codes) == 1
    ranks = ranks or (mixed and phrase.quantity is not None)
    return other if ranks or (other.owner == "country" and phrase.kind == "person") else None


def _force_spoken_of(view: View, phrase: NounPhrase) -> Topic | None:
    """``9 binh sĩ đã thiệt mạng`` behind a sentence about a country's troops: they are those."""
    told = view.item(phrase.first - 1)
    armies = [p for p in view.phrases_before(phrase.first) if p.is_force and len(p.codes) == 1]
    if told is not None and told.text == ":" and phrase.kind == "person" and armies:
        return Topic(armies[-1].codes, view.number)  # ``quân đội El Salvador cũng tổn thất: một binh sĩ ...``
    force, opens = view.discourse.force, phrase.first <= OPENING
    police = phrase.personnel == "police"
    if phrase.kind == "people" and is_told_at_once(view, phrase):
        return force if force is not None and len(force.codes) == 1 else None
    if phrase.kind != "person" or police or phrase.owner is not None or not opens or view.names_country():
        return None
    near = force is not None and force.armed and view.number - force.sentence == 1
    return force if near and force is not None and len(force.codes) == 1 else None


def is_told_at_once(view: View, phrase: NounPhrase) -> bool:
    """Return whether ``13 người đã thiệt mạng.`` stands behind a sentence about a country's troops.

    No attack was told of, so that they can be nobody else.
    """
    force, losses = view.discourse.force, view.discourse.losses
    near = force is not None and force.armed and view.number - force.sentence == 1
    told = losses is not None and view.number - losses.sentence <= RECENT
    short = len(view.items) <= SHORT or view.discourse.header is not None
    so_far = 0 < phrase.first <= 2 and view.items[0].among("so-far")  # ``Đến nay 17 người đã thiệt mạng``
    return near and not told and ((phrase.first == 0 and short) or so_far)


def _mourned_by(view: View, phrase: NounPhrase) -> tuple[str | None, ...]:
    """``Bulgaria để tang 5 binh sĩ tử trận``: who mourns soldiers has lost them."""
    if phrase.kind != "person" or not any(i.among("mourn") for i in view.before(phrase.first, 2)):
        return ()
    subject = view.subject(phrase.first)
    return subject.codes if subject is not None and not subject.assumed and not subject.is_host else ()


def _of_carrier(view: View, phrase: NounPhrase) -> tuple[str | None, ...]:
    """``xe bọc thép của Mỹ trúng mìn, làm 14 lính thiệt mạng``: those in it are of its country."""
    aboard = phrase.kind == "people" and any(i.among("carrier") for i in view.after(phrase.last, 2))
    if not (phrase.kind == "person" or aboard) or phrase.owner is not None:
        return (None,)
    for index in view.places_before(phrase.first, CARRIED):
        group = view.groups.get(index)
        if group is not None and not is_host(group.codes[0]):
            carried = any(i.among("carrier") or i.ends_in_word("carrier") for i in view.before(index, 5))
            return group.codes if carried else (None,)
    return (None,)


def total_of(view: View, phrase: NounPhrase) -> NounPhrase | None:
    """Return the whole of a part: ``2.100 lính Mỹ, trong đó 1.650 người``; ``17 dân, gồm 13 quân nhân``."""
    first = _list_start(view, phrase)
    if not any(i.lists_parts for i in view.before(first, 2)):
        return None
    earlier = [p for p in reversed(view.phrases) if p.last < first]
    reached = {p.first for p in earlier if p.kind == "people" and view.items[p.first - 1].among("reached")}
    earlier = [p for p in earlier if p.first not in reached]  # ``số lính Mỹ chết đã lên tới 1.000 người``
    whole = next((p for p in earlier if p.quantity or view.items[p.first].among("number-of")), None)
    sectioned = view.discourse.header is not None and whole is not None and whole.kind == "person"
    owned = whole is not None and (whole.codes or whole.owner == "country" or sectioned)
    return whole if owned and whole is not None and whole.kind in {"person", "civilian", "people"} else None


def _list_start(view: View, phrase: NounPhrase) -> int:
    """Where a list of parts begins: ``gồm 12 hiến binh, 5 lính và 2 dân thường``."""
    first = phrase.first
    joint, joined = view.item(first - 1), view.phrase_before(first, 2)
    while joint is not None and joined is not None and joined.quantity is not None and joint.joins:
        first = joined.first
        joint, joined = view.item(first - 1), view.phrase_before(first, 2)
    return first


def _of_those_lost(view: View, phrase: NounPhrase) -> Subject | None:
    """``Tây Ban Nha đã mất 11 người, trong đó có 7 nhân viên tình báo``: they are of who has lost them."""
    if phrase.owner is not None or not any(i.lists_parts for i in view.before(_list_start(view, phrase), 2)):
        return None
    lost = next((m for m in view.marks("casualty", "lose") if m.last < phrase.first), None)
    whole = view.phrase_from(lost.last + 1) if lost is not None else None
    if (
        lost is None
        or whole is None
        or whole.codes
        or whole.last >= phrase.first
        or phrase.first - whole.last > LISTED
    ):
        return None
    subject = view.subject(lost.first)
    return subject if subject is not None and subject.codes and not subject.is_host else None


def _reporting_army(view: View, phrase: NounPhrase) -> NounPhrase | None:
    """``Quân đội Mỹ cho biết 4 lính thuỷ đánh bộ ...``: an army tells its own losses."""
    if phrase.kind != "person" or phrase.owner is not None:
        return None
    armies = [p for p in view.phrases if p.kind == "mass" and len(p.codes) == 1 and p.quantity is None]
    return next((p for p in armies if _tells(view, p, phrase)), None)


def _reporting_state(view: View, phrase: NounPhrase) -> Actor | None:
    """``Phía Anh thông báo có 76 binh sĩ chết``: so does a state, or its ministry of defence."""
    if phrase.kind != "person" or phrase.owner is not None or phrase.personnel == "police":
        return None
    told = [a for a in view.actors if a.last < phrase.first and view.is_agent(a) and len(a.codes) == 1]
    if not told or any(p.codes for p in view.phrases_before(phrase.first)):
        return None
    office = view.items[told[-1].first : told[-1].last + 1]
    army = any(i.among("army-voice", "defence-office") for i in office)  # ``Phát ngôn viên quân đội Anh X``
    if told[-1].kind not in {"country", "office"} and not army:
        return None
    said = any(i.has("modal", "announce") for i in view.after(told[-1].last, 5 if army else 3))
    others = any(
        told[-1].last < g.first < phrase.first and not is_host(g.codes[0]) for g in view.groups.values()
    )
    apart = others if army else view.breaks_between(told[-1].last, phrase.first)
    return told[-1] if said and not apart else None


def _army_as_source(view: View, phrase: NounPhrase) -> Actor | NounPhrase | None:
    """``Theo Bộ Quốc phòng Mỹ, 5 binh sĩ thiệt mạng``: an army or its ministry as the source."""
    soldiers = phrase.kind == "person" and phrase.owner is None and phrase.personnel != "police"
    end = view.source_end
    if not soldiers or end == 0:
        return None
    armies = [p for p in view.phrases if p.first == 1 and p.kind == "mass"]
    ministries = [a for a in view.actors if a.first == 1 and view.items[1].among("defence-office")]
    military: list[Actor | NounPhrase] = [*armies, *ministries]
    source = next((s for s in military if s.last < end and len(s.codes) == 1), None)
    others = any(end <= first < phrase.first for first in view.groups)
    return source if source is not None and not is_host(source.codes[0]) and not others else None


def _tells(view: View, army: NounPhrase, phrase: NounPhrase) -> bool:
    """The verb of saying right behind the army, which stands first or, set off, last."""
    said = any(i.has("modal", "announce") for i in view.after(army.last, 4))
    before = view.item(army.first - 1)
    behind = army.first > phrase.last and before is not None and before.text == ","
    between = range(army.last + 1, phrase.first)
    other = any(view.items[i].has("country") and not is_host(view.items[i].tags["country"]) for i in between)
    return said and (behind or (army.last < phrase.first and not other))


def _host_of(view: View, noun: Item) -> str | None:
    """``cảnh sát Iraq``, ``quân đội Afghanistan``; any other local force is of the theatre."""
    if view.discourse.theatre and not noun.holds("theatre-name"):
        return view.discourse.theatre
    if noun.holds("iraq"):
        return "IQ"
    return "AF" if noun.holds("afghanistan") else None
