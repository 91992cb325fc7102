"""People who are a contingent: ``góp 200 người``, ``El Salvador: 380 người``, ``với 1.600 người``."""

from dataclasses import replace

from coalition_kg.extract.items import Item, is_host
from coalition_kg.extract.phrases import LARGEST_DESIGNATION, REACH, NounPhrase


def as_contingent(items: list[Item], phrase: NounPhrase) -> NounPhrase:
    """Return a phrase of people as one of soldiers where the words around it count troops."""
    return _counted(items, phrase) if _may_be_sent(items, phrase) else phrase


def _may_be_sent(items: list[Item], phrase: NounPhrase) -> bool:
    """People; experts and engineers too, where a verb of sending troops takes them."""
    return phrase.kind == "people" or (phrase.kind == "civilian" and items[phrase.noun].among("expert"))


def _counted(items: list[Item], phrase: NounPhrase) -> NounPhrase:
    """``góp 200 người``, ``có 125 người trong lực lượng``: where troops are counted, people are soldiers."""
    quantity, following = phrase.quantity, items[phrase.last + 1 : phrase.last + 3]
    small = quantity is None or (quantity.value is not None and quantity.value < LARGEST_DESIGNATION)
    described = (
        bool(following) and not following[0].tags and not following[0].is_mark and not following[0].date
    )
    if phrase.kind == "civilian":
        sent = not small and (_is_dispatched(items, phrase.first) or _heads_section(items, phrase.first))
        return replace(phrase, kind="person", personnel="other") if sent else phrase
    if not small and _others_set_out(items, phrase):
        return replace(phrase, kind="person", personnel="soldiers", more=True)
    if small or described or not items[phrase.noun].begins("person"):
        return phrase
    first = phrase.first
    more = len(following) == 2 and following[0].has("more") and following[1].has("modal", "will")
    soldiers = replace(phrase, kind="person", personnel="soldiers")
    if _heads_section(items, first) or _is_had_at(items, first, following) or _go_home(items, phrase):
        return soldiers
    if more and following[0].among("again"):
        return replace(soldiers, more=True)  # ``600 người nữa sẽ có mặt``
    # ``157 người hiện đóng tại Baquba``
    posted = bool(following) and following[0].has("stationed") and following[0].holds("garrison", "now-there")
    if posted and phrase.codes and not following[0].holds("garrison"):
        posted = False  # ``60 người Đức đang có mặt``
    posted = posted and not items[0].lists_parts  # ``Trong đó, 1.300 người đang có mặt``
    part = first > 0 and items[first - 1].has("include") and bool(following) and following[0].has("stationed")
    had = part or _is_had_in_force(items, first, following) or has_beside(items, first)
    return soldiers if posted or had or _is_dispatched(items, first) else phrase


def _others_set_out(items: list[Item], phrase: NounPhrase) -> bool:
    """``Hơn 500 người khác sẽ lên đường``."""
    near = items[phrase.last + 1 : phrase.last + 4]
    goes = len(near) == 3 and near[1].has("modal", "will") and near[2].among("set-out")
    return phrase.kind == "people" and goes and near[0].among("other")


def _heads_section(items: list[Item], first: int) -> bool:
    """``El Salvador: 380 người``."""
    while first > 2 and items[first - 1].has_any("have", "now"):
        first -= 1
    return first == 2 and items[1].text == ":" and items[0].has("country")


def _is_had_at(items: list[Item], first: int, following: list[Item]) -> bool:
    """``Hiện Skopje có 32 người tại căn cứ Taji``: a state's people at a post."""
    if first < 2 or not items[first - 1].among("have") or not items[first - 2].has("country"):
        return False
    posted = (
        len(following) == 2 and following[0].among("at") and following[1].has_any("kind_of_place", "place")
    )
    return posted and not is_host(items[first - 2].tags["country"])


def _go_home(items: list[Item], phrase: NounPhrase) -> bool:
    """``1.600 người còn lại sẽ hồi hương``, ``sẽ đưa 1.000 người về nước``."""
    near, verb = items[phrase.last + 1 : phrase.last + 4], items[phrase.first - 1 : phrase.first]
    if near and near[0].has("home") and verb and verb[0].has("object", "deploy"):
        return True
    return len(near) == 3 and near[0].among("remaining") and near[1].among("will") and near[2].has("home")


def has_beside(items: list[Item], first: int) -> bool:
    """Return whether a number at an item is what a country has: ``Ukraina, với 1.600 người, ...``."""
    if first == 1 and items[0].among("beside-number"):
        return _country_follows(items, first)  # ``Với 1.300 người, Tây Ban Nha là ...``
    if first < 2 or not items[first - 1].among("beside-number"):
        return False
    apart = items[first - 2].text == "," and first >= 3
    if apart and items[0].has("country") and items[1].among("is"):
        return True  # ``Australia là nước duy nhất góp quân, với 850 người``
    named = items[first - 3 if apart else first - 2]
    return named.has("country") or _is_ranked(items, first - 1)


def _country_follows(items: list[Item], first: int) -> bool:
    """A country stands right behind the next comma."""
    near = range(first + 1, min(first + REACH, len(items) - 1))
    comma = next((i for i in near if items[i].text == ","), None)
    return comma is not None and items[comma + 1].has("country")


def _is_ranked(items: list[Item], index: int) -> bool:
    """``Hàn Quốc đứng thứ ba với 3.600 người``: a rank stands between the country and its number."""
    for place in range(index - 1, max(0, index - 4), -1):
        if items[place].among("rank-word"):
            return items[place - 1].has("country")
        if items[place].among("superlative"):
            return place > 1 and items[place - 2].has("country")  # ``Anh đông nhất với 9.000 người``
        if items[place].is_mark:
            return False
    return False


def _is_dispatched(items: list[Item], first: int) -> bool:
    """``từng cử sang đây 101 người``: a verb of sending or keeping troops, at most a place between."""
    for item in reversed(items[max(0, first - 4) : first]):
        if item.among("dispatch"):
            return True
        if not item.has_any("more", "in", "still", "country", "place") and not item.has("pronoun", "theatre"):
            return False
    return False


def _is_had_in_force(items: list[Item], first: int, following: list[Item]) -> bool:
    """``có 125 người trong lực lượng gìn giữ hòa bình``."""
    if not first or not items[first - 1].has("have") or len(following) < 2:
        return False
    return following[0].among("within", "join") and following[1].has_any("mass", "coalition")
