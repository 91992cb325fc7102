"""Roles: what a contingent does."""

from collections.abc import Iterator

from coalition_kg.extract.frames.contingent import has_state, main_force, other_people_act, owner
from coalition_kg.extract.frames.owners import sender_after
from coalition_kg.extract.items import is_host, modals
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import OPENS, Mark, Subject, View
from coalition_kg.model import RoleAssignment

# How far behind its verb a role may stand.
WORLD_REACH = 3
REACH = 8
# How far behind ``nhiệm vụ ... là`` the role may stand.
MISSION = 14
# How far before those who are guarded their guards may stand: ``450 người ở Samawah bảo vệ ...``.
GUARDED = 4
# How far before the role the troops may be sent: ``gửi quân tới Sudan để giúp gỡ mìn``.
SENT = 9
# How far before its purpose the word may stand that says that troops are sent or stationed.
MOVED = 12
THERE = ("own", "object", "stationed")
SENDING = {"deploy", "expand", "maintain"}
UNREAL = {"neg", "demand", "no_plan", "refuse", "may"}


def roles(view: View) -> Iterator[RoleAssignment]:
    """Yield the roles of a sentence, one a country and role."""
    if view.typed.is_question:
        return
    seen: set[tuple[str | None, str]] = set()
    yield from _forbidden(view)
    for mark in view.marks("roles", "role", "act"):
        subject = _performer(view, mark)
        if subject is None or any(is_host(code) for code in subject.codes):
            continue
        evidence = view.evidence(_head(view, mark), mark.last, f"role-{mark.value}", subject.context)
        worldwide = any(item.has("world") for item in view.after(mark.last, WORLD_REACH))
        theatre = "world" if worldwide else view.theatre(0, len(view.items) - 1)
        for code in subject.codes or (None,):
            if (code, mark.value) not in seen:
                seen.add((code, mark.value))
                yield RoleAssignment(evidence=evidence, country=code, theatre=theatre, role=mark.value)


def _forbidden(view: View) -> Iterator[RoleAssignment]:
    """``Hiến pháp Nhật không cho phép binh sĩ tham chiến``: whose troops may not fight."""
    fights = [m for m in view.marks("roles", "act") if m.value == "combat"]
    for index, item in enumerate(view.items):
        mark = next((m for m in fights if index < m.first <= index + REACH), None)
        if mark is None or not item.among("forbid") or any(i.has("hypothesis") for i in view.items[:index]):
            continue
        named = next(
            (g for g in view.groups.values() if g.last < mark.first and not is_host(g.codes[0])), None
        )
        topic = view.default_subject()
        codes = named.codes if named is not None else topic.codes if topic is not None else ()
        context = topic.context if named is None and topic is not None else ()
        evidence = view.evidence(0, mark.last, "role-non-combat", context)
        theatre = view.discourse.theatre
        for code in codes:
            yield RoleAssignment(evidence=evidence, country=code, theatre=theatre, role="non-combat")
        return


def _is_forbidden(view: View, mark: Mark) -> bool:
    return any(i.among("forbid") for i in view.before(mark.first, REACH))


def _head(view: View, mark: Mark) -> int:
    """Where the verb of a role stands, or the role itself where it needs none."""
    verb = _verb_before(view, mark)
    return verb.first if verb is not None else mark.first


def _verb_before(view: View, mark: Mark) -> Mark | None:
    """The verb that takes the role, over coordinated roles and the words for work and mission."""
    return _mission_is(view, mark) or _nearest_verb(view, mark) or _as_verb(view, mark)


def _as_verb(view: View, mark: Mark) -> Mark | None:
    """``đưa quân tới để gìn giữ hòa bình``, ``liên quân sẽ bảo vệ họ``: the role is a verb itself."""
    place = mark.first - 1
    before = view.item(place)
    if mark.tag != "role" or before is None or not (before.modal == "will" or _is_purpose(view, place)):
        return None
    return Mark(place, place, "role_verb", "purpose")


def _is_purpose(view: View, index: int) -> bool:
    """``được triển khai để ...``, ``có mặt tại Iraq để ...``: what troops are sent or stationed for."""
    if not view.items[index].has("attempt"):
        return False
    moved = view.before(index, MOVED)
    return any(i.has("stationed") or SENDING & set(i.tags.values()) for i in moved if i.has_any(*THERE))


