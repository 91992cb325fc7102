"""Imagined losses: those threatened, feared, planned or denied."""

from coalition_kg.extract.frames.victims import is_countable
from coalition_kg.extract.view import Mark, View

UNREAL = {"will", "may", "plan", "pledge", "order", "demand", "predict", "neg"}
FATES = ("kill", "wound", "kill_active", "wound_active")
# How far from the word what it is joined to or left open by may stand.
CLOSE = 4
# How far before a killing a plot may stand that it is.
PLOTTED = 3
AIMED = 16


def is_unreal(view: View, mark: Mark) -> bool:
    """Return whether a loss is none: ``đe dọa giết``, ``có thể thiệt mạng``, ``chưa có ai chết``."""
    if view.items[mark.first].among("so-as-to-kill") or view.is_left_open(mark.last, CLOSE):
        return True
    return (mark.tag == "kill_active" and _is_wished(view, mark)) or _is_governed(view, mark)


def _is_wished(view: View, mark: Mark) -> bool:
    """``âm mưu ám sát thẩm phán``, ``treo thưởng cho những người giết được một lính Mỹ``."""
    if any(i.among("plot") for i in view.before(mark.first, PLOTTED)) or _is_aimed_at(view, mark):
        return True
    before = view.item(mark.first - 1)
    return before is not None and (before.has("crowd") or before.among("anyone"))


def _is_governed(view: View, mark: Mark) -> bool:
    """A word of the future, of possibility or of denial stands before, in the same clause."""
    for position in view.places_before(mark.first, 5):
        item = view.items[position]
        if position == mark.first - 1 and item.has("attempt"):
            return True
        if item.is_stop and item.text != '"':
            return False
        if position == mark.first - 1 and item.has("and") and not _is_joined_fate(view, position):
            return False  # ``cần sự giúp đỡ và giết chết 4 lính Mỹ``
        if item.has("modal", "done"):
            return _is_possible(view, position)  # ``chưa rõ tung tích đã bắn chết``
        described = item.modal == "neg" and _describes(view, position, mark)
        told = described or item.among("news-that")  # ``sau khi có tin một đại úy thiệt mạng``
        if (item.modal in UNREAL and not told) or item.among("danger"):
            return True
    return False


def _is_joined_fate(view: View, joint: int) -> bool:
    """``có thể giết hoặc làm bị thương``: one word before serves both."""
    return any(m.last < joint <= m.last + CLOSE for m in view.marks("casualty", *FATES))


def _describes(view: View, index: int, mark: Mark) -> bool:
    """``49 tân binh không mang vũ khí bị thảm sát``: the negation has a verb of its own."""
    counted = any(p.last == index - 1 and is_countable(p) for p in view.phrases)
    return counted and view.plain_between(index, mark.first) > 0


def _is_aimed_at(view: View, mark: Mark) -> bool:
    """``mục tiêu của họ là đập tan lực lượng này và tiêu diệt thủ lĩnh``: what is only aimed at."""
    for index in view.places_before(mark.first, AIMED):
        item = view.items[index]
        if item.text in {",", ";", ":"} or item.has("break"):
            return False
        if item.among("is"):
            return any(i.among("task", "aim") for i in view.before(index, AIMED))
    return False


def _is_possible(view: View, position: int) -> bool:
    """``có thể đã thiệt mạng``."""
    return any(i.has("modal", "may") for i in view.before(position, 1))
