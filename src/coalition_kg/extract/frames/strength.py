"""Strengths: a counted force that a country or an alliance has, or had."""

from collections.abc import Iterator
from dataclasses import dataclass

from coalition_kg.extract.items import Item, is_host
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import Subject, View
from coalition_kg.model import DateMention, Quantity, StrengthReport

COUNTED_KINDS = {"person", "mass", "coalition", "allies"}
PERSONNEL = {"soldiers", "police", "mixed", "medical", "engineers", "other"}
# No contingent of the time was larger; above it stand populations.
LARGEST_FORCE = 1_000_000
DEPLOY_VERBS = {"deploy", "expand"}


@dataclass(frozen=True, slots=True)
class Count:
    """A counted force: item range, quantity, who holds it and in which phase."""

    first: int
    last: int
    quantity: Quantity
    subject: Subject
    holder: str
    phase: str
    personnel: str = "soldiers"


def strengths(view: View) -> Iterator[StrengthReport]:
    """Yield the strengths of a sentence."""
    if view.typed.is_question:
        return
    counts = [*_phrases(view), *_levels(view), *_bare(view)]
    for count in counts:
        as_of = _as_of(view, count)
        context = (*count.subject.context, *_event_sentence(view, as_of))
        evidence = view.evidence(count.first, count.last, f"strength-{count.phase}", context)
        theatre = _theatre(view, count)
        for code in count.subject.codes or (None,):
            if code is not None and count.phase == "current" and count.quantity.value is not None:
                view.discourse.strength[code] = count.quantity.value
            yield StrengthReport(
                evidence=evidence,
                country=code,
                theatre=theatre,
                holder=count.holder,
                quantity=count.quantity,
                phase=count.phase,
                personnel=count.personnel,
                as_of=as_of,
            )


def _theatre(view: View, count: Count) -> str | None:
    for index in range(count.last, min(count.last + 12, len(view.items))):
        item = view.items[index]
        if item.has("world"):
            return "world"
        if item.has("gulf") and "trong" in view.typed.text(max(0, index - 1), index).lower():
            return "gulf"
        if index > count.last and item.quantity is not None:
            break
    near = view.theatre(count.last - 1, count.last + 6)
    if near != view.discourse.theatre:
        return near
    return view.theatre(0, count.first)


# Counted phrases


def _phrases(view: View) -> Iterator[Count]:
    for phrase in view.phrases:
        if phrase.quantity is None or phrase.part or phrase.more or phrase.number in view.claimed:
            continue
        if phrase.kind not in COUNTED_KINDS and not (phrase.kind == "people" and _gathered(view, phrase)):
            continue
        if view.items[phrase.noun].text == "thành viên" and phrase.kind == "people" and _gathered(view, phrase):
            continue  # an alliance's members are countries
        if not _is_plausible(phrase) or _is_unreal(view, phrase) or _is_part(view, phrase):
            continue
        if not _is_held(view, phrase):
            continue
        subject = _holder(view, phrase)
        if subject is None:
            continue
        view.claimed.add(phrase.number or phrase.first)
        yield Count(
            _start(view, phrase, subject), phrase.last, phrase.quantity, subject, _holder_kind(phrase, subject),
            _phase(view, phrase), phrase.personnel if phrase.personnel in PERSONNEL else "soldiers",
        )  # fmt: skip


def _is_plausible(phrase: NounPhrase) -> bool:
    """A contingent is counted in tens at least; one soldier is a person in a story."""
    quantity = phrase.quantity
    return quantity is not None and (quantity.value is None or 10 <= quantity.value <= LARGEST_FORCE)


def _is_unreal(view: View, phrase: NounPhrase) -> bool:
    """Wanted, planned or denied numbers are no strengths."""
    for position in range(phrase.first - 1, max(-1, phrase.first - 12), -1):
        item = view.items[position]
        if item.is_mark or item.has("break") or item.text in {"gồm", "bao gồm"}:
            return False
        if item.tags.get("modal") in {
            "will",
            "plan",
            "demand",
            "may",
            "consider",
            "neg",
            "no_plan",
            "refuse",
            "propose",
            "postpone",
            "retract",
        }:
            return True
        if item.has("hypothesis"):
            return True
    return False


def _is_part(view: View, phrase: NounPhrase) -> bool:
    """``900 trong số 3.200 quân``: only the whole is a strength."""
    after = view.item(phrase.last + 1)
    return (
        after is not None
        and after.text in {"trong số", "trong tổng số"}
        and any(
            p.first in range(phrase.last + 2, phrase.last + 5)
            and p.codes == phrase.codes
            and p.kind != "coalition"
            for p in view.phrases
        )
    )