def _mission_is(view: View, mark: Mark) -> Mark | None:
    """``nhiệm vụ chính của binh sĩ Ba Lan ở đây là huấn luyện``: the mission and ``là`` are the verb."""
    others = [m.last for m in view.marks("roles", "role", "act") if m.first < mark.first]
    for position in view.places_before(mark.first, MISSION):
        item = view.items[position]
        if item.among("is") and not _has_own_doer(view, position, mark):
            opened = any(i.among("task") for i in view.before(position, REACH))
            return Mark(position, position, "role_verb", "mission") if opened else None
        listed = item.text == "," and any(last < position for last in others)
        if item.is_stop and not item.has("attempt") and not listed:
            return None
    return None


def _has_own_doer(view: View, start: int, mark: Mark) -> bool:
    """``nhiệm vụ là bảo vệ các kỹ sư Nhật đang làm đường``: those named in between do the work."""
    between = (p for p in view.phrases if start < p.first and p.last < mark.first)
    return any(p.is_force and p.codes and view.items[p.last + 1].has_any("now", "modal") for p in between)


def _owner_of_mission(view: View, verb: Mark) -> Subject | None:
    """``Nhiệm vụ của họ là bảo vệ sân bay``: whose mission it is."""
    for position in view.places_before(verb.first, REACH):
        item, owned = view.items[position], view.item(position - 1)
        if owned is None or not owned.among("of"):
            continue
        if item.among("it"):  # ``Nhiệm vụ của con tàu là tuần tra``
            topic = view.default_subject()
            return topic if topic is not None and topic.codes and has_state(topic) else None
        if item.has("pronoun"):
            actor = next((a for a in view.actors if a.first == position), None)
            meant = view.meant_by(actor) if actor is not None else None
            return meant if meant is not None and has_state(meant) else None
        force = view.phrase_from(position)
        if force is not None and force.is_force:
            return owner(view, force)
        group = view.groups.get(position)
        return Subject(group.codes, position) if group is not None and not is_host(group.codes[0]) else None
    return None


def _nearest_verb(view: View, mark: Mark) -> Mark | None:
    verbs = [m for m in view.marks("roles", "role_verb") if m.first < mark.first]
    for verb in reversed(verbs):
        between = view.between(verb.last, mark.first)
        ended = any((i.has("break") and not i.has("attempt")) or i.text in {";", "."} for i in between)
        ended = ended or any(i.has("that") and i.among("about") for i in between)
        if mark.first - verb.last <= REACH and not ended and not _other_acts(view, verb, mark):
            return verb
    return None


def _other_acts(view: View, verb: Mark, mark: Mark) -> bool:
    """``để hỗ trợ cuộc chiến, hải quân Nhật cung cấp nhiên liệu``: a force behind the comma does the work."""
    forces = (
        p for p in view.phrases if p.is_force and p.codes and verb.last < p.first and p.last < mark.first
    )
    return any(view.items[p.first - 1].text == "," for p in forces)


def _performer(view: View, mark: Mark) -> Subject | None:
    """Whose contingent has the role, or None where it is a label, a wish or somebody else's work."""
    without_verb = _labelled(view, mark) or _refrains(view, mark) if mark.value == "non-combat" else None
    if without_verb is not None:
        return without_verb
    besides = _besides(view, mark) or _guardian(view, mark)
    if besides is not None:
        return besides
    verb, head = _verb_before(view, mark), _head(view, mark)
    if verb is None and mark.tag != "act" and not (_trains(view, mark) or _guards(view, mark)):
        return None
    if _is_nominal(view, head) or _is_label(view, mark, verb) or _is_blocked(view, head, mark):
        return None
    if mark.value == "combat" and (_is_against_allies(view, mark) or _is_forbidden(view, mark)):
        return None
    if mark.value == "security" and _is_for_own(view, mark):
        return None
    host = view.phrase_at(mark.first)
    if host is not None and host.kind == "host" and mark.value == "security" and mark.tag == "role":
        return None  # ``cố vấn cho lực lượng an ninh Iraq``
    if host is not None and (
        _is_named_by(view, host, mark)
        or (host.kind == "person" and mark.tag == "role" and view.is_served(host))
    ):
        return None  # ``bảo vệ công binh Nhật``
    given = verb is not None and verb.value == "mission" and (host is None or host.kind != "host")
    theirs = _owner_of_mission(view, verb) if given and verb is not None else None
    return theirs or _force_subject(view, head, mark)


