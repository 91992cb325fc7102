"""How a fact's slots stand in the graph: one table that the writer and the reader share."""

from dataclasses import dataclass

from coalition_kg.model import (
    Casualty,
    Commitment,
    Deployment,
    Fact,
    RoleAssignment,
    SectorCommand,
    SectorMembership,
    Stance,
    StrengthReport,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A record's field and its ontology property.

    ``kind`` is ``concept`` (a value of the SKOS scheme named like the property), ``country``, ``text``,
    ``integer``, ``boolean``, ``quantity``, ``date``, ``span``, ``place`` or ``areas``; the last five
    write several triples.
    """

    field: str
    kind: str
    property_name: str = ""

    @property
    def term(self) -> str:
        """The local name of the property, the field's own where none is given."""
        return self.property_name or self.field


QUANTITY = Slot("quantity", "quantity")
DATE = Slot("date", "date")
PLACE = Slot("place", "place")

SLOTS: dict[type[Fact], tuple[Slot, ...]] = {
    StrengthReport: (
        Slot("holder", "concept"),
        QUANTITY,
        Slot("phase", "concept"),
        Slot("personnel", "concept"),
        Slot("as_of", "date"),
    ),
    SectorCommand: (Slot("area", "areas"), QUANTITY, Slot("nations", "integer")),
    SectorMembership: (Slot("lead", "country"),),
    Deployment: (PLACE,),
    RoleAssignment: (Slot("role", "concept"),),
    Casualty: (
        QUANTITY,
        Slot("outcome", "concept"),
        Slot("victims", "concept"),
        DATE,
        PLACE,
        Slot("cause", "concept"),
    ),
    Commitment: (
        Slot("action", "concept"),
        Slot("modality", "concept"),
        QUANTITY,
        DATE,
        Slot("speaker", "text"),
        Slot("side", "concept"),
        Slot("conditional", "boolean"),
        Slot("condition", "span"),
    ),
    Stance: (Slot("stance", "concept"),),
}

CLASS_NAMES = {cls: cls.__name__ for cls in SLOTS}
CLASSES = {name: cls for cls, name in CLASS_NAMES.items()}
