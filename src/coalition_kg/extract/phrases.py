"""Phrases of a sentence: coordinated countries, noun phrases of people and forces, persons and offices."""

import re
import unicodedata
from dataclasses import dataclass, replace

from coalition_kg.extract.items import Item, TypedSentence, is_host
from coalition_kg.model import Quantity

NOUN_TAGS = (
    "host", "enemy", "coalition", "allies", "person", "unit", "mass", "civilian", "people", "presence",
    "vague_nations",
)  # fmt: skip
FORCE_KINDS = {"person", "unit", "mass", "coalition", "allies", "presence"}
# How far a country may stand behind the noun that it belongs to.
REACH = 5
# A smaller number behind a unit is its name, a larger one its strength.
LARGEST_DESIGNATION = 20


@dataclass(frozen=True, slots=True)
class Countries:
    """Coordinated countries: ``Ba Lan, Hungary và Hà Lan``."""

    first: int
    last: int
    codes: tuple[str, ...]
    kind: str = "name"


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """People or a force: ``khoảng 135.000 binh lính Mỹ``; first and last are item indices."""

    first: int
    last: int
    kind: str
    personnel: str
    quantity: Quantity | None = None
    codes: tuple[str, ...] = ()
    owner: str | None = None
    more: bool = False
    whole: bool = False
    noun: int = 0
    number: int | None = None
    nations: Quantity | None = None
    part: bool = False

    @property
    def is_force(self) -> bool:
        """Whether the phrase names foreign or unspecified military or police."""
        return self.kind in FORCE_KINDS


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


def country_groups(items: list[Item]) -> dict[int, Countries]:
    """Return the coordinated countries by the index of their first item."""
    groups: dict[int, Countries] = {}
    index = 0
    while index < len(items):
        if items[index].has("country"):
            group = _group_at(items, index)
            groups[index] = group
            index = group.last
        index += 1
    return groups


def _group_at(items: list[Item], first: int) -> Countries:
    places, joined = [first], False
    index = first + 1
    while index < len(items):
        step = _conjunct(items, index)
        if step is None:
            break
        joined = joined or items[step - 1].has("and")
        places.append(step)
        index = step + 1
    governed = first > 0 and (items[first - 1].has("in") or items[first - 1].has("of"))
    if len(places) == 2 and not joined and (governed or is_host(items[first].tags["country"])):
        places = places[:1]  # ``ở Iraq, Campuchia ...``: a lone comma ends a clause
    codes = tuple(dict.fromkeys(items[i].tags["country"] for i in places))
    return Countries(first, places[-1], codes, items[first].tags["country_kind"])


def _conjunct(items: list[Item], index: int) -> int | None:
    """Return where the next country of a coordination stands, after a comma or a conjunction."""
    if items[index].text == "(":
        return None
    seen = 0
    while index < len(items) and seen < 2 and (items[index].text in {",", "-"} or items[index].has("and")):
        index, seen = index + 1, seen + 1
    if seen and index < len(items) and items[index].has("country"):
        return index
    return None


def noun_phrases(typed: TypedSentence, groups: dict[int, Countries]) -> list[NounPhrase]:
    """Return the noun phrases of people and forces, left to right, none overlapping."""
    found: list[NounPhrase] = []
    index = 0
    while index < len(typed.items):
        phrase = _part_at(typed.items, groups, index) or _phrase_at(typed.items, groups, index)
        if phrase is not None:
            found.append(phrase)
            index = phrase.last
        index += 1
    return found


def _part_at(items: list[Item], groups: dict[int, Countries], index: int) -> NounPhrase | None:
    """``2 trong số 3 binh lính Mỹ``: the part is counted, the whole says of whom."""
    quantity = items[index].quantity
    if quantity is None or not _is_partitive(items, index):
        return None
    whole = _phrase_at(items, groups, index + 2)
    return replace(whole, first=index, quantity=quantity, number=index, part=True) if whole else None


