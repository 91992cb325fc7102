"""Modality: what the words before an action make of it, from considering to completed or refused."""

from dataclasses import dataclass
from itertools import pairwise

from coalition_kg.extract.items import Item
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
REACH = 34


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
    crossed = False
    for position in range(index - 1, max(-1, index - REACH), -1):
        item = view.items[position]
        if _is_boundary(item):
            break
        if item.text == "," and not _in_list(view, position):
            if _opens_clause(view, position, found):
                break
            crossed = True
        value = item.tags.get("modal")
        if value and not (crossed and value not in GOVERNING) and not _is_reaction(view, position):
            found.append((position, value))
    return Chain(tuple(reversed(found)))


def _is_boundary(item: Item) -> bool:
    return (
        item.has("break") and not (item.has("attempt") or item.text in {"khi", "trước", "sau", "còn"})
    ) or item.text in {";", ":"}


def _in_list(view: View, position: int) -> bool:
    """A comma inside coordinated countries separates no clauses."""
    return any(g.first < position < g.last for g in view.groups.values())


def _opens_clause(view: View, position: int, found: list[tuple[int, str]]) -> bool:
    """``..., ông X cam kết``: a new subject with its own verb of saying starts a clause of its own."""
    governed = any(value in GOVERNING for _, value in found)
    if view.items[position - 1].has("modal", "announce"):
        return False  # ``cho biết, chính quyền nước này ...``
    return governed and any(
        a.first == position + 1 and a.kind in {"person", "name", "office", "country"} for a in view.actors
    )


def _is_reaction(view: View, position: int) -> bool:
    """``phản đối cam kết của Công đảng``, ``ủng hộ Mỹ``: a view of others' doings governs no act of one's own."""
    item, following = view.items[position], view.item(position + 1)
    if following is None or not (item.text == "phản đối" or item.has("modal", "support")):
        return False
    if following.tags.get("modal") in {"pledge", "plan"}:
        return item.text == "phản đối"
    return not (following.has("nominal") or any(v in following.tags for v in ("own", "object")))


def modality(view: View, chain: Chain, index: int) -> str | None:
    """Return the modality that a chain of words gives the action at an item; None where there is none.

    A word near the action weighs more than one further out, negation turns its neighbour, and saying
    that one will is a pledge.
    """
    values = chain.values
    if _is_left_open(values):
        return "not-ruled-out"
    if "retract" in values:
        return "pledged" if _follows(values, "neg", "retract") else "retracted"
    if "postpone" in values:
        return "postponed"
    if "no_plan" in values:
        return "refused"
    refusal = chain.place_of("refuse")
    if refusal is not None:
        return _refusal(view, chain, refusal, index)
    if "neg" in values:
        return _negated(view, chain, index)
    if "order" in values:
        return "ordered"
    return _affirmed(values)


def _is_left_open(values: tuple[str, ...]) -> bool:
    """``không loại trừ``: a negated refusal leaves it open."""
    return _follows(values, "neg", "refuse")


def _follows(values: tuple[str, ...], first: str, second: str) -> bool:
    return (first, second) in pairwise(values)


def _refusal(view: View, chain: Chain, place: int, index: int) -> str | None:
    """To refuse an act is ``refused``; to reject a report of it, ``denied``; an accusation says nothing of it."""
    between = view.items[place + 1 : index]
    if not any(i.text == "rằng" for i in between):
        return "refused"
    if any(i.text in {"tin", "thông tin", "tin đồn", "tin tức", "báo cáo"} for i in between):
        return "denied"
    return _affirmed(tuple(value for at, value in chain.words if at > place))


def _negated(view: View, chain: Chain, index: int) -> str | None:
    """What a negation denies: the action (a refusal), a decision (still open) or a finished act (nothing)."""
    words = chain.words
    place = next(i for i, (_, value) in enumerate(words) if value == "neg")
    following = words[place + 1][1] if place + 1 < len(words) else None
    before = words[place - 1][1] if place else None
    negation = view.items[words[place][0]].text
    target = words[place + 1][0] if place + 1 < len(words) else index
    if any(_is_verbal(item) for item in view.items[words[place][0] + 1 : target]):
        return None  # ``chưa từng trao đổi về việc ...`` denies the talk
    if following == "announce":
        return _affirmed(tuple(value for _, value in words[place + 2 :]))  # ``không bình luận ...``
    if following == "pledge" and "consider" not in chain.values:
        return "considering" if negation.startswith("chưa") else "refused"
    if following in {"consider", "plan"} or negation.startswith("không"):
        return "refused"
    if "sẽ" in negation or before in {"will", "announce", "pledge"}:
        return "refused"
    return None


def _is_verbal(item: Item) -> bool:
    """An unknown word after a negation may be the verb that it denies."""
    return not item.tags and not item.is_mark and item.quantity is None and item.date is None


def _affirmed(values: tuple[str, ...]) -> str | None:
    inner = next(
        (v for v in reversed(values) if v not in {"done", "announce", "demand", "propose", "predict"}), None
    )
    if "consider" in values and inner in {"consider", "may", "plan", "begin"}:
        return "considering"
    if inner == "may" and "pledge" not in values:
        return "considering"
    if "pledge" in values or "support" in values:
        return "pledged"
    if inner == "will" and "announce" in values:
        return "pledged"
    if inner in {"will", "plan"}:
        return "planned"
    if "will" in values or "plan" in values:
        return "planned"
    if inner == "begin":
        return "under-way"
    if "consider" in values:
        return "considering"
    if "propose" in values:
        return "planned"
    return "completed" if "done" in values else None
