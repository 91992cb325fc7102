"""Held: whether a counted force is one that somebody has somewhere."""

from itertools import pairwise

from coalition_kg.extract.frames.action import homeward, names_theatre_next
from coalition_kg.extract.frames.counts import COUNTED_KINDS
from coalition_kg.extract.frames.levels import changed_before
from coalition_kg.extract.items import Item, is_host, modals
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import View

# How far back the quote of a count may reach, and how long an aside behind it may be.
ASIDE = 4
ASIDE_LENGTH = 6
# How far behind a force a word of loss counts it among the dead.
LOST = 6
# Fewer than these who ask for something are no contingent; how far behind them the verb may stand.
FEW = 100
PETITION = 6
# How many sentences behind a killing the countries' sections may count its victims.
LISTING = 4
# How far behind the place the theatre may stand that it borders on.
BORDER = 8
# How far before ``với 8.300 quân`` the word for giving may stand.
GIVEN = 5
# How far before a force the words may stand that it is the core of a larger one.
CORE = 6
# How far before those who come with ships or planes the verb of sending may stand.
CRAFT = 7


def is_held(view: View, phrase: NounPhrase) -> bool:
    """Return whether the words around a counted force say that somebody has it somewhere."""
    verb = view.item(phrase.first - 1)
    if verb is not None and verb.among("together") and view.items[phrase.first - 2].among("leave-or-hold"):
        return False  # ``để cùng 10 quân nhân có mặt tại đó đáp máy bay``
    more = verb is not None and verb.has("object", "expand") and verb.ends_in_word("more-word")
    if more and not _is_reinforced(view, phrase):
        return False  # ``đưa thêm 3.000 quân tới Arbil ở miền bắc``
    if _is_held_abroad(view, phrase) or _is_lost(view, phrase) or _are_petitioners(view, phrase):
        return False
    sized = phrase.number is not None and (
        (phrase.kind == "coalition" and phrase.number > phrase.noun)
        or _consists(view, phrase)
        or _is_force_of(view, phrase)
    )
    sized = sized or _has_within(view, phrase)
    there = has_before(view, phrase) or _is_stationed(view, phrase) or sized
    there = there or _is_in_charge(view, phrase) or _is_at_work(view, phrase) or _mostly_there(view, phrase)
    there = there or _is_post_of(view, phrase) or _is_added(view, phrase) or _has_arrived(view, phrase)
    there = there or heads_section(view, phrase) or _is_helping(view, phrase) or _is_commanded(view, phrase)
    there = there or _is_posted_before(view, phrase) or _is_reinforced(view, phrase)
    there = there or _is_kept(view, phrase) or _belongs(view, phrase)
    own = (
        phrase.owner == "they"
        and phrase.kind == "person"
        and any(i.among("added-to") for i in view.before(phrase.first, 1))
    )  # ``giảm gánh nặng cho 130.000 binh sĩ của mình``
    return there or own or is_sent(view, phrase) or _is_total(view, phrase)


def _has_within(view: View, phrase: NounPhrase) -> bool:
    """``Lực lượng ISAF có 18.500 quân của 37 quốc gia``: the verb stands inside the phrase."""
    number = phrase.number or 0
    return number > phrase.first + 1 and view.items[number - 1].among("have") and phrase.owner == "many"


def _is_reinforced(view: View, phrase: NounPhrase) -> bool:
    """``được tăng cường 151 quân Azerbaijan và 44 lính Tonga``: by those who are there."""
    verb, passive = view.item(phrase.first - 1), view.item(phrase.first - 2)
    added = verb is not None and verb.has("object", "expand") and passive is not None
    return bool(phrase.codes) and added and passive is not None and passive.among("passive")


def _belongs(view: View, phrase: NounPhrase) -> bool:
    """``3.100 binh lính từ 19 quốc gia khác cũng là thành viên liên quân``."""
    member = next((i for i in view.places_after(phrase.last, 5) if view.items[i].among("member")), None)
    is_member = (
        member is not None
        and view.items[member - 1].among("is")
        and not modals(view.between(phrase.last, member))
    )
    theirs = bool(phrase.codes) or phrase.owner == "many"
    return is_member and theirs and phrase.kind in {"person", "allies"}


