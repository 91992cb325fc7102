"""Rosters: victims told one by one, behind ``trong đó có`` or in the sentence after their deaths."""

from collections.abc import Iterator

from coalition_kg.extract.discourse import Losses
from coalition_kg.extract.frames.victims import ONE, Loss, is_countable, is_single, loss_of
from coalition_kg.extract.frames.whose import codes_of
from coalition_kg.extract.items import Item, is_host, modals
from coalition_kg.extract.phrases import Countries, NounPhrase
from coalition_kg.extract.view import Mark, View

# How far into a sentence ``trong số đó có`` and how far behind a killing the list may begin.
OPENING = 5
REACH = 8
# How many sentences ago the deaths may have been told.
RECENT = 2


def listed_behind(view: View, mark: Mark) -> Iterator[Loss]:
    """Yield those of ``chặt đầu nhiều con tin, trong đó có thương gia Mỹ A và lái xe Bulgaria B``."""
    for index in view.places_after(mark.last, REACH):
        if view.items[index].lists_parts:
            yield from members(view, index, mark)
            return


def listed_after(view: View) -> Iterator[Loss]:
    """Yield those of ``Trong số đó có 3 phi công Nga và 14 binh sĩ Pakistan``, told after their deaths."""
    event = _event_of_list(view)
    if event is None:
        return
    reach = len(view.items) if event.sentence == view.number else OPENING
    near = range(min(reach, len(view.items)))
    opened = next((i for i in near if view.items[i].among("have") or _lists_victims(view, i)), None)
    if opened is not None:
        mark = Mark(opened, opened, "among", event.outcome)
        for loss in members(view, opened, mark):
            context = () if event.sentence == view.number else (event.sentence,)
            yield Loss(loss.phrase, mark, loss.quantity, loss.codes, context)


def _event_of_list(view: View) -> Losses | None:
    """What befell those whom the sentence lists: as it says itself, or as was said before it."""
    event = view.discourse.losses
    if not view.has_losses and any(_lists_victims(view, i) for i in range(min(OPENING, len(view.items)))):
        recent = event is not None and event.sentence >= view.number - RECENT
        return Losses(event.outcome, view.number) if event is not None and recent else None
    if _names_victims(view):
        return Losses("killed", view.number)
    told = event is not None and event.sentence == view.number - 1
    return event if told and _goes_on(view) else None


def countries_after(view: View) -> Iterator[Loss]:
    """Yield those of ``Tiếp theo là Italy với 32 người, Ukraina 18 và Ba Lan 17``, behind others' losses."""
    event = view.discourse.losses
    told = event is not None and view.number - 1 <= event.sentence <= view.number
    opened = view.items[0].among("next-in-order") and len(view.items) > 1 and view.items[1].among("is")
    if event is None or not told or not opened or view.marks("casualty", "kill", "wound", "lose"):
        return
    mark = Mark(0, 0, "among", event.outcome)
    for group in view.groups.values():
        number = group.last + 2 if _is_with(view, group.last + 1) else group.last + 1
        quantity = view.items[number].quantity if number < len(view.items) else None
        if quantity is not None and len(group.codes) == 1 and not is_host(group.codes[0]):
            lost = NounPhrase(group.first, number, "person", "soldiers", quantity, noun=number, number=number)
            yield Loss(lost, mark, quantity, group.codes, (event.sentence,))


def by_country(view: View) -> Iterator[Loss]:
    """Yield those of ``190 người đã thiệt mạng: Anh 93, Italy 26, Estonia và Hà Lan mỗi nước 2``."""
    listed = _pairs(view)
    if len(listed) < 2:
        return
    start, event = listed[0][0].first, view.discourse.losses
    no_context: tuple[int, ...] = ()
    told = [m for m in view.marks("casualty", "kill", "wound", "toll", "lose") if m.last < start]
    if told and _opens_list(view, told[-1].last, start):
        outcome, context = told[-1].value, no_context
    elif start == 0 and event is not None and event.sentence == view.number - 1:
        if any(i.has("modal") for i in view.items[listed[-1][1] :]):
            return  # ``Mông Cổ với 160 binh sĩ và Albania với 120 cho biết ...``: who act, no dead
        outcome, context = event.outcome, (event.sentence,)
    else:
        return
    for group, number in listed:
        mark = Mark(group.first, group.first, "among", outcome)
        quantity = view.items[number].quantity
        if quantity is not None:
            lost = NounPhrase(group.first, number, "person", "soldiers", quantity, noun=number, number=number)
            yield Loss(lost, mark, quantity, group.codes, context)


