"""Deployments: where a contingent is stationed."""

from collections.abc import Iterator
from dataclasses import replace

from coalition_kg.extract.actors import Actor
from coalition_kg.extract.frames.contingent import has_state, main_force, other_people_act, owner
from coalition_kg.extract.frames.places import Place, place_at, places
from coalition_kg.extract.frames.posts import posts
from coalition_kg.extract.items import Item, modals
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View
from coalition_kg.model import Deployment, Evidence

# How far behind the contingent its place may stand, and how far the quote may reach back.
FARTHEST = 14
AT_WORK = 20
QUOTED = 24
# How far before a place the force that was sent there may stand.
SENT = 6
# How far before the place a word makes the stay planned or denied.
PLANNED = 16
UNREAL = {"will", "plan", "pledge", "demand", "neg", "may", "consider", "refuse"}


def deployments(view: View) -> Iterator[Deployment]:
    """Yield where the contingents of a sentence are stationed."""
    if view.typed.is_question or view.typed.is_link:
        return
    if not view.has_losses:
        yield from _told(view)
    for place in places(view, "at"):
        there = _is_post(view, place) and (not view.has_losses or _is_serving(view, place))
        subject = _stationed(view, place.first - 1) if there else None
        if subject is not None and not _is_at_home(view, place, subject):
            yield from _facts(view, place, subject)
            return
    if view.has_losses:
        return
    yield from _opening(view)
    yield from _mostly(view)
    yield from _pointed(view)
    yield from _arrived(view)


def _told(view: View) -> Iterator[Deployment]:
    """``Samawa, nơi lực lượng Nhật đóng quân``, ``150 lính canh giữ đập Haditha``: unless only planned."""
    for post in posts(view):
        if post.checked is None or not _is_planned(view, post.checked):
            evidence = view.evidence(post.first, post.last, post.rule, post.subject.context)
            yield from _each(view, post.place, post.subject, evidence)


def _opening(view: View) -> Iterator[Deployment]:
    """``Đóng quân tại thành phố Basra, các kỹ sư New Zealand đã ...``: the place stands before its force."""
    if not view.items[0].has("stationed") or not (
        view.items[0].holds("garrison") or view.items[0].among("on-duty")
    ):
        return
    place = next(iter(places(view, "at")), None)
    comma = view.item(place.last + 1) if place is not None else None
    if place is None or comma is None or comma.text != "," or not _is_post(view, place):
        return
    they = next((a for a in view.actors if a.pronoun == "they" and a.first == place.last + 2), None)
    force = view.phrase_from(place.last + 2)
    if they is not None:  # ``Đóng tại Hilla, họ ...``
        subject, last = view.meant_by(they), they.last
    elif force is not None and force.is_force:
        subject, last = Subject(force.codes, 0, phrase=force), force.last
    else:
        return
    if subject is not None and subject.codes and has_state(subject):
        yield from _each(view, place, subject, view.evidence(0, last, "deployment", subject.context))


def _mostly(view: View) -> Iterator[Deployment]:
    """``có 2.300 binh sĩ ở Afghanistan, phần lớn đóng ở Kandahar``: where most of those counted are."""
    for index, item in enumerate(view.items):
        opens = index == 0 or view.items[index - 1].text in {",", "-", "("}
        place = _place_behind(view, index) if opens and item.among("mostly") else None
        subject = _counted_before(view, index) if place is not None else None
        if place is not None and subject is not None and not _is_planned(view, place.first):
            yield from _facts(view, place, subject)
            return


def _place_behind(view: View, index: int) -> Place | None:
    """``chủ yếu ở Kabul``, ``phần lớn trong số này đóng tại Basra``: only a verb of being there between."""
    for place in places(view, "at", index):
        between = view.between(index, place.first)
        if all(i.has_any("stationed", "part", "now", "still") or i.among("at", "within") for i in between):
            return None if place.is_theatre else place
    return None