def _is_kept(view: View, phrase: NounPhrase) -> bool:
    """``bảo vệ 600 lính Nhật``, ``chỉ huy 496 binh lính Đan Mạch``: guarded or led, they are there."""
    if phrase.kind != "person" or not phrase.codes:
        return False
    guards = [m for m in view.marks("roles") if m.value == "security"]
    return any(m.last == phrase.first - 1 for m in [*guards, *view.marks("sectors", "command")])


def _are_petitioners(view: View, phrase: NounPhrase) -> bool:
    """``20 binh sĩ Bulgaria tại Karbala đề nghị được về nước``: a few who ask for something."""
    value = phrase.quantity.value if phrase.quantity is not None else None
    for item in view.after(phrase.last, PETITION):
        if item.is_stop:
            return False
        if item.has("modal"):
            few = value is not None and value < FEW
            return few and (item.modal in {"demand", "propose", "refuse"} or item.among("ask-for"))
    return any(i.among("ask-for") for i in view.after(phrase.last, 1))


def heads_section(view: View, phrase: NounPhrase) -> bool:
    """Return whether a count opens a country's section: ``Albania: 120 lính, chủ yếu tuần tra ...``."""
    first, header, losses = phrase.first, view.discourse.header, view.discourse.losses
    while first > 1 and (view.items[first - 1].has_any("have", "now") or view.items[first - 1].among("be")):
        first -= 1  # ``Ukraina: Còn 876 binh sĩ``
    opens = first > 0 and view.items[first - 1].text == ":" and header is not None
    left = [i for i in view.after(phrase.last, 2) if i.tags.get("subject") == "withdraw"]
    if left and view.items[phrase.last + 1].among("first-or-last", "last"):
        return False  # ``Moldova: 12 công binh cuối cùng rời Iraq``
    counted = losses is not None and not losses.sectioned and view.number - losses.sentence <= LISTING
    return opens and header is not None and header.sentence == view.number and not counted


def _is_helping(view: View, phrase: NounPhrase) -> bool:
    """``thuỷ quân lục chiến Mỹ được 150 lính Azerbaijan và 45 lính Tonga hỗ trợ``."""
    passive = view.item(phrase.first - 1)
    if not phrase.codes or phrase.kind != "person":
        return False
    if passive is not None and passive.has("and"):
        return _is_listed(view, phrase)
    end = _joined_end(view, phrase)
    helps = any(m.first == end + 1 for m in view.marks("roles", "role_verb"))
    return passive is not None and passive.among("passive") and helps


def _is_commanded(view: View, phrase: NounPhrase) -> bool:
    """``900 lính Hungary sẽ được đặt dưới sự chỉ huy của ...``: whoever leads them, they are there."""
    marks = [m.first for m in view.marks("sectors", "under") if m.first > phrase.last]
    between = view.between(phrase.last, marks[0]) if marks else []
    placed = bool(between) and all(i.has_any("modal", "still") or i is between[-1] for i in between)
    return placed and phrase.kind == "person" and bool(phrase.codes) and "neg" not in modals(between)


def _is_force_of(view: View, phrase: NounPhrase) -> bool:
    """``một số thành viên trong lực lượng 500 quân``: a force by its size, which no verb takes."""
    before = view.item(phrase.first - 1)
    free = before is None or before.is_mark or before.has_any("in", "of", "have", "now")
    after = view.item(phrase.last + 1)
    unit = view.items[phrase.first].has("unit") and after is not None and after.among("this")
    return free and (view.items[phrase.first].has("mass") or unit) and phrase.number == phrase.first + 1


def _consists(view: View, phrase: NounPhrase) -> bool:
    """``đơn vị gồm 128 quân cảnh Bồ Đào Nha``: a unit with its country, and how many it has."""
    unit, number = view.items[phrase.first : phrase.first + 2], phrase.number or 0
    heads = any(i.has_any("unit", "mass") for i in unit) and phrase.first < number
    return heads and bool(phrase.codes) and view.items[number - 1].among("consist")


