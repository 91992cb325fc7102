from coalition_kg.serve.waiting import Waiting


def test_clients_take_turns() -> None:
    waiting: Waiting[str] = Waiting()
    for client, place in (("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1"), ("b", "b2")):
        waiting.add(client, place)
    assert (len(waiting), waiting.of("a"), waiting.of("d")) == (6, 3, 0)
    assert [waiting.next() for _ in range(7)] == ["a1", "b1", "c1", "a2", "b2", "a3", None]
    assert len(waiting) == 0


def test_those_who_go_are_removed() -> None:
    waiting: Waiting[str] = Waiting()
    for client, place in (("a", "a1"), ("b", "b1"), ("a", "a2")):
        waiting.add(client, place)
    assert list(waiting.remove(lambda place: place.endswith("1"))) == ["a1", "b1"]
    assert (len(waiting), waiting.next(), waiting.next()) == (1, "a2", None)
