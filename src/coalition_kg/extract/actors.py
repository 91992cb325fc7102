"""Actors of a sentence: the persons, offices, pronouns and countries that may speak or decide."""

from dataclasses import dataclass, field

from coalition_kg.extract.items import Item, TypedSentence, is_host
from coalition_kg.extract.names import begins_name, is_name, name_end
from coalition_kg.extract.phrases import Countries, NounPhrase


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks or decides: a person, an office or a country itself."""

    first: int
    last: int
    kind: str
    name: str | None = None
    code: str | None = None
    side: str = "government"
    codes: tuple[str, ...] = ()
    pronoun: str | None = None


def actors(typed: TypedSentence, groups: dict[int, Countries], phrases: list[NounPhrase]) -> list[Actor]:
    """Return persons, offices, pronouns and bare countries that may speak or decide, left to right."""
    taken = {i for p in phrases for i in range(p.first, p.last + 1) if p.kind != "mass" or p.codes or p.owner}
    found: list[Actor] = []
    index = 0
    while index < len(typed.items):
        actor = _actor_at(typed, groups, index, taken)
        if actor is not None:
            found.append(actor)
            index = actor.last
        index += 1
    return found


def _actor_at(
    typed: TypedSentence, groups: dict[int, Countries], index: int, taken: set[int]
) -> Actor | None:
    item = typed.items[index]
    if item.has("title"):
        return _Person(typed, groups, index).read()
    if item.has("office") and not (index in taken and item.has("mass")):
        return _office(typed, groups, index)
    return None if index in taken else _bare(typed, groups, index)


def _bare(typed: TypedSentence, groups: dict[int, Countries], index: int) -> Actor | None:
    """Who is named without a title or an office: the public, ``họ``, a country, an alliance, a name."""
    item = typed.items[index]
    most = index > 0 and typed.items[index - 1].among("most-of")
    populace = (item.among("populace") or (most and item.among("person"))) and index + 1 in groups
    if item.has("people_bloc") or populace:
        return Actor(index, _public_end(typed.items, groups, index), "public", item.text)
    if item.has("pronoun", "person") and index + 1 < len(typed.items) and is_name(typed.items[index + 1]):
        last = name_end(typed.items, index + 1)
        return Actor(index, last, "name", typed.text(index + 1, last))
    if item.has("pronoun", "country") and index and _is_of_several(typed.items[index - 1]):
        return None
    if item.has("pronoun") and not item.has("pronoun", "theatre"):
        return Actor(index, index, "pronoun", pronoun=item.tags["pronoun"])
    if item.among("all-alone") and index + 1 < len(typed.items) and _is_verbal(typed.items[index + 1]):
        return Actor(index, index, "pronoun", pronoun="they")  # ``Tất cả sẽ về nước``
    if index in groups:
        group = groups[index]
        return Actor(index, group.last, "country", codes=group.codes, code=group.codes[0])
    if item.has_any("coalition", "organisation"):
        return Actor(index, index, "alliance", typed.text(index, index))
    if is_name(item):
        last = name_end(typed.items, index)
        return Actor(index, last, "name", typed.text(index, last))
    return None


def _is_verbal(item: Item) -> bool:
    return item.has_any("modal", "now") or item.among("all-of-them")


def _is_of_several(before: Item) -> bool:
    """``các quốc gia Bắc Âu``, ``một vương quốc Bắc Âu``: none that was named before."""
    return before.has("det") or before.quantity is not None


def _public_end(items: list[Item], groups: dict[int, Countries], index: int) -> int:
    """``cử tri Anh``, ``dân chúng ở Italy``: the country belongs to the crowd."""
    for first in (index + 1, index + 2):
        linked = first == index + 1 or items[first - 1].has_any("of", "in") if first < len(items) else False
        if linked and first in groups:
            return groups[first].last
    return index


@dataclass(slots=True)
class _Person:
    """``Bộ trưởng Quốc phòng Anh Geoff Hoon``: title, field, country, party, name."""

    typed: TypedSentence
    groups: dict[int, Countries]
    first: int
    last: int = field(init=False)
    side: str = field(init=False)
    codes: tuple[str, ...] = ()
    name: str | None = None
    allied: bool = False

    def __post_init__(self) -> None:
        self.last = self.first
        self.side = self.typed.items[self.first].tags["title"]

    def read(self) -> Actor:
        """Return the person: on over what describes, up to the name."""
        items, index = self.typed.items, self.first + 1
        while index < len(items) and self.name is None:
            end = self._part_end(index)
            if end is not None:
                self.last = end
            elif not _is_filler(items[index]):
                break
            index = (end if end is not None else index) + 1
        while self.last > self.first and items[self.last].text in {",", "-"}:
            self.last -= 1
        label = self.name or self.typed.text(self.first, self.last)
        code = self.codes[0] if self.codes else None
        return Actor(self.first, self.last, "person", label, code, self.side, self.codes)

    def _part_end(self, index: int) -> int | None:
        """Take in the country, party, title or name that starts at an item; return its last item."""
        items = self.typed.items
        item = items[index]
        if index in self.groups and not self.codes:
            if not self.allied:  # ``quan chức NATO ở Brussels``
                self.codes = self.groups[index].codes
            return self.groups[index].last
        if item.has("office", "opposition") or item.among("political-wing"):
            self._oppose(item)
            return index
        if item.has_any("title", "office"):
            self.side = item.tags.get("title", self.side) if self.side == "government" else self.side
            return index
        if item.has_any("organisation", "coalition"):
            self.allied = True
            return index
        if is_name(item) or begins_name(items, index):
            last = name_end(items, index)
            self.name = self.typed.text(index, last)
            return last
        return None

    def _oppose(self, item: Item) -> None:
        """``thủ lĩnh đối lập``; a wing of the parties is no opposition by itself."""
        if item.holds("opposition") or self.typed.items[self.first].has("title", "opposition"):
            self.side = "opposition"


def _is_filler(item: Item) -> bool:
    """What may stand between a title and its name without being part of either."""
    filler = item.has("title_filler") or item.among("office-filler")
    return filler or item.text == "-" or item.has("pronoun", "country")


def _is_part_of_name(office: Item, item: Item) -> bool:
    """``Đài truyền hình Al``, ``đảng Lao động``."""
    return item.text.isalpha() or (office.among("party") and item.text.replace(" ", "").isalpha())


def _office(typed: TypedSentence, groups: dict[int, Countries], first: int) -> Actor:
    """``chính phủ mới của Tây Ban Nha``, ``Lầu Năm Góc``: an office and whose it is."""
    items = typed.items
    side, own = items[first].tags["office"], items[first].tags.get("country")
    codes: tuple[str, ...] = (own,) if own else ()
    last, index = first, first + 1
    while not own and index < len(items) and index <= first + 3:
        item = items[index]
        if index in groups:
            codes, last = groups[index].codes, groups[index].last
            break
        if item.among("political-side"):
            side = "opposition" if item.among("opposition") else side
        elif item.has("in") and index + 1 in groups:
            if items[first].has("mass") and is_host(groups[index + 1].codes[0]):
                break  # ``sự có mặt của quân đội ở Iraq``: an army that is there
            codes, last = groups[index + 1].codes, groups[index + 1].last
            break
        elif item.capital and _is_part_of_name(items[first], item):
            last = index
        elif not item.among("office-filler"):
            break
        index += 1
    return Actor(first, last, "office", typed.text(first, last), codes[0] if codes else None, side, codes)