def _is_post_of(view: View, phrase: NounPhrase) -> bool:
    """``sự hiện diện của 9.000 lính Mỹ``, ``căn cứ của 300 lính Anh``, ``nơi tập trung 300 lính Mỹ``."""
    of, head = view.item(phrase.first - 1), view.item(phrase.first - 2)
    if of is None or phrase.kind != "person":
        return False
    garrison = (
        head is not None
        and head.has("stationed")
        and any(i.among("where") for i in view.before(phrase.first - 2, 1))
    )  # ``Samawah là nơi đóng quân của 600 lính Nhật``
    owned = of.among("of") and head is not None and (head.has("presence") or head.among("post") or garrison)
    if of.among("of") and head is not None and head.has("mission") and phrase.quantity is not None:
        return True  # ``sứ mệnh của 550 binh sĩ``
    if not phrase.codes:
        return False
    core = of.among("is") and any(i.among("core") for i in view.before(phrase.first, CORE))
    return owned or core or of.among("gather")


def _is_in_charge(view: View, phrase: NounPhrase) -> bool:
    """``1.400 lính Hà Lan phụ trách tỉnh Uruzgan``."""
    marks = view.marks("sectors", "command", "passive_command")
    return bool(phrase.codes) and any(m.first == phrase.last + 1 for m in marks)


def _is_at_work(view: View, phrase: NounPhrase) -> bool:
    """``470 binh sĩ Australia đã bảo vệ các kỹ sư Nhật``, ``500 lính Anh đang tuần tra ở Basra``."""
    refrains = [m.last for m in view.marks("roles", "role") if m.first == phrase.last + 1]
    end = refrains[0] if refrains else phrase.last  # ``600 binh sĩ không chiến đấu đang làm ...``
    work = next((m for m in view.marks("roles") if m.first > end), None)
    theirs = phrase.codes or view.items[phrase.first - 1].among("of")
    if work is None or not theirs or phrase.kind != "person" or work.first - end > 3:
        return False
    between = view.between(end, work.first)
    if not between and view.items[work.first].begins("specialised"):
        return True  # ``27 công binh Kazakhstan chuyên phá bom mìn``
    return bool(between) and all(i.has("now") or i.has("modal", "done") or i.has("still") for i in between)


def _has_arrived(view: View, phrase: NounPhrase) -> bool:
    """``1.800 quân nhân Canada vừa tới Kabul``; ``đội quân 450 người mà Sofia gửi tới ...``."""
    sent = view.items[phrase.last].has("object", "deploy")
    after = view.item(phrase.last + 1)
    last = phrase.last + (1 if after is not None and after.holds("first-or-last") else 0)
    done, to = view.item(last + 1), view.item(last + 2)
    if done is None or to is None or not phrase.codes or phrase.kind != "person":
        return False
    if done.among("arrive") and to.place_code and _is_since(view, last + 2):
        return True  # ``600 lính Nhật đến Samawah từ đầu năm 2004``
    return sent or (
        done.has("modal", "done") and to.among("arrive", "enter") and names_theatre_next(view, last + 2)
    )


def _is_posted_before(view: View, phrase: NounPhrase) -> bool:
    """``Hiện có mặt tại Iraq 8.500 lính Anh``, ``đã triển khai ở Iraq 730 binh sĩ``: the place is first."""
    land, near = view.item(phrase.first - 1), view.before(phrase.first - 1, 2)
    there = land is not None and (is_host(land.place_code) or land.has("pronoun", "theatre"))
    posted = any(
        i.has("stationed") and not i.among("lie") and (i.holds("presence-word") or i.ends_in_word("at"))
        for i in near
    )
    return there and posted and not modals(view.items[: phrase.first]) & {"will", "plan", "may", "neg"}


def _is_since(view: View, place: int) -> bool:
    """``từ đầu năm 2004`` right behind a place."""
    since, date = view.item(place + 1), view.item(place + 2)
    return since is not None and since.has("from") and date is not None and date.date is not None