def _is_partitive(items: list[Item], index: int) -> bool:
    return (
        index + 2 < len(items)
        and items[index + 1].text in {"trong số", "trong tổng số"}
        and items[index + 2].quantity is not None
    )


def _noun_tag(item: Item) -> str | None:
    return next((tag for tag in NOUN_TAGS if tag in item.tags), None)


def _phrase_at(items: list[Item], groups: dict[int, Countries], first: int) -> NounPhrase | None:
    index, quantity, whole, number, more = first, None, False, None, False
    while index < len(items) and not _noun_tag(items[index]):
        item = items[index]
        if item.quantity is not None and quantity is None:
            quantity, number = item.quantity, index
        elif item.has("band") and quantity is not None:
            quantity, number = None, None  # ``một nhóm tay súng`` counts the group
        elif item.has("det"):
            whole = whole or item.has("all")
        elif (item.has("more") and not item.has("object")) or item.has("case"):
            more = more or item.has("more")
        else:
            return None
        index += 1
    if index >= len(items):
        return None
    if number is not None and first == number and _is_partitive(items, number):
        return None
    tag = _noun_tag(items[index])
    if tag is None or (tag == "people" and quantity is None):
        return None
    if tag == "vague_nations" and index + 1 in groups:
        return None  # ``các nước Hungary và Latvia`` are those countries
    collective = tag in {"mass", "unit", "presence"} or (
        tag == "coalition" and not items[index].text.startswith(("lính", "binh"))
    )
    if collective and quantity is not None and quantity.value == 1:
        quantity, number = None, None
    phrase = NounPhrase(
        first, index, tag, items[index].tags[tag], quantity, (), None, more, whole, index, number
    )
    phrase = _with_inner_number(items, phrase)
    phrase = _with_second_noun(items, phrase)
    return _with_owner(items, groups, phrase)


def _with_inner_number(items: list[Item], phrase: NounPhrase) -> NounPhrase:
    """``một tiểu đoàn 485 quân``: the people, not the unit, are counted."""
    if phrase.kind not in {"unit", "mass"}:
        return phrase
    for index in range(phrase.last + 1, min(len(items) - 1, phrase.last + 4)):
        if items[index].is_mark or items[index].has("country"):
            break
        noun = next((t for t in ("person", "people") if t in items[index + 1].tags), None)
        quantity = items[index].quantity
        if quantity is not None and noun and quantity.value is not None and quantity.value < LARGEST_DESIGNATION:
            return replace(phrase, last=index + 1, quantity=None, number=None)  # ``sư đoàn 4 bộ binh``
        if quantity is not None and noun:
            personnel = items[index + 1].tags["person"] if noun == "person" else "soldiers"
            return replace(
                phrase, last=index + 1, kind="person", personnel=personnel, quantity=items[index].quantity,
                noun=index + 1, number=index,
            )  # fmt: skip
    return replace(phrase, quantity=None, number=None) if phrase.kind == "unit" else phrase


def _with_second_noun(items: list[Item], phrase: NounPhrase) -> NounPhrase:
    """``19 binh lính và cảnh sát``: one number counts both."""
    index = phrase.last + 1
    if (
        phrase.kind == "person"
        and index < len(items)
        and items[index].has("person")
        and items[index].quantity is None
    ):
        return replace(phrase, last=index)  # ``binh lính đặc nhiệm``
    if index + 1 < len(items) and items[index].has("and"):
        tag = _noun_tag(items[index + 1])
        if tag == "person" and phrase.kind == "person":
            pair = {phrase.personnel, items[index + 1].tags["person"]}
            personnel = phrase.personnel if len(pair) == 1 else "mixed"
            return replace(phrase, last=index + 1, personnel=personnel)
    return phrase


