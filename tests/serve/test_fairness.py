"""What one client may take."""

import pytest

from coalition_kg.serve.clients import Clients, Fairness, TooManyError


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("peer", "client"),
    [
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
    ],
)
def test_who_asks(peer: str, client: str) -> None:
    assert Fairness().client(peer, {"x-forwarded-for": "203.0.113.1"}) == client


def test_loopback_is_bounded_where_that_is_asked() -> None:
    assert Fairness(loopback=True).client("127.0.0.1", {}) == "127.0.0.1"


def test_a_proxy_says_who_asks_by_what_it_added_last() -> None:
    fairness = Fairness(behind_proxy=True)
    assert fairness.client("127.0.0.1", {"x-forwarded-for": "192.0.2.1, 203.0.113.1"}) == "203.0.113.1"
    assert fairness.client("192.0.2.7", {}) == "192.0.2.7"


def test_at_most_so_many_at_once() -> None:
    clients = Clients(Fairness(parallel=2))
    clients.check("a", 1)
    with pytest.raises(TooManyError, match="2 queries of yours run already") as caught:
        clients.check("a", 2)
    assert (caught.value.retry_after, clients.refused) == (1, 1)
    clients.check("", 99)
    Clients(Fairness(parallel=0)).check("a", 99)


def test_at_most_so_many_seconds_a_minute() -> None:
    clock = Clock()
    clients = Clients(Fairness(seconds=60), clock)
    clients.charge("a", 59)
    clients.check("a", 0)
    clients.charge("a", 11)
    with pytest.raises(TooManyError, match="60 seconds within a minute; wait 11 seconds") as caught:
        clients.check("a", 0)
    assert caught.value.retry_after == 11
    clients.check("b", 0)
    clock.now = 11
    clients.check("a", 0)
    clock.now = 1000
    clients.charge("a", 61)  # what was not used is not saved up
    with pytest.raises(TooManyError, match="wait 2 seconds"):
        clients.check("a", 0)
    unbounded = Clients(Fairness(seconds=0), clock)
    unbounded.charge("a", 999)
    unbounded.check("a", 0)