def _is_added(view: View, phrase: NounPhrase) -> bool:
    """``duy trì lực lượng của họ tại Iraq (hiện khoảng 140.000 quân)``: how many a force named before is."""
    opened = phrase.first - 1
    while opened > 0 and view.items[opened].has("now"):
        opened -= 1
    closed = view.item(_joined_end(view, phrase) + 1)
    if opened >= 1 and view.items[opened].has("and"):
        joined = view.phrase_before(opened, 1)
        return joined is not None and joined.quantity is not None and _is_added(view, joined)
    marks = (view.items[opened].text, closed.text) if opened >= 1 and closed is not None else ("", "")
    if marks not in {("(", ")"), ("-", "-")}:
        return False
    force = view.phrase_before(opened, ASIDE)
    counted = force is not None and force.quantity is not None and force.kind != "unit"
    if force is None or counted or view.items[force.first].begins("several"):
        return False
    return force.kind in {"mass", "person", "coalition", "unit"}


def _is_lost(view: View, phrase: NounPhrase) -> bool:
    """``còn có 15 binh sĩ ở Kashmir thiệt mạng``: they are dead, of whatever."""
    marks = [m.first for m in view.marks("casualty", "kill", "wound") if m.first > phrase.last]
    if not marks or marks[0] - phrase.last > LOST:
        return False
    others = any(p.quantity is not None and phrase.last < p.first < marks[0] for p in view.phrases)
    return not others and not any(i.is_stop for i in view.between(phrase.last, marks[0]))


def _is_held_abroad(view: View, phrase: NounPhrase) -> bool:
    """``Mỹ có 37.000 binh sĩ tại Hàn Quốc``: no mission is there."""
    for index in view.places_after(phrase.last, 3):
        item, following = view.items[index], view.item(index + 1)
        if item.among("at") or item.ends_in_word("at"):
            code = following.tags.get("country") if following is not None else None
            code = code or _land_behind(view, index)
            return code is not None and not is_host(code) and code not in phrase.codes
        if not item.has_any("stationed", "now", "still", "modal"):
            return False
    return False


def _land_behind(view: View, index: int) -> str | None:
    """``ở bán đảo Sinai của Ai Cập``: the land of a place that is told behind it."""
    of = next((i for i in view.places_after(index, ASIDE) if view.items[i].among("of")), None)
    between = view.between(index, of) if of is not None else []
    if of is None or any(i.is_stop or i.has_any("modal", "person") or is_host(i.place_code) for i in between):
        return None
    land = view.item(of + 1)
    return land.tags.get("country") if land is not None else None


def _is_next_part(view: View, phrase: NounPhrase) -> bool:
    """``860 quân, gồm 400 bộ binh dưới quyền Anh, 150 công binh và 100 quân cảnh``: one more of its parts."""
    joint, earlier = view.item(phrase.first - 1), view.phrase_before(phrase.first, CORE)
    if joint is None or earlier is None or phrase.kind != "person" or phrase.codes:
        return False
    if modals(view.items[: earlier.first]) & {"will", "plan", "pledge", "propose", "consider", "may"}:
        return False  # ``sẽ cử 1.000 quân gồm 550 bộ binh và 400 lính hải quân``
    opened = next((i for i in view.places_before(earlier.first, 2) if view.items[i].lists_parts), None)
    chained = _is_next_part(view, earlier) if opened is None else True
    between = view.between(earlier.last, phrase.first - 1)
    apart = any(i.has_any("modal", "own", "object", "subject", "break") or i.is_stop for i in between)
    listed = joint.joins and earlier.number in view.claimed
    return listed and chained and not apart


def _is_listed(view: View, phrase: NounPhrase) -> bool:
    """``có 250.000 quân Mỹ, 40.000 quân Anh và ...``: the next in a list of counts."""
    joint, earlier = view.item(phrase.first - 1), view.phrase_before(phrase.first, 2)
    whose = bool(phrase.codes) or phrase.owner in {"many", "allies"}
    if joint is None or earlier is None or earlier.last != phrase.first - 2 or not whose:
        return False
    counted = phrase.kind in {"person", "allies"} and earlier.kind == "person"
    return joint.joins and counted and earlier.number in view.claimed


