"""Phrases of a sentence: coordinated countries, and noun phrases of people and forces."""

from dataclasses import dataclass, replace

from coalition_kg.extract.items import Item, TypedSentence, is_host, only_describe
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
    governed = first > 0 and (
        items[first - 1].has_any("in", "of") or items[first - 1].among("besides", "after-word", "following")
    )
    governed = governed or (
        first == 1 and items[0].among("before-after")
    )  # ``Trước Bulgaria, Ukraina cũng ...``
    aim = items[0].has("attempt") and all(i.text != "," for i in items[:first])
    ended = next((n for n, i in enumerate(places) if n and items[i - 1].has("and")), None)
    if governed and ended is not None:
        places = places[
            : ended + 1
        ]  # ``Sau Mỹ và Anh, Hàn Quốc có ...``: a comma behind ``và`` ends the list
    if len(places) == 2 and not joined and (governed or aim or is_host(items[first].tags["country"])):
        places = places[:1]  # ``ở Iraq, Campuchia ...``: a lone comma ends a clause
    if len(places) > 2 and first and items[first - 1].among("following") and items[first + 1].text == ",":
        places = places[:1]  # ``Nối gót Tây Ban Nha, Honduras và Cộng hòa Dominica ...``
    if len(places) > 2 and is_host(items[first].tags["country"]) and items[first + 1].text == ",":
        others = [i for i in places if not is_host(items[i].tags["country"])]
        places = places[:1] if len(others) == len(places) - 1 else places  # ``ở Iraq, Ba Lan và Ukraina ...``
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
        if phrase is not None and not (
            phrase.quantity is None and typed.items[phrase.noun].among("counted-unit")
        ):
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
    if index + 2 >= len(items) or not items[index + 1].among("out-of", "within"):
        return False
    count = items[index].quantity
    one = count is not None and count.value == 1
    if items[index + 1].among("within") and items[index + 2].quantity is not None:
        return True  # ``một trong 4 công dân``
    return items[index + 2].quantity is not None or (one and items[index + 2].has("det"))


def _noun_tag(item: Item) -> str | None:
    return next((tag for tag in NOUN_TAGS if tag in item.tags), None)


@dataclass(slots=True)
class _Opening:
    """What stands before the noun: ``tất cả``, ``các``, ``thêm``, a number and its place."""

    noun: int
    quantity: Quantity | None = None
    number: int | None = None
    whole: bool = False
    more: bool = False

    def take(self, item: Item) -> bool:
        """Take in an item and go on to the next; return False where it belongs to no noun phrase."""
        if item.quantity is not None and self.quantity is None:
            self.quantity, self.number = item.quantity, self.noun
        elif item.has("band") and self.quantity is not None:
            self.quantity, self.number = None, None  # ``một nhóm tay súng`` counts the group
        elif item.has("det"):
            self.whole = self.whole or item.has("all")
        elif (item.has("more") and not item.has("object")) or item.has("case"):
            self.more = self.more or item.has("more")
        else:
            return False
        self.noun += 1
        return True


def _opening(items: list[Item], first: int) -> _Opening | None:
    """Read up to the noun; None where none follows."""
    opening = _Opening(first)
    while opening.noun < len(items) and not _noun_tag(items[opening.noun]):
        if not opening.take(items[opening.noun]):
            return None
    return opening if opening.noun < len(items) else None


def _phrase_at(items: list[Item], groups: dict[int, Countries], first: int) -> NounPhrase | None:
    """``hơn 3.000 binh sĩ Italy``: what opens the phrase, its noun, and whose it is."""
    opening = _opening(items, first)
    tag = _noun_tag(items[opening.noun]) if opening is not None else None
    if opening is None or tag is None or not _is_phrase(items, groups, first, opening):
        return None
    noun = items[opening.noun]
    one = opening.quantity is not None and opening.quantity.value == 1
    counted = not (one and _is_collective(noun, tag))  # ``một lực lượng`` counts nobody
    phrase = NounPhrase(
        first, opening.noun, tag, noun.tags[tag], opening.quantity if counted else None,
        more=opening.more, whole=opening.whole, noun=opening.noun, number=opening.number if counted else None,
    )  # fmt: skip
    phrase = _with_inner_number(items, phrase)
    phrase = _with_second_noun(items, phrase)
    return _with_people(items, _with_owner(items, groups, phrase))


def _with_people(items: list[Item], phrase: NounPhrase) -> NounPhrase:
    """``lực lượng của Latvia gồm 135 người``: how many people a country's force consists of."""
    troops = phrase.kind == "person" and not phrase.codes  # ``toán công binh gồm 60 người``
    if phrase.quantity is not None or not (troops or (phrase.kind in {"unit", "mass"} and phrase.codes)):
        return phrase
    at = phrase.last + 1
    while at + 1 < len(items) and items[at].has("in") and items[at + 1].has_any("country", "place", "region"):
        at += 2  # ``lực lượng của Latvia tại Iraq gồm 122 người``
    if at + 2 >= len(items) or not items[at].among("consist"):
        return phrase
    number, people = items[at + 1], items[at + 2]
    if number.quantity is None or not people.has_any("person", "people"):
        return phrase
    if troops:
        return replace(phrase, last=at + 2, quantity=number.quantity, number=at + 1)
    first, codes = phrase.first, phrase.codes
    return replace(_counted(phrase, number.quantity, people, at + 1), first=first, codes=codes)


