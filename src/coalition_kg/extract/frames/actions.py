"""Actions: the verbs that move, keep or cut a force, with the force that they are about."""

from collections.abc import Iterator

from coalition_kg.extract.frames.action import VALENCIES, Action, counting_people, homeward, with_target
from coalition_kg.extract.frames.intransitive import of_subject
from coalition_kg.extract.frames.moves import move_at
from coalition_kg.extract.frames.transitive import of_object
from coalition_kg.extract.items import is_host
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.view import View


def actions(view: View) -> Iterator[Action]:
    """Yield the actions on forces in a sentence, left to right."""
    covered = -1
    for index, item in enumerate(view.items):
        if index <= covered or item.has("blocked"):
            continue
        valency = next((v for v in VALENCIES if v in item.tags), None)
        action = move_at(view, index) if valency is None else _action(view, index, valency)
        if action is not None:
            covered = action.last
            yield action


def _action(view: View, index: int, valency: str) -> Action | None:
    """The action of a verb, unless a noun phrase before it goes on over it."""
    phrase, before = view.phrase_at(index), view.item(index - 1)
    if (phrase is not None and phrase.first < index) or (before is not None and before.among("instead")):
        return None
    action = _of_verb(view, index, valency, _name(view, index, valency))
    return with_target(view, counting_people(view, action)) if action else None


def _name(view: View, index: int, valency: str) -> str:
    """What the verb does; ``tiếp tục đóng góp quân`` keeps what is there."""
    name = view.items[index].tags[valency]
    goes_on = index > 0 and view.items[index - 1].among("go-on")
    return "maintain" if goes_on and name in {"deploy", "expand"} and valency != "subject" else name


def _of_verb(view: View, index: int, valency: str, name: str) -> Action | None:
    match valency:
        case "own":
            return _own(view, index, name)
        case "subject":
            return of_subject(view, index, name)
        case _:
            return of_object(view, index, name)


def _own(view: View, index: int, name: str) -> Action:
    """``rút quân``: the force is in the word itself; ``rút quân 300 lính`` counts it."""
    owner = next((p for p in view.phrases if p.first == index + 1 and p.quantity and p.is_force), None)
    owner = owner or _of_country(view, index)
    name, last = homeward(view, owner.last if owner else index, name)
    return Action(index, last, name, "own", owner, owner.quantity if owner else None)


def _of_country(view: View, index: int) -> NounPhrase | None:
    """``đưa binh sĩ Italy về nước``, ``rút quân Nhật``: whose the force in the word is."""
    group = view.groups.get(index + 1)
    if group is None or is_host(group.codes[0]) or len(group.codes) > 1:
        return None
    return NounPhrase(index, group.last, "person", "soldiers", codes=group.codes, noun=index)