def has_before(view: View, phrase: NounPhrase) -> bool:
    """Return whether what stands before says so: ``có 2.500 binh sĩ``, ``xuống còn 850 quân``."""
    if _is_listed(view, phrase) or _is_next_part(view, phrase):
        return True
    for position in view.places_before(phrase.first, 2):
        item = view.items[position]
        if (item.has("have") and not item.among("be")) or item.among("contribute"):
            return True
        if (
            position == phrase.first - 1
            and item.among("besides")
            and (phrase.codes or phrase.owner == "many")
            and phrase.kind == "person"
        ):
            return True  # ``Ngoài 130.000 lính Mỹ, ở Iraq còn có ...``
        if item.among("remain") and view.items[position - 1].has_any("now", "still", "country"):
            return True  # ``Mỹ hiện vẫn còn 17.000 binh sĩ``
        if item.has("to") and changed_before(view, position):
            return True
        if _is_with_them(view, position) or _is_their_share(item, phrase):
            return True
        if not item.has_any("still", "now", "det", "more"):
            return False
    return False


def _is_their_share(item: Item, phrase: NounPhrase) -> bool:
    """``chỉ huy 6.500 người, trong đó có 2.400 binh sĩ nước này``, ``kể cả 2.400 lính của mình``."""
    named = item.has("aside") and item.ends_in_word("have-word") and bool(phrase.codes)
    return named or (item.has_any("aside", "include") and phrase.owner in {"country", "they"})


def _is_with_them(view: View, position: int) -> bool:
    """``góp phần đông nhất với 8.300 quân``, ``dẫn đầu với 3.000 quân``."""
    if not view.items[position].among("beside-number"):
        return False
    return any(i.holds("contribute") or i.among("rank-first") for i in view.before(position, GIVEN))


def _is_stationed(view: View, phrase: NounPhrase) -> bool:
    """``2.500 binh sĩ đang đóng tại Iraq``."""
    for position in view.places_after(_unit_end(view, _aside_end(view, _joined_end(view, phrase))), 4):
        item = view.items[position]
        if item.modal in {"will", "plan", "may", "neg"}:
            return False
        here = item.has("pronoun", "theatre") and position == phrase.last + 1
        before = view.items[position - 1]
        passive = before.ends_in_word("passive") or (before.among("passive") and bool(phrase.codes))
        sent = item.has("object", "deploy") and passive
        sent = sent and not any(i.among("additional") for i in view.between(phrase.last, position))
        hither = any(i.has("pronoun", "theatre") for i in view.after(position, 2))
        if sent and (before.has("modal", "done") or phrase.codes) and (view.names_theatre() or hither):
            return True  # ``5.000 lính đã được gửi tới``, ``600 lính Pháp được triển khai``
        there = here or _stays(view, position) or _is_on_soil(view, position)
        there = there or (item.has("subject", "maintain") and before.among("asked"))
        if item.has("stationed") or (item.has("in") and item.among("at")) or there:
            return not (view.elsewhere(phrase.last, position + 3) or _is_across(view, position))
        if item.is_stop or item.has("action"):
            return False
    return False


def _mostly_there(view: View, phrase: NounPhrase) -> bool:
    """``1.600 lính Italy, phần lớn đóng ở Nasiriyah, ...``: where most of them are is said aside."""
    near = view.items[phrase.last + 1 : phrase.last + 4]
    aside = len(near) == 3 and near[0].text == "," and near[1].among("mostly") and near[2].has("stationed")
    return aside and bool(phrase.codes) and near[2].begins("be-stationed")


def _unit_end(view: View, last: int) -> int:
    """``600 lính Hàn Quốc thuộc hai đơn vị Seohee và Jema``: where the units end that they belong to."""
    of = view.item(last + 1)
    unit = next((p for p in view.phrases if last + 1 < p.first <= last + 2), None)
    if of is None or unit is None or not of.among("belonging-to") or unit.kind not in {"unit", "mass"}:
        return last
    end = unit.last
    while (item := view.item(end + 1)) is not None and (
        item.capital or (item.has("and") and end > unit.last)
    ):
        end += 1
    return end