def _counted_before(view: View, index: int) -> Subject | None:
    """Whose force stands before an item in the sentence, else whose was spoken of last."""
    force = next(
        (p for p in reversed(view.phrases_before(index)) if p.kind in {"person", "mass", "unit"}), None
    )
    subject = owner(view, force) if force is not None else None
    recent = view.recent_force
    if force is None and index == 0 and recent is not None:
        subject = Subject(recent.codes, None, context=view.context_of(recent))
    return subject if subject is not None and subject.codes and has_state(subject) else None


def _pointed(view: View) -> Iterator[Deployment]:
    """``tới Nasiriyah ... gặp các binh sĩ Italy đóng tại đây``: the place was named before."""
    for index, item in enumerate(view.items[1:], start=1):
        pointed = item.has("pronoun", "theatre") or _points_back(view, index)
        if not pointed or not view.items[index - 1].has("stationed"):
            continue
        force = view.phrase_before(index - 1, 2)
        before = [*places(view, "place-preposition"), *places(view, "toward"), *_provinces(view)]
        named = sorted((p for p in before if force and p.last < force.first), key=lambda p: p.first)
        place = next((p for p in reversed(named) if not p.is_theatre and not p.region), None)
        if force is None or place is None or not force.is_force or _is_planned(view, index):
            continue
        subject = owner(view, force)
        if subject is not None and subject.codes and has_state(subject):
            evidence = view.evidence(place.first, index, "deployment", subject.context)
            yield from _each(view, place, subject, evidence)


def _points_back(view: View, index: int) -> bool:
    """``tỉnh này``, ``thành phố này``."""
    this = view.item(index + 1)
    return view.items[index].has("kind_of_place") and this is not None and this.among("this")


def _provinces(view: View) -> list[Place]:
    """``Hội đồng tỉnh Basra``: places that no preposition stands before."""
    kinds = (i for i, item in enumerate(view.items) if item.has("kind_of_place"))
    return [place for i in kinds if (place := place_at(view, i)) is not None]


def _arrived(view: View) -> Iterator[Deployment]:
    """``đã phái 550 lính tới Samawa``, ``750 binh sĩ Anh đã tới Pristina``: they are there now."""
    for place in places(view, "at"):
        before = view.item(place.first - 2)
        done = before is not None and before.has("own", "deploy") and _is_finished(view, place.first - 2)
        subject = view.subject(place.first - 2) if done and _is_post(view, place) else None
        if subject is not None and subject.codes and has_state(subject):
            yield from _facts(view, place, subject)
            return
    for place in places(view, "toward"):
        subject = _sent_to(view, place) if _is_post(view, place) else None
        if subject is not None and has_state(subject):
            yield from _facts(view, place, subject)
            return


def _is_finished(view: View, index: int) -> bool:
    """``hoàn tất việc triển khai quân``."""
    return any(i.among("finished") for i in view.before(index, 3))


def _sent_to(view: View, place: Place) -> Subject | None:
    """Whose counted force a finished verb brought to the place."""
    force = view.phrase_before(place.first, SENT)
    if force is None or not force.is_force or force.kind in {"host", "enemy"}:
        return None
    between = view.between(force.last, place.first)
    if force.quantity is None and not (force.codes and (force.kind == "unit" or _have_come(between))):
        return None
    if any(i.is_stop for i in between):
        return None
    moved = [i for i in view.before(force.first, 4) if i.has_any("object", "own")]
    sent = any("deploy" in (i.tags.get("object"), i.tags.get("own")) for i in moved)
    told = view.before(force.first, 5) if sent else between
    bare = sent and not modals(told) and force.quantity is not None and moved[-1] in told[-1:]
    if not bare and ("done" not in modals(told) or (not sent and moved)):
        return None
    return owner(view, force)


def _have_come(between: list[Item]) -> bool:
    """``lính Séc đầu tiên sáng nay đã tới Basra``: nothing but the verb of arriving and when."""
    verb = [i for i in between if i.has("modal", "done") or i.has("to")]
    return len(verb) == 2 and all(
        i in verb or i.date is not None or i.has("word", "curated") for i in between
    )


