"""Who leads: the country behind ``do ... chỉ huy`` and ``dưới sự chỉ huy của``."""

from collections.abc import Iterator
from dataclasses import dataclass

from coalition_kg.extract.items import is_host
from coalition_kg.extract.view import View

# Who leads the whole alliance: all others are its allies, and nothing of it is a sector.
LEADER = ("US",)
FORMATIONS = ("mass", "unit", "coalition")


@dataclass(frozen=True, slots=True)
class Lead:
    """A leading country with the stretch that says so."""

    code: str
    first: int
    last: int


def leads(view: View) -> list[Lead]:
    """Return who leads in a sentence, those behind ``do`` first."""
    return [*led_by(view), *_under(view)]


def led_by(view: View) -> Iterator[Lead]:
    """Yield those of ``do Anh chỉ huy``, ``do Anh và Mỹ quản lý``, ``do lực lượng Ba Lan quản lý``."""
    for mark in view.marks("sectors", "command", "passive_command"):
        by = next((i for i in view.places_before(mark.first, 5) if view.items[i].among("by")), None)
        if by is not None:
            codes = [c for i in range(by, mark.first) for c in _codes_at(view, i)]
            yield from (Lead(code, by, mark.last) for code in codes if not is_host(code))


def _codes_at(view: View, index: int) -> tuple[str, ...]:
    """The countries at an item, or the one that ``họ`` or ``nước này`` means."""
    if index in view.groups:
        return view.groups[index].codes
    pronoun = view.items[index].tags.get("pronoun")
    meant = view.antecedent(pronoun, index) if pronoun in {"they", "country"} else None
    return meant.codes if meant is not None and len(meant.codes) == 1 else ()


def _under(view: View) -> Iterator[Lead]:
    """``dưới sự chỉ huy của Ba Lan``."""
    for mark in view.marks("sectors", "under"):
        theirs = view.item(mark.last + 1)
        if theirs is not None and theirs.has("pronoun", "they"):
            meant = view.antecedent("they", mark.first)
            led = meant is not None and len(meant.codes) == 1 and not meant.is_host
            yield from (
                Lead(code, mark.first, mark.last + 1) for code in (meant.codes if led and meant else ())
            )
        for index in view.places_after(mark.last, 3):
            group = view.groups.get(index)
            if group is not None and not is_host(group.codes[0]):
                yield from (Lead(code, mark.first, group.last) for code in group.codes)
                break


def end_of_clause(view: View, index: int) -> int:
    """Return where a clause ends, which goes on over commas that only add origin, place or parts."""
    for position in range(index + 1, len(view.items)):
        item = view.items[position]
        if item.text in {".", ";"} or item.has("break", "contrast") or item.among("lie-where"):
            return position - 1
        if item.text == "," and any(i.among("dispatch", "have") for i in view.after(position, 2)):
            return position - 1  # ``Ba Lan, nước chỉ huy một sư đoàn, góp 2.400 người``
    return max(index, len(view.items) - 1)