def _is_phrase(items: list[Item], groups: dict[int, Countries], first: int, opening: _Opening) -> bool:
    tag = _noun_tag(items[opening.noun])
    if opening.number == first and _is_partitive(items, first):
        return False
    if tag == "people" and opening.quantity is None:
        return False
    # ``các nước Hungary và Latvia`` are those countries
    return not (tag == "vague_nations" and opening.noun + 1 in groups)


def _is_collective(noun: Item, tag: str) -> bool:
    return tag in {"mass", "unit", "presence"} or (tag == "coalition" and not noun.begins("soldier"))


def _with_inner_number(items: list[Item], phrase: NounPhrase) -> NounPhrase:
    """``một tiểu đoàn 485 quân``: the people, not the unit, are counted."""
    if phrase.kind == "coalition":
        return _with_size(items, phrase)
    if phrase.kind not in {"unit", "mass"}:
        return phrase
    for index in range(phrase.last + 1, min(len(items) - 1, phrase.last + 4)):
        item, following = items[index], items[index + 1]
        down = item.has("to") and item.begins("downward")
        if item.is_mark or item.has("country") or down or item.among("is"):
            break  # ``đưa quân số xuống dưới mức 138.000 người``
        if item.quantity is not None and following.has_any("person", "people"):
            return _counted(phrase, item.quantity, following, index)
    return replace(phrase, quantity=None, number=None) if phrase.kind == "unit" else phrase


def _with_size(items: list[Item], phrase: NounPhrase) -> NounPhrase:
    """``lực lượng gìn giữ hòa bình Liên Hợp Quốc 10.000 quân``."""
    index = phrase.last + 1
    if phrase.quantity is not None or index + 1 >= len(items) or items[index].quantity is None:
        return phrase
    if not items[index + 1].has_any("person", "people"):
        return phrase
    return replace(phrase, last=index + 1, quantity=items[index].quantity, number=index)


def _counted(phrase: NounPhrase, quantity: Quantity, people: Item, number: int) -> NounPhrase:
    if quantity.value is not None and quantity.value < LARGEST_DESIGNATION:
        return replace(phrase, last=number + 1, quantity=None, number=None)  # ``sư đoàn 4 bộ binh``
    return replace(
        phrase, last=number + 1, kind="person", personnel=people.tags.get("person", "soldiers"),
        quantity=quantity, noun=number + 1, number=number,
    )  # fmt: skip


def _with_second_noun(items: list[Item], phrase: NounPhrase) -> NounPhrase:
    """``binh lính đặc nhiệm``; ``19 binh lính và cảnh sát``: one number counts both."""
    index = phrase.last + 1
    if phrase.kind != "person" or index >= len(items):
        return phrase
    if items[index].has("person") and items[index].quantity is None:
        return replace(phrase, last=index)
    if index + 1 < len(items) and items[index].has("and") and _noun_tag(items[index + 1]) == "person":
        same = items[index + 1].has("person", phrase.personnel)
        return replace(phrase, last=index + 1, personnel=phrase.personnel if same else "mixed")
    return phrase


def _with_owner(items: list[Item], groups: dict[int, Countries], phrase: NounPhrase) -> NounPhrase:
    """The country, pronoun or alliance that a noun phrase belongs to."""
    first = phrase.last + 1
    for index in range(first, min(len(items), first + REACH)):
        before = items[index - 1]
        if before.has("kind_of_place") or (before.has("of") and items[index - 2].has("kind_of_place")):
            break  # ``27 công binh gỡ mìn trong khu vực của Ba Lan``
        direct = index == first or only_describe(items[first:index])
        linked = before.has("of") or before.among("owner-link") or before.text == "("
        owned = _of_named(items, groups, phrase, index) if direct or linked else None
        owned = owned or (_of_unit(items, groups, phrase, index) if direct else None)
        owned = owned or _of_several(items, phrase, index, direct or linked)
        if owned is not None:
            return owned
        sender = _sender(items, groups, index) if before.among("by", "which") else None
        if sender is not None:
            return replace(phrase, last=index + 1, codes=sender)
        if before.among("by") and index == first + 1 and _is_led(items, groups, index):
            return replace(phrase, last=groups[index].last + 1, kind="coalition", owner="coalition")
        if (linked or direct) and items[index].has("enemy"):
            return replace(phrase, last=index, kind="enemy")
        if (
            phrase.kind == "person"
            and items[index].has("host")
            and _is_rank_and_service(items, phrase, index)
        ):
            return replace(phrase, last=index, kind="host", noun=index)
        if (items[index].is_mark and items[index].text != "(") or _ends_phrase(items[index]):
            break
        if items[index].among("replacing"):
            break  # ``600 quân thay thế lực lượng Hà Lan``
    return phrase


