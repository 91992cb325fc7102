import asyncio
from time import monotonic
from typing import cast

import pytest

from coalition_kg.query import Dataset
from coalition_kg.serve.process import Template, Worker, WorkerEvents
from coalition_kg.serve.run import Run
from coalition_kg.serve.slot import Slot
from coalition_kg.serve.tally import News, Tally, read_news
from coalition_kg.serve.work import Job


@pytest.fixture
def slot() -> Slot:
    found = Slot.new()
    if found is None:
        pytest.skip("this system can't share one")
    return found


def test_one_of_two_holds_the_token(slot: Slot) -> None:
    other = Slot(*slot.descriptors)
    assert (slot.take(), other.take(), slot.take()) == (True, False, False)
    other.free()
    assert (other.take(), slot.take()) == (True, False)
    slot.close()


def test_the_other_sees_what_is_evaluated(slot: Slot) -> None:
    other = Slot(*slot.descriptors)
    before = monotonic()
    slot.begin(7, 2)
    since, loan, sent = other.evaluated
    assert (loan, sent, before <= since <= monotonic()) == (7, 2, True)
    slot.end()
    assert other.evaluated == (0.0, 0, 0)
    slot.close()


def test_news_come_out_as_they_went_in() -> None:
    news = News(hits=1, misses=2, not_modified=3, seconds={5: 0.25})
    news.tally.count(200, 0.002, 10)
    assert bool(news)
    assert read_news(news.written()) == news
    assert not News()


def test_tallies_add_up() -> None:
    both, one = Tally(), Tally()
    both.count(200, 0.002, 10)
    one.count(200, 40.0, 5)
    one.count(400, 0.002, 0)
    both.add(one)
    assert (both.statuses, both.size) == ({200: 2, 400: 1}, 15)
    assert both.seconds == pytest.approx(40.004)
    assert (both.buckets[1], both.buckets[-1], sum(both.buckets)) == (2, 1, 3)


def test_an_adopted_query_stands_behind_answers_that_are_on_their_way(slot: Slot) -> None:
    first, second, adopted, begun = (Run(Job(name, Dataset(), None, ""), 1.0, "", print) for name in "abcd")

    async def order() -> list[str]:
        events = WorkerEvents(lambda *_: None, lambda _: None, lambda *_: None)
        worker = Worker(cast(Template, None), events, slot)
        worker.runs.extend([first, second])
        slot.begin(1, sent=1)  # the answer to the first has not come yet
        worker.adopt(adopted)
        slot.begin(2, sent=0)
        worker.adopt(begun)
        return [run.job.query for run in worker.runs]

    assert asyncio.run(order()) == ["d", "a", "c", "b"]
    slot.close()
