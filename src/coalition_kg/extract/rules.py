"""The rules, by name, in the order in which they read a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coalition_kg.extract.frames.casualty import casualties
from coalition_kg.extract.frames.commitment import commitments
from coalition_kg.extract.frames.deployment import deployments
from coalition_kg.extract.frames.role import roles
from coalition_kg.extract.frames.sector import sectors
from coalition_kg.extract.frames.stance import stances
from coalition_kg.extract.frames.strength import strengths
from coalition_kg.extract.view import View
from coalition_kg.model import Fact


@dataclass(frozen=True, slots=True)
class Rule:
    """A family of constructions and the function that finds its facts in a sentence."""

    name: str
    find: Callable[[View], Iterator[Fact]]


# A number that one rule has read as losses, plans or a sector's size is no strength to a later one.
RULES = (
    Rule("casualty", casualties),
    Rule("commitment", commitments),
    Rule("sector", sectors),
    Rule("strength", strengths),
    Rule("role", roles),
    Rule("deployment", deployments),
    Rule("stance", stances),
)