def _with_owner(items: list[Item], groups: dict[int, Countries], phrase: NounPhrase) -> NounPhrase:
    """The country, pronoun or alliance that a noun phrase belongs to."""
    index = phrase.last + 1
    for index in range(phrase.last + 1, min(len(items), phrase.last + 1 + REACH)):
        item = items[index]
        before = items[index - 1]
        direct = index == phrase.last + 1 or _only_describes(items, phrase.last + 1, index)
        linked = before.has("of") or before.text in {"quân đội", "(", "các", "đến từ", "những"}
        if (
            index in groups
            and (direct or linked)
            and not (before.has("from") and is_host(groups[index].codes[0]))
        ):
            codes = () if phrase.kind == "allies" else groups[index].codes
            if _and_others(items, groups[index].last):
                return replace(phrase, last=groups[index].last + 2, kind="coalition", owner="coalition")
            return replace(phrase, last=groups[index].last, codes=codes)
        if item.has("pronoun") and (direct or linked) and not item.has("pronoun", "theatre"):
            return replace(phrase, last=index, owner=item.tags["pronoun"])
        if direct and item.has("unit") and phrase.kind == "person":
            unit = _phrase_at(items, groups, index)
            if unit is not None and unit.codes:
                return replace(phrase, last=unit.last, codes=unit.codes)
        many = item.has("allies") or item.has("vague_nations")
        if many and phrase.is_force and (direct or linked or before.quantity is not None):
            nations = before.quantity if before.quantity is not None else None
            return replace(phrase, last=index, kind="allies" if item.has("allies") else phrase.kind,
                           owner="allies" if item.has("allies") else "many", nations=nations)  # fmt: skip
        if item.has("coalition") and (direct or linked) and phrase.kind in {"person", "mass", "people"}:
            return replace(phrase, last=index, kind="coalition", owner=item.tags["coalition"])
        if item.has("enemy") and linked:
            return replace(phrase, last=index, kind="enemy")
        if (item.is_mark and item.text != "(") or _ends_phrase(item):
            break
    return phrase


def _only_describes(items: list[Item], first: int, last: int) -> bool:
    """``lính phòng vệ Iraq``: at most two unknown words that say what kind of people."""
    between = items[first:last]
    return 0 < len(between) <= 2 and all(not i.tags and i.text.isalpha() and not i.capital for i in between)


def _and_others(items: list[Item], last: int) -> bool:
    """``170.000 lính Mỹ và các nước khác``: the whole coalition is counted."""
    return (
        last + 2 < len(items)
        and items[last + 1].has("and")
        and (items[last + 2].has("allies") or items[last + 2].has("vague_nations"))
    )


def _ends_phrase(item: Item) -> bool:
    verbs = ("action", "modal", "have", "break", "that", "in", "and")
    if item.has("in") and item.has("of"):
        return False
    return any(tag in item.tags for tag in verbs)


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
    items = typed.items
    item = items[index]
    if item.has("title"):
        return _person(typed, groups, index)
    if item.has("office") and not (index in taken and item.has("mass")):
        return _office(typed, groups, index)
    if index in taken:
        return None
    if item.has("people_bloc"):
        return Actor(index, index, "public", item.text)
    if item.has("pronoun", "person") and index + 1 < len(typed.items) and _is_name(typed.items[index + 1]):
        last = _name_end(typed.items, index + 1)
        return Actor(index, last, "name", typed.text(index + 1, last))
    if item.has("pronoun") and not item.has("pronoun", "theatre"):
        return Actor(index, index, "pronoun", pronoun=item.tags["pronoun"])
    if index in groups:
        group = groups[index]
        return Actor(index, group.last, "country", codes=group.codes, code=group.codes[0])
    if item.has("coalition") or item.has("organisation"):
        return Actor(index, index, "alliance", typed.text(index, index))
    if _is_name(item):
        last = _name_end(items, index)
        return Actor(index, last, "name", typed.text(index, last))
    return None