def _facts(view: View, place: Place, subject: Subject) -> Iterator[Deployment]:
    near = subject.first is not None and place.first - subject.first < QUOTED
    first = subject.first if subject.first is not None and near else max(0, place.first - 3)
    for post in (*_posts(view, place), *_moved_on(view, place)):
        evidence = view.evidence(first, post.last, "deployment", subject.context)
        yield from _each(view, post, subject, evidence)


def _moved_on(view: View, place: Place) -> Iterator[Place]:
    """``đóng tại Karbala và nay ở Diwaniya``: where they are now, behind where they were."""
    joint, now, at = (view.item(place.last + step) for step in (1, 2, 3))
    if joint is None or now is None or at is None or not joint.joins:
        return
    there = now.among("now-there") and (at.among("at") or at.has("stationed"))
    moved = place_at(view, place.last + (3 if now.among("moved-to") else 4))
    if moved is not None and not moved.is_theatre and (there or now.among("moved-to")):
        yield moved


def _posts(view: View, place: Place) -> list[Place]:
    """``Tikrit, Baghdad và Baquba``, ``Basra và tỉnh Muthanna``: the places of a list, which ``và`` ends."""
    found, index = _parted(view, place), place.last + 1
    ended = len(found) > 1
    while not ended and not place.region and (joint := view.item(index)) is not None:
        following = place_at(view, index + 1)
        if not joint.joins or following is None or following.is_theatre:
            break
        if following.region and not (joint.has("and") and view.items[following.first].has("region")):
            break  # ``ở Kabul và miền bắc``, but not ``ở Kunduz, miền bắc``
        found += _parted(view, following)
        index = following.last + 1
        ended = joint.has("and") or any(i.has("and") for i in view.items[following.first : index])
    return found if ended else found[:1]


def _parted(view: View, place: Place) -> list[Place]:
    """``Baghdad và Baquba`` as two places; two regions of a land are one."""
    joint = next((i for i in range(place.first, place.last) if view.items[i].among("and")), None)
    if joint is None or place.region or not view.items[place.last].has("place"):
        return [place]
    first = replace(place, last=joint - 1, text=view.typed.text(place.first, joint - 1))
    return [first, replace(place, first=joint + 1, text=view.typed.text(joint + 1, place.last))]


def _each(view: View, place: Place, subject: Subject, evidence: Evidence) -> Iterator[Deployment]:
    """One fact a country, or one of the alliance."""
    for code in subject.codes or (None,):
        yield Deployment(evidence=evidence, country=code, theatre=view.discourse.theatre, place=place.text)


def _is_post(view: View, place: Place) -> bool:
    """A place narrower than the theatre or a bare region, where somebody is already."""
    garrison = view.items[place.first - 1]
    posted = garrison.has("stationed") and garrison.begins("be-stationed")
    bare = place.first == place.last and bool(place.region) and not posted and not _counts_at(view, place)
    planned = _is_planned(view, place.first) and not (_is_serving(view, place) or _is_left(view, place))
    return not (place.is_theatre or bare or planned)


def _counts_at(view: View, place: Place) -> bool:
    """``Tây Ban Nha: 600 quân ở miền tây``: so many are there."""
    force = view.phrase_before(place.first - 1, 1)
    return force is not None and force.is_force and force.quantity is not None


def _is_left(view: View, place: Place) -> bool:
    """``định rút 60 kỹ sư ở Basra``, ``duy trì 500 binh sĩ ở nam Iraq``: they are there now."""
    force = view.phrase_before(place.first, 2)
    verb = view.item(force.first - 1) if force is not None else None
    there = {"withdraw", "reduce", "maintain"}
    return verb is not None and verb.tags.get("object") in there and not verb.among("leave-or-hold")


def _is_at_home(view: View, place: Place, subject: Subject) -> bool:
    """``đã họp tại Warsaw``: in the land that the contingent comes from."""
    lands = {i.place_code for i in view.items[place.first : place.last + 1]}
    return bool(lands & set(subject.codes))


