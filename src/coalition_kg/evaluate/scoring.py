"""When a predicted fact equals a gold fact: the slots that count, from ``data/evaluation/scoring.json``."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from coalition_kg.flat import Flat
from coalition_kg.resources import root


@dataclass(frozen=True)
class Scoring:
    """``keys`` must be right for a fact to count, ``extras`` as well for it to count strictly.

    ``defaults`` stand where a record lacks a slot; ``partial`` are texts of which a part is enough;
    ``modality_class`` maps each modality to the class that must be right.
    """

    keys: Mapping[str, list[str]]
    extras: Mapping[str, list[str]]
    defaults: Mapping[str, Any]
    partial: list[str]
    modality_class: Mapping[str, str]

    def with_class(self, record: Flat) -> Flat:
        """Return a Commitment with the class of its modality, any other record as it is."""
        if record["type"] != "Commitment":
            return record
        classed = record | {"modality_class": self._class(record.get("modality"))}
        if "modality_alternatives" in record:
            others = [self._class(modality) for modality in record["modality_alternatives"]]
            classed["modality_class_alternatives"] = others
        return classed

    def _class(self, modality: Any) -> Any:
        return self.modality_class.get(modality, modality)

    def same(self, slot: str, gold: Flat, predicted: Flat) -> bool:
        """Return whether a slot is right: equal to the gold's value or to one of its alternatives."""
        default = self.defaults.get(slot)
        wanted = [gold.get(slot, default), *gold.get(f"{slot}_alternatives", [])]
        have = fold(predicted.get(slot, default))
        return any(self._fits(slot, fold(want), have) for want in wanted)

    def _fits(self, slot: str, want: Any, have: Any) -> bool:
        partly = slot in self.partial and want and have and (want in have or have in want)
        return want == have or bool(partly)

    def same_keys(self, gold: Flat, predicted: Flat) -> bool:
        """Return whether every slot is right that must be."""
        return all(self.same(slot, gold, predicted) for slot in self.keys[predicted["type"]])

    def judged_extras(self, gold: Flat, predicted: Flat) -> dict[str, bool]:
        """Return each extra slot that the gold fact names, and whether it is right."""
        slots = [slot for slot in self.extras.get(gold["type"], []) if slot in gold]
        return {slot: self.same(slot, gold, predicted) for slot in slots}


@cache
def scoring() -> Scoring:
    """Return the scoring that the package ships."""
    path = root() / "data" / "evaluation" / "scoring.json"
    return Scoring(**json.loads(path.read_text(encoding="utf-8")))


def fold(value: Any) -> Any:
    """Return a value in which case, spacing, joining underscores and normalisation form do not matter.

    >>> fold("Ba_Lan "), fold(["nam", "Bắc"])
    ('ba lan', ['bắc', 'nam'])
    """
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).replace("_", " ").casefold().split())
    if isinstance(value, list):
        return sorted(fold(item) for item in value)
    return value
