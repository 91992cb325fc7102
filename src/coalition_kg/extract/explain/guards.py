"""The guards of the rules: the functions whose answer keeps a rule from a fact, and what it means.

They stay where the rules are and know nothing of this table. A guard that is called by another one
gives the more telling reason; a guard that is ``at`` a place is about that place only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import Any

from coalition_kg.extract import modality
from coalition_kg.extract.explain.reasons import Reason
from coalition_kg.extract.frames import (
    actions,
    casualty,
    certainty,
    commitment,
    contingent,
    deployment,
    held,
    imagined,
    members,
    others,
    owners,
    people,
    role,
    sector,
    stance,
    strength,
)
from coalition_kg.extract.reading import Reading

# First and last item of a stretch of a sentence, both included.
Place = tuple[int, int]
Locals = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Guard:
    """A function of a rule, the answer that blocks (``blocks`` is true of it), why, and the place.

    ``beyond`` is why no fact comes where the guard does not block and yet none comes.
    """

    function: Callable[..., Any]
    blocks: Callable[[Any], bool]
    reason: Reason
    at: Callable[[Locals], Place] | None = None
    beyond: Reason | None = None


def _yes(answer: object) -> bool:
    return bool(answer)


def _no(answer: object) -> bool:
    return not answer


def _none(answer: object) -> bool:
    return answer is None


def _at_mark(names: Locals) -> Place:
    return names["mark"].first, names["mark"].last


def _at_phrase(names: Locals) -> Place:
    return names["phrase"].first, names["phrase"].last


def _at_action(names: Locals) -> Place:
    return names["action"].index, names["action"].index


def _at_index(names: Locals) -> Place:
    return names["index"], names["index"]


def _at_place(names: Locals) -> Place:
    return names["place"].first, names["place"].last


def _at_next(names: Locals) -> Place:
    return names["index"] + 1, names["index"] + 1


def _at_lead(names: Locals) -> Place:
    return names["lead"].first, names["lead"].last


GUARDS = (
    Guard(casualty._is_of_other_war, _yes, Reason.OTHER_CONFLICT),
    Guard(casualty._names_disaster, _yes, Reason.DISASTER),
    Guard(Reading.is_long_ago, _yes, Reason.LONG_AGO),
    Guard(casualty._names_older_war, _yes, Reason.OLDER_WAR),
    Guard(casualty._is_abroad, _yes, Reason.ABROAD),
    Guard(imagined.is_unreal, _yes, Reason.UNREAL_LOSS, _at_mark, Reason.NO_VICTIMS),
    Guard(actions._action, _none, Reason.NO_FORCE, _at_index),
    Guard(commitment.undertaking, _none, Reason.NO_COUNTRY, _at_action, Reason.REPEATED),
    Guard(commitment._is_no_move, _yes, Reason.NO_NATION),
    Guard(commitment._is_police_at_home, _yes, Reason.POLICE),
    Guard(commitment._is_governed, _yes, Reason.SAID_BEFORE),
    Guard(commitment._is_of_losses, _yes, Reason.COUNTS_DEAD),
    Guard(commitment._is_small_or_standing, _yes, Reason.TOO_SMALL),
    Guard(owners.is_host_force, _yes, Reason.HOST_FORCE),
    Guard(certainty.is_hypothetical, _yes, Reason.HYPOTHESIS),
    Guard(certainty.modality_of, _none, Reason.NO_DECISION),
    Guard(modality._negated, _none, Reason.NEGATED),
    Guard(others.is_for_others, _yes, Reason.ASKED),
    Guard(others._said_by_public, _yes, Reason.PUBLIC),
    Guard(others._is_of_some_nations, _yes, Reason.NO_NATION),
    Guard(others._is_judged, _yes, Reason.JUDGED),
    Guard(others._is_only_discussed, _yes, Reason.DISCUSSED),
    Guard(Reading.elsewhere, _yes, Reason.ELSEWHERE),
    Guard(sector._governs_formation, _no, Reason.NO_FORMATION, _at_mark, Reason.NO_COUNTRY),
    Guard(sector._is_commander, _no, Reason.NO_COMMAND, _at_mark),
    Guard(sector._is_adjacent, _no, Reason.NOT_BESIDE),
    Guard(members._member, _none, Reason.NO_MEMBER, _at_lead, Reason.NO_OTHER),
    Guard(strength._strength_of, _none, Reason.READ_BEFORE, _at_phrase),
    Guard(people.counts_force, _no, Reason.NO_SOLDIERS),
    Guard(strength._is_plausible, _no, Reason.NO_SIZE),
    Guard(strength._is_unreal, _yes, Reason.UNREAL_SIZE),
    Guard(strength._is_part, _yes, Reason.PART),
    Guard(held.is_held, _no, Reason.NOT_HELD),
    Guard(strength._holder, _none, Reason.NO_COUNTRY, _at_phrase, Reason.REPEATED),
    Guard(strength._may_hold, _no, Reason.OTHERS_ACT),
    Guard(role._performer, _none, Reason.NO_WORK, _at_mark, Reason.REPEATED),
    Guard(role._is_nominal, _yes, Reason.NOMINAL),
    Guard(role._is_label, _yes, Reason.LABEL),
    Guard(role._is_blocked, _yes, Reason.UNREAL_ROLE),
    Guard(role._force_subject, _none, Reason.NO_CONTINGENT),
    Guard(contingent.other_people_act, _yes, Reason.OTHERS_ACT),
    Guard(deployment._is_post, _no, Reason.NO_POST, _at_place),
    Guard(deployment._is_planned, _yes, Reason.PLANNED_PLACE),
    Guard(deployment._stationed, _none, Reason.NOBODY_THERE, _at_next),
    Guard(deployment._is_scene, _yes, Reason.SCENE),
    Guard(deployment._is_sector, _yes, Reason.SECTOR),
    Guard(stance._target, _none, Reason.NO_WAR, _at_mark),
    Guard(stance._holder, _none, Reason.NO_COUNTRY, _at_mark, Reason.REPEATED),
    Guard(stance._is_state, _no, Reason.NO_STATE),
    Guard(stance._is_unreal, _yes, Reason.UNREAL_STANCE),
    Guard(stance._is_said_of, _no, Reason.NOBODYS_STANCE),
)


@cache
def guards() -> dict[CodeType, Guard]:
    """Return the guards by the code of their functions."""
    return {guard.function.__code__: guard for guard in GUARDS}