def _is_serving(view: View, place: Place) -> bool:
    """``đòi binh lính Đan Mạch đang đóng tại Basra xin lỗi``: they are there, whatever is wanted of them."""
    if _is_apposed_count(view, place):
        return True
    verb = next((i for i in view.places_before(place.first, 5) if view.items[i].has("stationed")), None)
    if verb is None or verb == 0 or not view.items[verb - 1].has("now"):
        return False
    force, serves = view.phrase_before(verb, 3), view.items[verb]
    there = serves.among("on-duty") or serves.begins("be-stationed")
    return force is not None and force.is_force and there


def _is_apposed_count(view: View, place: Place) -> bool:
    """``Hà Lan, nước có 1.400 quân tại Uruzgan, mất một phi công``: told aside, whatever befell others."""
    force = view.phrase_before(place.first, 2)
    if force is None or force.quantity is None or force.first < 2:
        return False
    state, had = view.items[force.first - 2 : force.first]
    return state.has("state_noun") and had.has("have")


def _is_planned(view: View, index: int) -> bool:
    """``sẽ đóng tại Samawa``: wanted or planned, back to a break."""
    start = index
    while start > max(0, index - PLANNED):
        before = view.items[start - 1]
        if (before.has("break") and not before.has("attempt")) or before.text == ";":
            break
        mission = start >= 2 and view.items[start - 2].has("mission")
        if (before.among("of") or (mission and before.among("added-to"))) and view.phrase_from(
            start
        ) is not None:
            break  # ``gia hạn sứ mệnh của 500 binh sĩ tại miền nam Iraq``: those are there
        start -= 1
    window = view.items[start:index]
    return bool(modals(window) & UNREAL) or any(i.has("hypothesis") for i in window)


def _stationed(view: View, index: int) -> Subject | None:
    """The contingent before a place, with a verb of being or working there between."""
    nearest = _posted_aside(view, index) or main_force(view, index)
    if other_people_act(view, index) or _is_scene(view, nearest, index):
        return None
    if view.items[index - 1].among("such-as") or _is_sector(view, index):
        return None
    subject = _of_section(view, index) if nearest is None else _of_force(view, nearest, index)
    subject = subject or (_of_people(view, index) if nearest is None else None)
    return subject if subject is not None and has_state(subject) else None


def _posted_aside(view: View, index: int) -> NounPhrase | None:
    """``16.000 quân, trong đó có 1.600 lính Mỹ đóng tại Bondsteel``: those of the aside are there."""
    force = view.phrase_before(index, 4)
    if force is None or not force.is_force or force.quantity is None:
        return None
    between = view.between(force.last, index + 1)
    posted = bool(between) and all(
        i.has_any("stationed", "now", "kind_of_place") or i.among("at") for i in between
    )
    return force if posted and view.items[force.first - 1].has("aside") else None


def _is_scene(view: View, nearest: NounPhrase | None, index: int) -> bool:
    """``bị phục kích ở Falluja``: where something befell the force."""
    start = nearest.last if nearest is not None else -1
    work = list(view.marks("roles", "act"))  # ``gỡ mìn``
    causes = [
        m for m in view.marks("casualty", "cause") if not any(w.first <= m.first <= w.last for w in work)
    ]
    return any(m.value != "clash" and start < m.first < index for m in causes)


def _of_force(view: View, force: NounPhrase, index: int) -> Subject | None:
    """Whose the force is that is at the place: counted there, stationed there or at work there."""
    under_command = _under_command(view, index)
    working = any(force.last < m.first < index for m in view.marks("roles", "act"))
    if index - force.last > (AT_WORK if working else FARTHEST) and not under_command:
        return None
    if force.kind == "coalition" and force.owner is None and not force.codes:
        return _of_coalition(view, force, index)
    counted = index - force.last <= 2 and force.quantity is not None
    there = (
        counted
        or _is_named_there(view, force, index)
        or under_command
        or _is_working(view, force.last, index)
        or _is_its_post(view, force)
    )
    return owner(view, force) if there else None