def _guardian(view: View, mark: Mark) -> Subject | None:
    """``Lính Nhật đang được quân Hà Lan bảo vệ``: who guards others stands between."""
    guard = view.phrase_before(mark.first, 1)
    if mark.value != "security" or guard is None or guard.last != mark.first - 1 or not guard.is_force:
        return None
    before, kept = view.item(guard.first - 1), view.phrase_before(guard.first, REACH)
    guarded = before is not None and before.among("passive") and kept is not None and kept.is_force
    foreign = len(guard.codes) == 1 and not is_host(guard.codes[0])
    return Subject(guard.codes, guard.first, phrase=guard) if guarded and foreign else None


def _is_named_by(view: View, host: NounPhrase, mark: Mark) -> bool:
    """``lực lượng chiến đấu``, ``nhóm tái thiết``, ``Lực lượng Hỗ trợ an ninh``: part of a force's name."""
    noun = view.items[mark.first]
    if mark.first == host.noun and noun.has_any("mass", "unit", "coalition"):
        return mark.value != "peacekeeping"  # ``tham gia lực lượng gìn giữ hòa bình``
    worked = any(m.last == mark.first - 1 for m in view.marks("roles", "role_verb"))
    bare = host.kind == "person" and host.quantity is None and noun.has("person")
    return bare and not worked and mark.value != "training"  # ``lính bộ binh và chuyên gia gỡ mìn``


def _besides(view: View, mark: Mark) -> Subject | None:
    """``Ngoài việc đảm bảo an ninh, đội quân này còn huấn luyện ...``: who acts stands behind the comma."""
    opened = mark.first == 2 and mark.tag == "act"
    if not opened or not view.items[0].among("besides") or not view.items[1].has("nominal"):
        return None
    comma = view.item(mark.last + 1)
    force = view.phrase_from(mark.last + 2) if comma is not None and comma.text == "," else None
    subject = owner(view, force) if force is not None and force.is_force else None
    return subject if subject is not None and has_state(subject) else None


def _is_against_allies(view: View, mark: Mark) -> bool:
    """``hoạt động chống lại liên quân``: the work of those whom the alliance fights."""
    fought = view.phrase_after(mark.last, 2)
    return fought is not None and fought.kind in {"coalition", "allies"}


def _is_for_own(view: View, mark: Mark) -> bool:
    """``nhằm đảm bảo an toàn cho các quân nhân``: their own safety is no work of theirs."""
    given = view.item(mark.last + 1)
    of = given is not None and given.among("of")  # ``đảm bảo an toàn của binh sĩ Pháp``
    kept = view.phrase_from(mark.last + 2) if given is not None and (of or given.among("added-to")) else None
    return kept is not None and kept.kind == "person" and (of or not kept.codes)


def _trains(view: View, mark: Mark) -> bool:
    """``đã huấn luyện 7.000 cảnh sát Iraq``: with an object the noun is a verb."""
    trained = view.phrase_from(mark.last + 1)
    if mark.value != "training" or trained is None:
        return False
    joined = view.item(trained.last + 1)
    both = (
        joined is not None and joined.has("and") and any(i.has("host") for i in view.after(trained.last, 4))
    )
    return trained.kind == "host" or both


def _guards(view: View, mark: Mark) -> bool:
    """``450 lính bảo vệ công binh Nhật``: between two forces the noun is a verb."""
    kept, guard = view.phrase_from(mark.last + 1), view.phrase_before(mark.first, GUARDED)
    if mark.value != "security" or kept is None or not kept.is_force:
        return False
    if _goes_on_guarding(view, mark):
        return True
    between = view.between(guard.last, mark.first) if guard is not None else []
    counted = guard is not None and (guard.quantity is not None or bool(guard.codes))
    there = all(i.has_any("now", "stationed", "in", "kind_of_place", "place") for i in between)
    return guard is not None and guard.kind == "person" and counted and there


def _goes_on_guarding(view: View, mark: Mark) -> bool:
    """``Australia sẽ tiếp tục bảo vệ 600 lính Nhật``: another country's force."""
    kept, before = view.phrase_from(mark.last + 1), view.before(mark.first, 1)
    return kept is not None and bool(kept.codes) and any(i.among("go-on") for i in before)


