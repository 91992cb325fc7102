from coalition_kg.flat import to_flat
from coalition_kg.identify import content_hash
from coalition_kg.model import Evidence, SectorCommand


def test_neither_order_nor_repeats_of_areas_and_context_count() -> None:
    one = SectorCommand(
        evidence=Evidence("a", 2, 0, 1, "x", "r", (5, 3, 5)), country="PL", area=("west", "north", "west")
    )
    other = SectorCommand(
        evidence=Evidence("a", 2, 0, 1, "x", "r", (3, 5)), country="PL", area=("north", "west")
    )
    assert to_flat(one) == to_flat(other)
    assert (to_flat(one)["area"], to_flat(one)["context"]) == (["north", "west"], [3, 5])
    assert content_hash(one) == content_hash(other)
