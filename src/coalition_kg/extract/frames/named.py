"""Named victims: persons by name beside a word of killing or wounding."""

from dataclasses import replace

from coalition_kg.extract.actors import Actor
from coalition_kg.extract.frames.victims import ONE, Loss, is_plural
from coalition_kg.extract.frames.whose import codes_of
from coalition_kg.extract.items import is_host
from coalition_kg.extract.names import is_foreign_name
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Mark, View

# How far from the word a person without a number may stand.
CLOSE = 4
# How long what describes a person between commas may be.
DESCRIBED = 14
# How far behind an official the place of the office may stand.
OFFICE = 5
# How many sentences ago the dead of a country may have been told of.
RECENT = 3


def named_before(view: View, mark: Mark) -> Actor | None:
    """Return the person by name right before the word: ``bà Aquila al-Hasimi đã bị bắn chết``."""
    others = [a for a in reversed(view.actors) if a.kind != "country"]
    actor = next((a for a in others if _is_right_before(view, a, mark)), None)
    actor = actor or _described_before(view, mark)
    if actor is None or _belongs(view, actor):
        return None  # ``nhân vật thân cận của X đã bị ám sát``
    people = any(i.among("one-who") for i in view.before(actor.first, 1))  # ``những người Shiite``
    several = next((p for p in view.phrases if p.last == actor.first - 1 and p.kind == "civilian"), None)
    people = people or (several is not None and is_plural(view, several))  # ``nhiều trẻ em Shiite``
    if people or _is_counted(view, actor) or view.items[mark.first].among("natural-death"):
        return None  # ``10 phần tử Al-Qaeda bị giết``; who died in bed
    one = any(i.quantity is not None for i in view.before(actor.first, 1))
    one = one and view.items[mark.first].begins("suffer")
    known = actor.codes or one or _of_office(view, actor, mark.first)
    if actor.kind == "person" and known and not _is_named(actor):
        return None if _is_plural(view, actor) else actor  # ``một quan chức Italy bị giết``
    personal = actor.kind == "name" or (actor.kind == "person" and _is_named(actor))
    return actor if personal and is_foreign_name(actor.name) else None


def _belongs(view: View, actor: Actor) -> bool:
    """``phụ tá thân cận của X``: somebody of theirs, in the same clause, is meant."""
    for index in view.places_before(actor.first, 6):
        if view.items[index].is_stop or view.items[index].among("is"):
            return False
        if view.items[index].among("of"):
            return not view.items[index - 1].among("body")
    return False


def _described_before(view: View, mark: Mark) -> Actor | None:
    """``ông X, người đứng đầu lực lượng an ninh, bị bắn chết``: what stands between commas only describes."""
    end = next((i for i in view.places_before(mark.first, CLOSE) if view.items[i].text == ","), None)
    if end is None or not all(i.has_any("modal", "still") for i in view.between(end, mark.first)):
        return None
    for begin in view.places_before(end, DESCRIBED):
        if view.items[begin].has_any("break", "modal"):
            return None
        named = (a for a in view.actors if a.last == begin - 1 and view.items[begin].text == ",")
        actor = next((a for a in named if _opens_clause(view, a)), None)
        if actor is not None:
            return actor
    return None


def _opens_clause(view: View, actor: Actor) -> bool:
    """Nobody stands right before a person to whom what follows could belong."""
    before = view.item(actor.first - 1)
    opens = before is None or before.is_stop or before.has_any("that", "civilian") or before.among("rank")
    return actor.kind in {"person", "name"} and opens


def _is_named(actor: Actor) -> bool:
    """The name is one, not the title and country of somebody unnamed."""
    return (actor.name or "")[:1].isupper()


def _is_plural(view: View, actor: Actor) -> bool:
    return any(i.has("det") or i.among("plural") for i in view.before(actor.first, 2))


def _is_counted(view: View, actor: Actor) -> bool:
    """``hai quan chức Iraq bị giết``: the number says how many, and of what; one official is one."""
    numbers = [i.quantity for i in view.before(actor.first, 3) if i.quantity is not None and i.date is None]
    return any(number.value != 1 or actor.kind != "person" for number in numbers)


def _is_right_before(view: View, actor: Actor, mark: Mark) -> bool:
    gap = view.between(_office_end(view, actor, mark.first), mark.first)
    if any(i.among("all-of-them") for i in gap):
        return False  # ``những người bảo vệ ông X đều thiệt mạng``
    if [i.text for i in gap] == [","] and view.item(actor.first - 1) is not None:
        return _is_persons(actor)  # ``thi hài của trung sĩ X, thiệt mạng trước đó``
    return actor.last < mark.first and len(gap) <= CLOSE and all(i.has_any("modal", "still") for i in gap)