def _is_blocked(view: View, head: int, mark: Mark) -> bool:
    """``không tham gia huấn luyện``, ``nếu ...``."""
    if any(i.among("passive") for i in view.before(head, 1)):
        return True  # ``căn cứ được canh gác``
    if any(i.among("stop-work") for i in view.before(mark.first, 4)) or _is_forbidden(view, mark):
        return True  # ``ra lệnh tạm ngừng công tác dò mìn``
    window = view.items[_clause_start(view, head) : mark.first]
    return bool(modals(window) & UNREAL) or any(i.has_any("hypothesis", "condition") for i in window)


def _clause_start(view: View, head: int) -> int:
    """Up to five items back, not over ``nơi``, which opens a clause of its own."""
    start = max(0, head - 5)
    return next((i for i in range(head - 1, start - 1, -1) if view.items[i].among("where")), start)


def _is_nominal(view: View, head: int) -> bool:
    """``việc huấn luyện diễn ra chậm chạp`` says who does it as little as ``cuộc chiến chống khủng bố``."""
    before = view.item(head - 1)
    return before is not None and before.has("nominal")


def _is_label(view: View, mark: Mark, verb: Mark | None) -> bool:
    """``một đơn vị gỡ mìn``, ``các nước tham gia gìn giữ hòa bình`` only name a kind of unit or country."""
    described = view.item(mark.first - 1)
    if described is not None and (
        described.among("staff") or described.ends_in_word("staff") or described.has("mass")
    ):
        return True  # ``huấn luyện lực lượng an ninh``
    before = view.item((verb or mark).first - 1)
    if verb is not None:
        return (
            _is_of_event(view, mark, verb)
            or _is_of_served_unit(view, verb)
            or (before is not None and before.has("vague_nations"))
        )
    plain = before is not None and not before.is_mark and (not before.tags or before.has("money"))
    if plain and any(m.last == mark.first - 1 for m in view.marks("sectors", "command", "passive_command")):
        return False  # ``lực lượng do Mỹ chỉ huy duy trì an ninh``
    return plain or any(p.last == mark.first - 1 and _is_kind(p) for p in view.phrases)


def _is_of_event(view: View, mark: Mark, verb: Mark) -> bool:
    """``tiến hành cuộc họp an ninh``: what a meeting is about."""
    noun, event = view.item(mark.first - 1), view.item(mark.first - 2)
    apart = mark.first - 2 > verb.last
    return apart and noun is not None and noun.is_plain and event is not None and event.has("nominal")


def _is_of_served_unit(view: View, verb: Mark) -> bool:
    """``bảo vệ đội trợ giúp tái thiết``: the work of those who are protected."""
    unit = view.item(verb.first - 1)
    served = any(m.last == verb.first - 2 for m in view.marks("roles", "act", "role"))
    return served and unit is not None and unit.has("unit")


def _is_kind(phrase: NounPhrase) -> bool:
    """A unit, or people neither counted nor of a country, are described by what follows."""
    return (phrase.kind == "unit" and not phrase.codes) or (
        phrase.kind == "person" and phrase.quantity is None and not phrase.codes
    )


def _labelled(view: View, mark: Mark) -> Subject | None:
    """``100 binh lính phi chiến đấu``: the label stands inside or right behind the force."""
    for phrase in view.phrases:
        near = phrase.is_force and phrase.first <= mark.first <= phrase.last + 2
        if near and not any(i.joins for i in view.between(phrase.last, mark.first)):
            return owner(view, phrase)
    sent = view.item(mark.first - 1)
    subject = view.subject(mark.first - 1) if sent is not None and sent.has("own", "deploy") else None
    return subject if subject is not None and has_state(subject) else None


def _is_left_to_others(view: View, head: int) -> bool:
    """``huấn luyện lực lượng Iraq, để họ đảm bảo an ninh``."""
    before, purpose = view.item(head - 1), view.item(head - 2)
    pronoun = before is not None and before.has("pronoun", "they")
    return pronoun and purpose is not None and purpose.has("attempt")


def _refrains(view: View, mark: Mark) -> Subject | None:
    """``Họ sẽ không tham chiến trực tiếp``, of a force just named."""
    named = main_force(view, mark.first)
    subject = view.subject(mark.first)
    apart = named is not None and view.breaks_between(named.last, mark.first, ("contrast",))
    others = named is not None and any(
        named.last < a.first < mark.first and view.is_agent(a) for a in view.actors
    )
    if named is not None and named.codes and not apart and not others and not is_host(named.codes[0]):
        return owner(view, named)  # ``Binh lính Hungary đóng tại Hilla và không làm nhiệm vụ chiến đấu``
    if named is not None and named.number in view.claimed and not apart and subject is not None:
        return subject if subject.codes and has_state(subject) else None  # ``có 900 quân, không tham chiến``
    if (
        subject is None
        or subject.actor is None
        or subject.actor.kind != "pronoun"
        or (subject.actor.first > OPENS and subject.actor.pronoun != "force")
    ):
        return None
    return subject if has_state(subject) and _is_force_just_named(view, subject) else None