def _is_rank_and_service(items: list[Item], phrase: NounPhrase, index: int) -> bool:
    """``hai sĩ quan cao cấp quân đội Iraq``: officers, then the army that they serve in."""
    described = items[phrase.last + 1 : index]
    return items[phrase.noun].has("title") and all(i.has("title_filler") or i.has("of") for i in described)


def _sender(items: list[Item], groups: dict[int, Countries], index: int) -> tuple[str, ...] | None:
    """``750 binh sĩ do Anh cử đến``: who sends them."""
    group = groups.get(index)
    verb = items[group.last + 1] if group is not None and group.last + 1 < len(items) else None
    return group.codes if group is not None and verb is not None and verb.has("object", "deploy") else None


def _is_led(items: list[Item], groups: dict[int, Countries], index: int) -> bool:
    """``12.500 quân do Mỹ dẫn đầu``: a whole force, not only the leading country's."""
    group = groups.get(index)
    return group is not None and group.last + 1 < len(items) and items[group.last + 1].among("led")


def _of_named(
    items: list[Item], groups: dict[int, Countries], phrase: NounPhrase, index: int
) -> NounPhrase | None:
    """``binh sĩ Hà Lan``, ``quân đội của họ``."""
    item, group = items[index], groups.get(index)
    origin = items[index - 1].has("from") and (phrase.kind == "coalition" or _is_origin(items, group))
    if group is not None and not origin:
        if _and_others(items, group.last):
            return replace(phrase, last=group.last + 2, kind="coalition", owner="coalition")
        others = phrase.kind == "allies" or items[index - 2].has("allies")  # ``nhiều nước đồng minh của Mỹ``
        return replace(phrase, last=group.last, codes=() if others else group.codes)
    if item.has("pronoun") and not item.has("pronoun", "theatre"):
        return replace(phrase, last=index, owner=item.tags["pronoun"])
    return None


def _is_origin(items: list[Item], group: Countries | None) -> bool:
    """``quân từ Iraq``, ``quân từ Hàn Quốc sang Iraq``: where they come from, not whose they are."""
    if group is None:
        return False
    following = items[group.last + 1] if group.last + 1 < len(items) else None
    return is_host(group.codes[0]) or (following is not None and following.among("toward"))


def _of_unit(
    items: list[Item], groups: dict[int, Countries], phrase: NounPhrase, index: int
) -> NounPhrase | None:
    """``120 lính bộ binh Đan Mạch``: the unit behind the people says whose they are."""
    if not items[index].has_any("unit", "mass") or phrase.kind != "person":
        return None
    unit = _phrase_at(items, groups, index)
    return replace(phrase, last=unit.last, codes=unit.codes) if unit is not None and unit.codes else None


def _of_several(items: list[Item], phrase: NounPhrase, index: int, attached: bool) -> NounPhrase | None:
    """``quân của 30 nước``, ``binh sĩ đồng minh``, ``lính liên quân``."""
    item, count = items[index], items[index - 1].quantity
    if item.has_any("allies", "vague_nations") and phrase.is_force and (attached or count is not None):
        kind, owner = ("allies", "allies") if item.has("allies") else (phrase.kind, "many")
        return replace(phrase, last=index, kind=kind, owner=owner, nations=count)
    if item.has("state_noun") and count is not None and phrase.is_force and items[index - 2].has("of"):
        return replace(phrase, last=index, owner="many", nations=count)  # ``24.000 binh sĩ của 27 nước``
    held = phrase.first > 0 and items[phrase.first - 1].among("dispatch", "have")
    if held and items[index - 1].among("within"):
        return None  # ``Gruzia hiện duy trì 860 quân trong liên quân``
    if item.has("coalition") and attached and phrase.kind in {"person", "mass", "people", "coalition"}:
        return replace(phrase, last=index, kind="coalition", owner=item.tags["coalition"])
    if item.has("organisation") and attached and phrase.kind == "person":
        return replace(phrase, last=index, kind="coalition", owner="coalition")  # ``6.000 lính của LHQ``
    return None


def _and_others(items: list[Item], last: int) -> bool:
    """``170.000 lính Mỹ và các nước khác``: the whole coalition is counted."""
    if last + 2 >= len(items) or not items[last + 1].has("and"):
        return False
    return items[last + 2].has_any("allies", "vague_nations")


def _ends_phrase(item: Item) -> bool:
    if item.has("in") and item.has("of"):
        return False
    ends = ("own", "object", "subject", "modal", "have", "break", "that", "in", "and", "stationed")
    return item.has_any(*ends)