def _is_held(view: View, phrase: NounPhrase) -> bool:
    """Whether the words around a counted force say that somebody has it somewhere."""
    return (
        _has_before(view, phrase)
        or _is_stationed(view, phrase)
        or _is_sent(view, phrase)
        or _is_total(view, phrase)
    )


def _has_before(view: View, phrase: NounPhrase) -> bool:
    for position in range(phrase.first - 1, max(-1, phrase.first - 3), -1):
        item = view.items[position]
        if (item.has("have") and item.text not in {"là", "còn"}) or item.text in {"góp", "đóng góp"}:
            return True
        if item.has("to") and _moved(view, position):
            return True
        if not (item.has("still") or item.has("now") or item.has("det") or item.has("more")):
            return False
    return False


def _is_stationed(view: View, phrase: NounPhrase) -> bool:
    for position in range(phrase.last + 1, min(phrase.last + 5, len(view.items))):
        item = view.items[position]
        if item.tags.get("modal") in {"will", "plan", "may", "neg"}:
            return False
        if item.has("stationed") or (item.has("in") and item.text in {"ở", "tại"}):
            return not view.elsewhere(phrase.last, position + 3)
        if item.is_mark or item.has("break") or item.has("action"):
            return False
    return False


def _is_sent(view: View, phrase: NounPhrase) -> bool:
    for position in range(phrase.first - 1, max(-1, phrase.first - 5), -1):
        item = view.items[position]
        if item.tags.get("object") in DEPLOY_VERBS or item.tags.get("own") in DEPLOY_VERBS:
            return True
        if item.has("object", "maintain") and item.text not in {"để", "giữ"}:
            return True
        if item.is_mark or item.has("break"):
            return False
    return False


def _is_total(view: View, phrase: NounPhrase) -> bool:
    before = view.item(phrase.first - 1)
    opens = view.items[phrase.first].text in {"tổng số", "số", "tổng cộng"}
    return (
        opens
        or (before is not None and before.has("by") and False)
        or (
            before is not None
            and before.text in {"sự hỗ trợ của", "của"}
            and phrase.kind in {"allies", "coalition"}
        )
    )


def _holder(view: View, phrase: NounPhrase) -> Subject | None:
    if phrase.codes:
        if any(is_host(c) for c in phrase.codes):
            return None
        return Subject(phrase.codes, phrase.first, phrase=phrase)
    if phrase.kind in {"coalition", "allies"}:
        return Subject((), phrase.first, phrase=phrase, alliance=True)
    if phrase.owner == "many":
        return None
    subject = _gathered(view, phrase) or view.subject(phrase.first)
    if subject is None or subject.public:
        return None
    if subject.codes and all(is_host(c) for c in subject.codes):
        return None
    if not subject.codes and not subject.alliance:
        return None
    if subject.phrase is not None and subject.phrase.kind in {"host", "enemy"}:
        return None
    return subject


def _gathered(view: View, phrase: NounPhrase) -> Subject | None:
    """``lực lượng đa quốc gia tại đây gồm khoảng 150.000 binh sĩ``: the whole force is counted."""
    before = view.item(phrase.first - 1)
    if (
        before is None
        or not before.has("have")
        or before.text not in {"gồm", "bao gồm", "có", "gồm có", "hiện có"}
    ):
        return None
    earlier = [p for p in view.phrases if p.last < phrase.first]
    whole = next((p for p in reversed(earlier) if p.kind == "coalition" or _is_led(view, p)), None)
    near = whole is not None and (
        phrase.first - whole.last <= 6
        or not any(a.codes and whole.last < a.first < phrase.first for a in view.actors)
    )
    if whole is not None and near and (whole.kind == "coalition" or _is_led(view, whole)):
        return Subject((), whole.first, phrase=whole, alliance=True)
    return None


def _is_led(view: View, phrase: NounPhrase) -> bool:
    """``lực lượng gìn giữ hòa bình do NATO lãnh đạo`` is a whole force, not a country's."""
    after = view.item(phrase.last + 1)
    return phrase.kind == "mass" and after is not None and after.text == "do"


def _holder_kind(phrase: NounPhrase, subject: Subject) -> str:
    if subject.codes:
        return "country"
    return "allies" if phrase.kind == "allies" else "coalition"


def _phase(view: View, phrase: NounPhrase) -> str:
    after = _until_comma(view.items[phrase.last + 1 : phrase.last + 14])
    before = view.items[max(0, phrase.first - 10) : phrase.first]
    now = any(i.has("now") for i in before[-5:])
    then = any(i.has("former") for i in [*before, *after])
    fought = any(i.text == "tham chiến" for i in after[:4])
    return "past" if (then or fought) and not now else "current"


def _until_comma(items: list[Item]) -> list[Item]:
    comma = next((i for i, item in enumerate(items) if item.text in {",", ";"}), len(items))
    return items[:comma]