def _force_subject(view: View, head: int, mark: Mark) -> Subject | None:
    """The force, or the country with a force in the sentence or section, that performs a role."""
    if other_people_act(view, head):
        return _who_intends(view, head)
    if _is_left_to_others(view, head):
        return None
    busy = _at_work(view, head)
    if busy is not None:
        return owner(view, busy)
    nearest, sent = _main_force(view, head), _sent_before(view, head)
    subject = (sender_after(view, sent) if sent is not None else None) or view.subject(
        head if sent is None else sent
    )
    if sent is not None and nearest is None:
        return subject if subject and subject.codes and not subject.is_host else None
    if nearest is not None:
        subject = owner(view, nearest) or subject
    elif not _speaks_of_force(view, head, mark):
        return None
    if subject is None or not has_state(subject):
        return None
    local = subject.phrase is not None and subject.phrase.kind in {"host", "enemy", "civilian"}
    # Police of nobody named are those of the land.
    local = local or (nearest is not None and nearest.personnel == "police" and subject.assumed)
    return None if local else subject


def _main_force(view: View, head: int) -> NounPhrase | None:
    """``45 lính Tonga tới để cùng binh sĩ Mỹ làm nhiệm vụ ...``: those whom the others come with."""
    nearest = main_force(view, head)
    if nearest is None or not nearest.first or not view.items[nearest.first - 1].among("together"):
        return nearest
    earlier = [p for p in view.phrases_before(nearest.first) if p.is_force and p.codes]
    return earlier[-1] if earlier else nearest


def _at_work(view: View, head: int) -> NounPhrase | None:
    """``để bảo vệ các kỹ sư Nhật đang giúp tái thiết``: who stands right before the work does it."""
    now, force = view.item(head - 1), view.phrase_before(head, 2)
    near = force is not None and force.last == head - 2 and now is not None and now.has("now")
    return force if near and force is not None and force.codes and not is_host(force.codes[0]) else None


def _is_force_just_named(view: View, subject: Subject) -> bool:
    """``Họ sẽ tuần tra ...``, behind a sentence about that force."""
    force = view.recent_force
    return force is not None and force.codes == subject.codes


def _who_intends(view: View, head: int) -> Subject | None:
    """``lính Mỹ giúp cảnh sát Haiti ... nhằm vãn hồi trật tự``: the purpose is of those who act first."""
    before = view.item(head - 1)
    if before is None or not before.has("attempt"):
        return None
    force = next((p for p in view.phrases_before(head) if p.is_force and p.kind != "allies"), None)
    if force is None or force.kind in {"host", "enemy"} or (force.codes and is_host(force.codes[0])):
        return None
    own = owner(view, force) if force.codes and not _is_governed(view, force) else None
    return own if own is not None and has_state(own) else None


def _is_governed(view: View, phrase: NounPhrase) -> bool:
    """``của lính Mỹ``, ``tấn công lính Mỹ``: the force is no subject."""
    before = view.item(phrase.first - 1)
    return before is not None and not before.is_stop and not before.has_any("have", "now", "still")


def _sent_before(view: View, head: int) -> int | None:
    """``gửi quân tới Sudan để giúp gỡ mìn``: the troops are inside the verb."""
    return next((i for i in view.places_before(head, SENT) if view.items[i].has("own")), None)


def _speaks_of_force(view: View, head: int, mark: Mark) -> bool:
    """Without a force word: a section's country, ``họ`` after a force, or a trainer of host forces."""
    subject = view.subject(head)
    if subject is None or subject.first is None:
        return subject is not None and view.discourse.header is not None
    if subject.actor is None or subject.actor.kind not in {"country", "pronoun"}:
        return False
    trained = mark.value == "training" and _trains(view, mark)
    if subject.actor.kind == "pronoun" and view.discourse.header is None:
        return trained or _is_force_just_named(view, subject)
    if view.discourse.header is not None:
        return view.discourse.force is not None
    guards = mark.value == "security" and _goes_on_guarding(view, mark)
    return trained or guards or (mark.value == "training" and mark.tag == "act")