def _is_named_there(view: View, force: NounPhrase, index: int) -> bool:
    """``lực lượng Romania ở Nasiriyah sẽ ...``: a country's force is told by where it is."""
    before, verb = view.item(force.first - 1), view.item(force.last + 1)
    opens = before is None or before.is_stop
    # ``gia hạn nhiệm vụ cho binh sĩ Nhật ở thành phố Samawah``
    kept = (
        before is not None and before.among("of", "added-to") and view.items[force.first - 2].has("mission")
    )
    opens = opens or kept
    if any(i.has("modal", "announce") for i in view.after(index, 4)):
        return False  # ``Quân đội Mỹ tại Baghdad cho biết``
    return opens and bool(force.codes) and index == force.last + 1 and verb is not None and verb.among("at")


def _is_its_post(view: View, force: NounPhrase) -> bool:
    """``nơi đồn trú của lực lượng Tây Ban Nha tại Najaf``, ``căn cứ của lính Anh ở Basra``."""
    of, post = view.item(force.first - 1), view.item(force.first - 2)
    head = post is not None and (post.has("stationed") or post.among("post"))
    named = bool(force.codes) or force.owner == "country"
    return of is not None and of.among("of") and head and named


def _of_coalition(view: View, force: NounPhrase, index: int) -> Subject | None:
    """``Ba Lan ... lực lượng đa quốc gia``: a country's where one acts, else the alliance's."""
    subject = view.subject(force.first)
    if subject and subject.codes and not subject.is_host and _is_working(view, force.first, index):
        return subject
    working = _is_working(view, force.last, index)
    return Subject((), force.first, phrase=force, alliance=True) if working else None


def _of_section(view: View, index: int) -> Subject | None:
    """Without a force word: the section's country, or ``lực lượng này``."""
    sectioned = view.discourse.header is not None or any(a.pronoun == "force" for a in view.actors)
    sectioned = sectioned or _they_are_stationed(view, index)
    working = _is_working(view, -1, index) or _under_command(view, index)
    return view.subject(index) if working and sectioned else None


def _they_are_stationed(view: View, index: int) -> bool:
    """``Họ đóng tại Karbala``: only troops can be meant."""
    return any(a.pronoun == "they" and a.last < index and _stays_at(view, a) for a in view.actors)


def _of_people(view: View, index: int) -> Subject | None:
    """``Người Slovakia đóng tại Hilla``: a people stands for its troops."""
    for actor in (a for a in view.actors if a.kind == "country" and a.first > 0 and a.last < index):
        if view.items[actor.first - 1].among("person") and _stays_at(view, actor):
            return Subject(actor.codes, actor.first - 1, actor)
    return None


def _stays_at(view: View, actor: Actor) -> bool:
    """A verb of being stationed follows, but for ``hiện`` and the like at once."""
    verb = next((i for i in view.after(actor.last, 3) if not i.has_any("still", "now")), None)
    return verb is not None and verb.has("stationed") and verb.begins("be-stationed")


def _is_sector(view: View, index: int) -> bool:
    """``chỉ huy đội quân ở ...``: the place is the sector's, not the contingent's."""
    work = {m.first for m in view.marks("roles", "act")}  # ``chịu trách nhiệm bảo vệ ...``
    commands = [m for m in view.marks("sectors", "command") if m.first < index and m.last + 1 not in work]
    return any(not any(i.among("by") for i in view.before(m.first, 5)) for m in commands)


def _is_working(view: View, first: int, last: int) -> bool:
    """A role or a verb of being stationed stands between, or ends it."""
    if any(first < m.first <= last for m in view.marks("roles", "role", "act")):
        return True
    stretch = view.items[first + 1 : last + 1]
    return any(i.has("stationed") and not i.among("lie") for i in stretch)


def _under_command(view: View, index: int) -> bool:
    return any(m.last < index for m in view.marks("sectors", "under"))