# A syllable as Vietnamese spells it, tone and vowel marks removed; what does not fit is a foreign name.
SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|tr|th|ph|kh|gh|gi|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ng|nh|ch|[cmnpt])?"
)


def is_foreign(text: str) -> bool:
    """Return whether a word is none of Vietnamese.

    >>> is_foreign("yushchenko"), is_foreign("nhưng")
    (True, False)
    """
    folded = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return SYLLABLE.fullmatch(plain) is None


def _is_name(item: Item) -> bool:
    return (
        item.capital and not item.tags and item.text.isalpha() and (item.start > 0 or is_foreign(item.text))
    )


def _name_end(items: list[Item], index: int) -> int:
    last = index
    while last + 1 < len(items):
        following = items[last + 1]
        joined = (
            following.text in {"-", ".", "'"}
            and last + 2 < len(items)
            and items[last + 2].start == following.end
        )
        if (
            following.capital
            and following.text.isalpha()
            and (not following.tags or _continues(items, last + 1))
        ):
            last += 1
        elif (joined or (following.text == "." and len(items[last].text) == 1)) and last + 2 < len(items):
            last += 2
        else:
            break
    return last


def _continues(items: list[Item], index: int) -> bool:
    """A known syllable inside a name, as in ``Ban Ki-moon`` or ``Tony Blair Anh``."""
    tags = items[index].tags
    return (
        len(items[index].text.split()) == 1
        and "country" not in tags
        and "title" not in tags
        and "office" not in tags
    )


def _person(typed: TypedSentence, groups: dict[int, Countries], first: int) -> Actor:
    """``Bộ trưởng Quốc phòng Anh Geoff Hoon``: title, field, country, party, name."""
    items = typed.items
    codes: tuple[str, ...] = ()
    side = items[first].tags["title"]
    name, last, index = None, first, first + 1
    while index < len(items):
        item = items[index]
        if index in groups and not codes:
            codes = groups[index].codes
            last, index = groups[index].last, groups[index].last + 1
        elif item.has("office", "opposition") or item.text in {"đối lập", "cánh hữu", "cánh tả"}:
            opposed = "đối lập" in item.text or items[first].has("title", "opposition")
            side = "opposition" if opposed else side
            last, index = index, index + 1
        elif item.has("title") or item.has("office"):
            side = item.tags.get("title", side) if side == "government" else side
            last, index = index, index + 1
        elif item.has("organisation") or item.has("coalition"):
            last, index = index, index + 1
        elif _is_name(item) or (item.capital and item.text.isalpha() and _begins_name(items, index)):
            last = _name_end(items, index)
            name = typed.text(index, last)
            break
        elif item.has("title_filler") or item.text == "-" or item.has("pronoun", "country"):
            index += 1
        else:
            break
    while last > first and items[last].text in {",", "-"}:
        last -= 1
    label = typed.text(first, last)
    return Actor(first, last, "person", name or label, codes[0] if codes else None, side, codes)


def _begins_name(items: list[Item], index: int) -> bool:
    following = items[index + 1] if index + 1 < len(items) else None
    return following is not None and _is_name(following) and len(items[index].text.split()) == 1


def _office(typed: TypedSentence, groups: dict[int, Countries], first: int) -> Actor:
    items = typed.items
    side = items[first].tags["office"]
    own = items[first].tags.get("country")
    codes: tuple[str, ...] = (own,) if own else ()
    last, index = first, first + 1
    while not own and index < len(items) and index <= first + 3:
        item = items[index]
        if index in groups:
            codes = groups[index].codes
            last = groups[index].last
            break
        if item.text in {"đối lập", "cầm quyền"}:
            side = "opposition" if item.text == "đối lập" else side
        elif item.capital and item.text.isalpha():
            last = index
        elif item.text not in {"của", "mới", "trong nước", "các"}:
            break
        index += 1
    return Actor(first, last, "office", typed.text(first, last), codes[0] if codes else None, side, codes)
