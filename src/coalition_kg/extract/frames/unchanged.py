"""Unchanged: commitments that are said to stand, ``cam kết của Italy ở Iraq vẫn không thay đổi``."""

from collections.abc import Iterator

from coalition_kg.extract.frames.action import Action
from coalition_kg.extract.view import Subject, View

# How far behind the word its owner may end, how far behind that what is said of it may stand.
OWNER = 5
SAID = 9
# How far before the word the verb may stand that does not touch it.
TOUCHED = 4


def unchanged(view: View) -> Iterator[tuple[Action, Subject]]:
    """Yield a stay for each commitment that does not change, and whose it is."""
    for index, item in enumerate(view.items[:-2]):
        of = view.items[index + 1]
        if not (item.among("commitment") and (of.among("of") or of.among("our"))):
            continue
        owner = _owner(view, index) if _is_to_mission(view, index) else None
        if owner is not None and (_stands(view, index) or _is_untouched(view, index)):
            yield Action(index, index, "maintain", "same"), owner


def _is_to_mission(view: View, index: int) -> bool:
    """The sentence speaks of the theatre or the alliance, and nobody only hopes so."""
    hoped = any(i.has("hypothesis") or i.modal in {"demand", "propose"} for i in view.items[:index])
    allied = any(i.has("coalition") for i in view.after(index, SAID))
    return not hoped and (allied or view.means_theatre())


def _owner(view: View, index: int) -> Subject | None:
    """``của Italy``, ``của nước ông``, ``của chúng tôi``."""
    near = (a for a in view.actors if index < a.first <= index + OWNER)
    actor = next((a for a in near if a.kind in {"country", "office", "pronoun", "person"}), None)
    owner = view.meant_by(actor) if actor is not None else None
    return owner if owner is not None and owner.codes and not owner.is_host and not owner.public else None


def _stands(view: View, index: int) -> bool:
    """``vẫn không thay đổi``, ``không hề lung lay``, ``vẫn còn nguyên``."""
    near = view.after(index + 1, SAID)
    for place, item in enumerate(near):
        if item.is_stop and not item.has("still"):
            return False
        if item.among("firm"):
            return True
        if item.modal == "neg" and any(i.among("change") for i in near[place + 1 : place + 3]):
            return True
    return False


def _is_untouched(view: View, index: int) -> bool:
    """``không làm thay đổi cam kết của Bratislava``, ``không ảnh hưởng tới cam kết ...``."""
    before = view.before(index, TOUCHED)
    touched = any(i.among("change", "affect") for i in before)
    return touched and any(i.modal == "neg" or i.holds("not") for i in before)
