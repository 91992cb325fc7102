"""Modality: what the words before an action make of it, from considering to completed or refused."""

from dataclasses import dataclass
from itertools import pairwise

from coalition_kg.extract.items import Item, appositions, opens_apposition
from coalition_kg.extract.lexicon import words
from coalition_kg.extract.view import View

# Words that take a whole clause: they still govern an action behind a comma.
GOVERNING = {
    "pledge",
    "announce",
    "order",
    "consider",
    "refuse",
    "retract",
    "postpone",
    "predict",
    "no_plan",
    "support",
}
# How many words before an action may govern it.
REACH = 33
# What the words that only report or finish an act leave to those around them.
OUTER = {"done", "announce", "demand", "propose", "predict"}
WEIGHED = {"consider", "may", "plan", "begin"}
# How far ``sẽ`` may stand behind ``có thể`` that leaves it open.
NEXT = 2
# Where nothing nearer decides, the first of these words in the chain does.
REMAINING = {"consider": "considering", "propose": "planned", "done": "completed"}


@dataclass(frozen=True, slots=True)
class Chain:
    """The modal words that govern an action, outermost first, as (item index, value)."""

    words: tuple[tuple[int, str], ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The values without their places."""
        return tuple(value for _, value in self.words)

    @property
    def first(self) -> int | None:
        """Where the outermost word stands."""
        return self.words[0][0] if self.words else None

    def place_of(self, *values: str) -> int | None:
        """Return where the outermost word of one of the values stands."""
        return next((index for index, value in self.words if value in values), None)


def chain_before(view: View, index: int) -> Chain:
    """Return the modal words that govern an action: back to a break, and over commas the governing ones."""
    found: list[tuple[int, str]] = []
    crossed = joined = parallel = False
    aside = _aside(view, index)
    for position in (p for p in view.places_before(index, REACH) if p not in aside):
        item = view.items[position]
        at_once = item.among("at-once") and position == index - 1  # ``, đồng thời giảm bớt 80 quân nhân``
        if (_is_boundary(item) and not at_once) or _opens_description(view, position):
            break
        if (
            item.has("break", "contrast")
            and position + 1 in view.groups
            and view.items[position - 1].text == ","
        ):
            break  # ``Ấn Độ đã từ chối, còn Pakistan đang xem xét``
        if item.text == "," and not _in_list(view, position):
            if _opens_clause(view, position, found) or _decides_next(view, position, found):
                break
            crossed = crossed or not view.items[position + 1].among("afterwards")
        if item.modal in {"pledge", "order"} and view.items[position - 1].among("according-to"):
            break  # ``theo quyết định của Hội đồng An ninh, nước này đã rút ...``
        if item.among("afterwards") and position + 1 in view.groups:
            break  # ``... rồi sau đó Na Uy cho biết sẽ rút quân``
        if _acts_anew(view, position):
            break  # ``ra lệnh rút 1.300 quân, và đến cuối tháng 5 những người cuối cùng đã rời Iraq``
        value = _value_at(view, position, index)
        outer = (not joined or value == "announce") and not (parallel and value in {"neg", "no_plan"})
        if value and outer and not (crossed and value not in GOVERNING) and not _is_reaction(view, position):
            found.append((position, value))
        joined = joined or (item.among("and") and bool(found) and found[-1] == (position + 1, "no_plan"))
        # ``sẽ không lùi bước và sẽ giữ quân ở Karbala``: the second verb has a word of its own.
        parallel = parallel or (
            item.among("and") and bool(found) and _is_of_its_own(view, position, found[-1])
        )
    return Chain(tuple(reversed(found)))


def _acts_anew(view: View, position: int) -> bool:
    """A force that ``và``, a comma or a date behind them brings in, with a verb of its own."""
    pronoun, force = view.items[position].has("pronoun", "force"), view.phrase_from(position)
    unit = force is not None and force.kind == "unit"
    if not (view.items[position].among("last-ones") if pronoun else unit):
        return False
    before = [i for i in view.before(position, 4) if i.date is None and not i.has("in")]
    if pronoun:
        return bool(before) and before[-1].joins
    return len(before) > 1 and before[-1].has("and") and before[-2].text == ","


def _value_at(view: View, position: int, index: int) -> str | None:
    """What the word at a position makes of an action, or None where it is none of those words."""
    item, before = view.items[position], view.items[position - 1]
    aim = view.items[index - 1]
    if item.among("talks") and (aim.among("the-act", "about") or aim.has("attempt")):
        return "consider"  # ``đàm phán với liên quân về việc giảm quân``
    if _is_means(view, position) or _is_count_date(view, position):
        return None
    if item.modal == "pledge" and before.among("before-when"):
        return "consider"  # ``chờ nghị quyết trước khi quyết định gửi quân``
    return item.modal


def _aside(view: View, index: int) -> range:
    """``Ý, nước hứa góp 3.000 người, hôm qua đã ...``: what is told of the state between commas."""
    for opened, closed in appositions(view.items[:index]):
        between = view.between(closed, index)
        if all(i.date is not None or i.has_any("modal", "still", "now") for i in between):
            return range(opened + 1, closed + 1)
    return range(0)


def _is_of_its_own(view: View, joint: int, word: tuple[int, str]) -> bool:
    """``... và sẽ ...``, ``... và sứ mệnh sẽ kéo dài``: the verb behind the joint has a word of its own."""
    if word == (joint + 1, "will"):
        return True
    return word == (joint + 2, "will") and view.items[joint + 1].has("mission")


def _opens_description(view: View, position: int) -> bool:
    """``..., quốc gia đưa quân tới Iraq``: what stands before the comma governs nothing in it."""
    return opens_apposition(view.items, position - 1)


def _is_means(view: View, position: int) -> bool:
    """``thông qua việc Mỹ tăng cường sự hiện diện``: by means of, not approving."""
    act = view.item(position + 1)
    return (
        view.items[position].among("through")
        and act is not None
        and act.among("the-act")
        and (position + 2 in view.groups)
    )


def _is_count_date(view: View, position: int) -> bool:
    """``tính đến tháng 11/2005``: up to when is counted, nothing is thought of."""
    item, following = view.items[position], view.item(position + 1)
    return item.has("modal", "consider") and following is not None and following.date is not None


def _is_boundary(item: Item) -> bool:
    open_break = item.has("attempt") or item.among("time-adjunct")
    return item.text in {";", ":"} or (item.has("break") and not open_break)


def _in_list(view: View, position: int) -> bool:
    """A comma inside coordinated countries separates no clauses."""
    return any(g.first < position < g.last for g in view.groups.values())


def _decides_next(view: View, position: int, found: list[tuple[int, str]]) -> bool:
    """``đã bác đề nghị, quyết định giữ nguyên quân số``; ``nếu quốc hội bác bỏ, ông vẫn sẽ ...``."""
    decided = bool(found) and found[-1][0] == position + 1 and found[-1][1] in {"pledge", "order"}
    start = next((i for i in view.places_before(position, position) if view.items[i].is_stop), -1)
    return decided or any(i.has("hypothesis") and i.begins("if") for i in view.items[start + 1 : position])


def _opens_clause(view: View, position: int, found: list[tuple[int, str]]) -> bool:
    """``..., ông X cam kết``: a new subject with its own verb of saying starts a clause of its own."""
    if view.items[position - 1].has("modal", "announce"):
        return False  # ``cho biết, chính quyền nước này ...``
    governed = any(value in GOVERNING for _, value in found)
    kinds = {"person", "name", "office", "country"}
    return governed and any(a.first == position + 1 and a.kind in kinds for a in view.actors)


def _is_reaction(view: View, position: int) -> bool:
    """``phản đối cam kết của Công đảng``, ``ủng hộ Mỹ``: a view of others' doings governs no own act."""
    item, following = view.items[position], view.item(position + 1)
    opposes = item.among("oppose")
    if following is None or not (opposes or item.has("modal", "support")):
        return False
    if following.modal in {"pledge", "plan"}:
        return opposes
    return not following.has_any("nominal", "own", "object")


def modality(view: View, chain: Chain, index: int) -> str | None:
    """Return the modality that a chain of words gives the action at an item; None where there is none.

    A word near the action weighs more than one further out, negation turns its neighbour, and saying
    that one will is a pledge.
    """
    values = chain.values
    dropped = _dropped(values)
    if dropped is not None:
        return dropped
    refusal = chain.place_of("refuse")
    if refusal is not None:
        return _refusal(view, chain, refusal, index)
    if "neg" in values:
        return _negated(view, chain, index)
    if values[-2:] == ("may", "will") and chain.words[-1][0] - chain.words[-2][0] <= NEXT:
        return "considering"  # ``có thể cũng sẽ giảm quân``
    return "ordered" if "order" in values else _affirmed(values)


def _dropped(values: tuple[str, ...]) -> str | None:
    """``không loại trừ``, ``rút lại``, ``hoãn``, ``không có kế hoạch``: these outweigh all others."""
    if _follows(values, "neg", "refuse"):
        return "not-ruled-out"
    if "retract" in values:
        kept = _follows(values, "neg", "retract") or "refuse" in values[: values.index("retract")]
        return "pledged" if kept else "retracted"
    if "postpone" in values:
        return "postponed"
    return "refused" if "no_plan" in values else None


def _follows(values: tuple[str, ...], first: str, second: str) -> bool:
    return (first, second) in pairwise(values)


def _refusal(view: View, chain: Chain, place: int, index: int) -> str | None:
    """To refuse an act is ``refused``; to reject a report of it, ``denied``; an accusation says nothing."""
    between = view.between(place, index)
    told = view.typed.text(place + 1, min(place + 3, len(view.items) - 1)).lower()
    if told.startswith(tuple(words("the-report"))):
        return "denied"  # ``phủ nhận tin này``
    if not any(i.holds("that") for i in between):
        return "refused"
    if any(i.among("report") for i in between):
        return "denied"
    return _affirmed(tuple(value for at, value in chain.words if at > place))


def _negated(view: View, chain: Chain, index: int) -> str | None:
    """What a negation denies: the action (a refusal), a decision (still open) or a finished act (nothing)."""
    words = chain.words
    place = next(i for i, (_, value) in enumerate(words) if value == "neg")
    target, following = words[place + 1] if place + 1 < len(words) else (index, None)
    between = view.between(words[place][0], target)
    if any(item.among("hinder") for item in between):
        return modality(view, Chain(words[place + 1 :]), index)  # ``không ngăn được kế hoạch ...``
    if any(_is_verbal(item) for item in between) and not view.items[target - 1].among("or"):
        return None  # ``chưa từng trao đổi về việc ...`` denies the talk
    if following == "announce":
        return _affirmed(chain.values[place + 2 :])  # ``không bình luận ...``
    negation = view.items[words[place][0]]
    if following == "pledge" and "consider" not in chain.values:
        return "considering" if negation.begins("not-yet") else "refused"
    before = words[place - 1][1] if place else None
    settled = negation.begins("not") or negation.holds("will")
    refused = settled or following in {"consider", "plan"} or before in {"will", "announce", "pledge"}
    return "refused" if refused else None


def _is_verbal(item: Item) -> bool:
    """An unknown word after a negation may be the verb that it denies."""
    return item.is_plain and item.quantity is None


def _affirmed(values: tuple[str, ...]) -> str | None:
    """``đang xem xét``, ``sẽ``, ``bắt đầu``, ``đã``: the innermost word, seen through the others."""
    inner = next((v for v in reversed(values) if v not in OUTER), None)
    weighed = "consider" in values and (inner in WEIGHED or _follows(values, "consider", "pledge"))
    if weighed or (inner == "may" and "pledge" not in values):
        return "considering"
    if "pledge" in values or "support" in values or (inner == "will" and "announce" in values):
        return "pledged"
    if "will" in values or "plan" in values:
        return "planned"
    if inner == "begin":
        return "considering" if "may" in values and "pledge" not in values else "under-way"
    if inner is None and _follows(values, "done", "announce") and values[-1] == "announce":
        return None  # ``vừa thông báo rút quân``: announced, not done
    return next((found for value, found in REMAINING.items() if value in values), None)