def _is_on_soil(view: View, index: int) -> bool:
    """``hàng nghìn lính nước ngoài trên đất Iraq``."""
    soil, land = view.item(index + 1), view.item(index + 2)
    named = land is not None and is_host(land.tags.get("country"))
    return view.items[index].among("event-preposition") and soil is not None and soil.has("soil") and named


def _is_across(view: View, index: int) -> bool:
    """``ở khu vực biên giới giáp Afghanistan``: on the near side of the theatre's border."""
    near = view.items[index : index + BORDER]
    return any(a.among("bordering") and is_host(b.tags.get("country")) for a, b in pairwise(near))


def _joined_end(view: View, phrase: NounPhrase) -> int:
    """Where the counted forces joined to one end: ``140.000 lính Mỹ và 20.000 binh sĩ đồng minh``."""
    joint, other = view.item(phrase.last + 1), view.phrase_from(phrase.last + 2)
    if joint is None or other is None or not joint.has("and") or other.quantity is None:
        return phrase.last
    return other.last if other.kind in COUNTED_KINDS else phrase.last


def _aside_end(view: View, last: int) -> int:
    """Where an aside ends: ``160.000 binh sĩ nước ngoài, chủ yếu là lính Mỹ, vẫn ...``."""
    opened, said = view.item(last + 1), view.item(last + 2)
    if opened is None or said is None or opened.text != ",":
        return last
    if not (said.has("aside") or said.among("consist")):  # ``115 quân nhân, gồm các bác sĩ, đang ở ...``
        return last
    return next((i for i in view.places_after(last + 2, ASIDE_LENGTH) if view.items[i].text == ","), last)


def _stays(view: View, index: int) -> bool:
    """``vẫn ở lại``: it is so still."""
    item = view.items[index]
    return item.has("subject", "maintain") and (item.begins("yet") or view.items[index - 1].has("still"))


def is_sent(view: View, phrase: NounPhrase) -> bool:
    """Return whether a verb of sending or keeping governs it: ``đã gửi 600 quân``."""
    joined = phrase.first > 0 and view.items[phrase.first - 1].has("and")
    craft = joined and any(i.among("craft") for i in view.before(phrase.first, CRAFT))
    for position in view.places_before(phrase.first, CRAFT if craft else 4):
        item = view.items[position]
        verb = item.tags.get("object") or item.tags.get("own")
        if item.among("landing") and item.has("subject", "deploy") and position == phrase.first - 1:
            return "done" in modals(view.before(position, 2))  # ``đã đổ bộ gần 900 lính``
        if verb == "expand":
            return False  # ``gửi thêm 370 quân`` says how many more
        if verb == "deploy":
            if homeward(view, phrase.last, verb)[0] == "withdraw":
                return False  # ``đưa 1.000 binh sĩ về nước``
            return not _is_yet_to_be_sent(view, position)
        if item.has("object", "maintain") and not item.among("leave-or-hold"):
            return not view.items[position - 1].has("nominal")
        if item.is_stop:
            return False
    return False


def _is_yet_to_be_sent(view: View, verb: int) -> bool:
    """``bỏ phiếu cho việc gửi 150 công binh``, ``đang gửi hàng nghìn lính``: they are not there yet."""
    before = view.item(verb - 1)
    finished = any(i.among("finished") for i in view.before(verb - 1, 1))
    if before is not None and before.modal in {"pledge", "will", "plan", "may", "consider"}:
        return True  # ``đã cho phép triển khai tới 15.000 quân``
    return before is not None and (
        (before.has("nominal") and not finished) or before.among("ongoing", "about")
    )


def _is_total(view: View, phrase: NounPhrase) -> bool:
    """``tổng số 130.000 quân``, ``với sự hỗ trợ của 9.000 lính đồng minh``."""
    before = view.item(phrase.first - 1)
    provided = before is not None and before.among("provided-by")
    planned = any(i.modal in {"will", "plan"} for i in view.after(phrase.last, 2))
    if planned or {"will", "pledge"} & modals(view.items[: phrase.first]):
        return False  # ``sẽ góp hai tiểu đoàn, tổng cộng 1.500 quân``
    return view.items[phrase.first].among("total") or (provided and phrase.kind in {"allies", "coalition"})