def _opens_list(view: View, mark: int, start: int) -> bool:
    """A colon, ``gồm`` or ``trong đó`` stands right before the list, and nobody else's act between."""
    before = view.items[start - 1]
    opened = before.text == ":" or before.lists_parts or before.among("include")
    return opened and not any(i.has_any("break", "modal") for i in view.between(mark, start))


def _pairs(view: View) -> list[tuple[Countries, int]]:
    """Countries each with their number, of a list that nothing interrupts."""
    found: list[tuple[Countries, int]] = []
    for group in view.groups.values():
        number = next((i for i in view.places_after(group.last, 3) if view.items[i].quantity), None)
        if number is None or is_host(group.codes[0]) or view.items[number].date is not None:
            continue
        if not all(_binds(i) for i in view.between(group.last, number)):
            continue
        last = _noun_end(view, number)
        following = view.item(last + 1)
        ends = following is None or following.is_stop or following.has("and") or following.text == ")"
        adjacent = not found or group.first - _noun_end(view, found[-1][1]) <= 3
        if ends and adjacent:
            found.append((group, number))
    return found


def _noun_end(view: View, number: int) -> int:
    """``93``, ``93 người``, ``93 binh sĩ``: where what is counted ends."""
    noun = view.item(number + 1)
    return number + 1 if noun is not None and noun.has_any("people", "person") else number


def _binds(item: Item) -> bool:
    return item.text in {":", "("} or item.has_any("each", "have") or item.among("beside-number")


def _is_with(view: View, index: int) -> bool:
    word = view.item(index)
    return word is not None and word.among("beside-number")


def _names_victims(view: View) -> bool:
    """``Trong số những nạn nhân của vụ tấn công, có 6 người Iraq và 2 lính liên quân``."""
    opening = view.items[view.source_end : view.source_end + OPENING]
    told = view.marks("casualty", "wound", "kill", "kill_active", "wound_active")
    told = [m for m in told if not view.items[m.first].among("ill-fated")]
    return (
        bool(opening)
        and opening[0].among("among-them")
        and not told
        and (any(i.among("victims") for i in opening))
    )


def _lists_victims(view: View, index: int) -> bool:
    """``Các nạn nhân gồm``."""
    before = view.item(index - 1)
    item = view.items[index]
    lists = item.among("consist") and not item.among("have")
    return lists and before is not None and before.among("victims") and index <= OPENING


def _goes_on(view: View) -> bool:
    """A sentence that opens with ``trong số đó`` or ``ngoài ra còn`` and tells nothing else."""
    opens = any(view.items[i].among("roster-opener") for i in range(min(2, len(view.items))))
    return opens and not modals(view.items) and not view.marks("casualty", "kill", "wound", "lose")


def members(view: View, index: int, mark: Mark) -> Iterator[Loss]:
    """Yield the counted or single victims behind an item, up to the end of the sentence."""
    for phrase in view.phrases:
        if phrase.first > index and not _is_described(view, phrase):
            if is_countable(phrase):
                yield from loss_of(view, phrase, mark)
            elif is_single(view, phrase):
                yield Loss(phrase, mark, ONE, codes_of(view, phrase))


def _is_described(view: View, phrase: NounPhrase) -> bool:
    """``của 2 nước``, ``với 3 người``: no member of the list."""
    before = view.item(phrase.first - 1)
    listed = before is not None and (before.is_mark or before.has_any("have", "and", "include"))
    return not listed and not view.items[phrase.first - 1].is_plain