def named_loss(view: View, mark: Mark, actor: Actor) -> Loss:
    """Return the loss of one person, and whose citizen the words around say that it was."""
    codes: tuple[str | None, ...] = actor.codes[:1] or _described(view, actor)
    codes = codes or _of_office(view, actor, mark.first) or _apposed(view, actor, mark)
    phrase = NounPhrase(actor.first, actor.last, _kind_of(view, actor), "civilians", ONE, noun=actor.first)
    if codes == (None,) and phrase.kind == "person":
        codes = codes_of(view, phrase)
        named = actor.kind == "name" or _is_named(actor)
        codes = _told_of_lately(view) if codes == (None,) and named else codes
    return Loss(phrase, mark, ONE, codes)


def _told_of_lately(view: View) -> tuple[str | None, ...]:
    """``Trước đó, trung sĩ X bị giết``: of the country whose force or whose dead were told of."""
    lost, force = view.discourse.losses, view.recent_force
    dead = lost.codes if lost is not None and view.number - lost.sentence <= RECENT else ()
    codes = dead if len(dead) == 1 and dead != (None,) else force.codes if force is not None else ()
    known = len(codes) == 1 and codes[0] is not None and not is_host(codes[0])
    return codes if known and not view.names_country() else (None,)


def _kind_of(view: View, actor: Actor) -> str:
    """An officer by rank is a soldier, anybody else a civilian."""
    titles = [*view.before(actor.first, 2), view.items[actor.first]]
    return "person" if any(i.among("rank") for i in titles) else "civilian"


def _described(view: View, actor: Actor) -> tuple[str, ...]:
    """``con tin Nhật Bản Shosei Koda``, ``trung sĩ Mỹ John Smith``: the noun before a name says whose."""
    noun = next((p for p in view.phrases if p.last == actor.first - 1), None)
    ranked = noun is not None and noun.kind == "person" and view.items[noun.first].among("rank")
    return noun.codes[:1] if noun is not None and (ranked or noun.kind == "civilian") else ()


def _of_office(view: View, actor: Actor, end: int) -> tuple[str, ...]:
    """``phó thủ hiến tỉnh Diyala``, ``một quan chức thuộc bộ dầu khí Iraq``: where an official serves."""
    code = view.items[_office_end(view, actor, end)].place_code
    named = next((i.place_code for i in view.items[actor.first : actor.last + 1] if i.place_code), None)
    found = named or code
    return (found,) if found is not None and actor.kind == "person" else ()


def _office_end(view: View, actor: Actor, end: int) -> int:
    """Where what follows an official to tell the office ends, at the name of a place."""
    if actor.kind != "person" or _is_named(actor):
        return actor.last
    for index in view.places_after(actor.last, OFFICE):
        item = view.items[index]
        if (
            actor.last < end <= index
            or (item.is_stop and not item.has("kind_of_place"))
            or item.has_any("modal", "enemy", "still")
        ):
            return actor.last
        if item.place_code is not None:
            return index
    return actor.last


def _apposed(view: View, actor: Actor, mark: Mark) -> tuple[str | None, ...]:
    """``Kim Sun-il, 33 tuổi, phiên dịch Hàn Quốc, bị chặt đầu``: so does the noun that describes it."""
    nouns = (p for p in view.phrases if actor.last < p.first and p.last < mark.first)
    noun = next((p for p in nouns if view.items[p.first - 1].text == "," and p.codes), None)
    if noun is not None:
        return noun.codes[:1]
    groups = (g for g in view.groups.values() if actor.last + 2 < g.first < mark.first)
    native = next((g for g in groups if view.items[g.first - 1].has("people")), None)
    apposed = native is not None and view.items[native.first - 2].text == ","
    return native.codes[:1] if native is not None and apposed else (None,)  # ``..., người Hàn Quốc, ...``


def named_after(view: View, mark: Mark) -> Loss | None:
    """Return the loss of a person by name behind the verb: ``ám sát thiếu tướng cảnh sát X``."""
    near = (a for a in view.actors if mark.last < a.first < mark.last + CLOSE)
    actor = next((a for a in near if a.kind in {"name", "person"} and _is_persons(a)), None)
    if actor is None or _is_deed(view, mark):
        return None
    between = view.between(mark.last, actor.first)
    described = not between or between[0].has_any("civilian", "person", "title")
    if not described or any(i.is_stop or i.has_any("of", "in") or i.quantity for i in between):
        return None
    found = named_loss(view, mark, actor)
    return replace(found, phrase=replace(found.phrase, first=mark.last + 1))


def _is_persons(actor: Actor) -> bool:
    """The name is foreign, and no abbreviation."""
    name = actor.name or ""
    return _is_named(actor) and is_foreign_name(name) and not name.isupper()


def _is_deed(view: View, mark: Mark) -> bool:
    """``vụ sát hại X``, ``kẻ giết X``, ``bắt hoặc tiêu diệt X``, ``hạ sĩ X``: told elsewhere, or not done."""
    verb, before = view.items[mark.first], view.before(mark.first, 1)
    if verb.has_any("title", "office", "person") or verb.begins("deed"):
        return True
    return any(i.has("nominal") or i.among("deed", "or", "one-who") for i in before)