def _start(view: View, phrase: NounPhrase, subject: Subject) -> int:
    """Stretch the quote back over ``Hiện có``, ``Ba Lan góp``."""
    first = phrase.first
    if subject.first is not None and subject.first < first and first - subject.first <= 12:
        if not view.breaks_between(subject.first, first):
            return subject.first
    while first > 0 and (view.items[first - 1].has("have") or view.items[first - 1].has("now")):
        first -= 1
    return first


def _event_sentence(view: View, as_of: DateMention | None) -> tuple[int, ...]:
    event = view.discourse.event
    return (event.sentence,) if event is not None and as_of is not None and as_of == view.same_day() else ()


def _as_of(view: View, count: Count) -> DateMention | None:
    near = [d for d in view.typed.dates if d.mention.edtf]
    return near[0].mention if near else view.same_day()


def _bare(view: View) -> Iterator[Count]:
    """``Australia hiện có khoảng 900 tại quốc gia vùng Vịnh này``: the noun is understood."""
    for index, item in enumerate(view.items[:-2]):
        before, after = view.item(index - 1), view.items[index + 1]
        if item.quantity is None or index in view.claimed or view.phrase_at(index) is not None:
            continue
        held = before is not None and before.text in {"có", "hiện có"} and after.text in {"ở", "tại"}
        if not held or not (
            is_host(view.items[index + 2].tags.get("country"))
            or view.items[index + 2].has("pronoun", "theatre")
        ):
            continue
        subject = view.subject(index)
        if subject is not None and subject.codes and not subject.assumed and not is_host(subject.codes[0]):
            yield Count(subject.first or index, index + 2, item.quantity, subject, "country", "current")


# Levels: bare numbers of a force that grew or shrank


def _levels(view: View) -> Iterator[Count]:
    """``giảm từ 40.000 trong cuộc chiến``, ``rút xuống còn 850 quân``: a level before or after."""
    for index, item in enumerate(view.items):
        if item.quantity is None or index in view.claimed or not _is_level(view, index):
            continue
        subject = _level_subject(view, index)
        if subject is None:
            continue
        before = view.items[index - 1].text
        intended = any(i.tags.get("modal") in {"will", "plan", "pledge"} for i in view.items[:index])
        phase = "past" if before.startswith(("từ", "mức", "cao")) and not intended else "current"
        view.claimed.add(index)
        holder = "country" if subject.codes else "coalition"
        yield Count(_level_start(view, index), index, item.quantity, subject, holder, phase)


def _is_level(view: View, index: int) -> bool:
    before = [i.text for i in view.items[max(0, index - 3) : index]]
    if not before or not any(
        text in {"từ", "từ mức", "mức cao điểm", "cao điểm", "mức"} for text in before[-2:]
    ):
        return False
    following = view.item(index + 1)
    if following is not None and following.has("money"):
        return False
    for position in range(index - 1, max(-1, index - 14), -1):
        item = view.items[position]
        if item.tags.get("own") in {"reduce", "expand"}:
            return True
        if item.tags.get("object") in {"reduce", "expand"}:
            phrase = view.object_after(position)
            force = next(
                (p for p in view.phrases if position - 4 <= p.last < position and _is_number_of(view, p)),
                None,
            )
            header = view.discourse.header is not None and position <= 12
            return bool(phrase and phrase.is_force) or bool(force and force.is_force) or header
    return False


def _is_number_of(view: View, phrase: NounPhrase) -> bool:
    """``quân số``, ``số lính Mỹ``: a level is said of a number of people."""
    before = view.item(phrase.first - 1)
    if before is not None and before.has("of"):
        return False
    return view.items[phrase.noun].text in {
        "quân số",
        "lực lượng",
        "số quân",
        "binh lực",
        "đội quân",
    } or view.items[phrase.first].text in {"số", "tổng số", "con số"}


def _moved(view: View, index: int) -> bool:
    """A force was brought to the level, not only asked to be."""
    before = view.items[max(0, index - 14) : index]
    return any(
        i.tags.get("object") in {"reduce", "expand"} or i.tags.get("own") in {"reduce", "expand"}
        for i in before
    )


def _level_subject(view: View, index: int) -> Subject | None:
    forces = [p for p in view.phrases if p.first < index and p.is_force]
    for phrase in reversed(forces):
        if phrase.codes:
            return Subject(phrase.codes, phrase.first, phrase=phrase)
        if phrase.kind == "coalition" or (phrase.owner in {"nato", "un", "coalition"}):
            return Subject((), phrase.first, phrase=phrase, alliance=True)
    return view.subject(index)


def _level_start(view: View, index: int) -> int:
    first = index
    while (
        first > 0
        and index - first < 8
        and not view.items[first - 1].is_mark
        and not view.items[first - 1].has("break")
    ):
        first -= 1
    return first
