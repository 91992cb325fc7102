"""How much of the server one client may take at a time."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from coalition_kg.errors import CoalitionError

# The time in which a client may use its seconds, in seconds.
WINDOW = 60.0
# Clients that are remembered; the one not seen longest is forgotten first.
MOST_CLIENTS = 100_000
# A site has as many IPv6 addresses as it likes, but one network of this size (RFC 6177).
SITE = 64
# Until the client's own queries end; nobody knows when.
SOON = 1


class TooManyError(CoalitionError):
    """A client asks too much; ``retry_after`` is in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Fairness:
    """What one client may take: queries at once, and seconds of query time a minute; 0 is no bound.

    ``loopback`` bounds clients on the same machine too. ``behind_proxy`` takes the client from what the
    proxy before the server adds to the X-Forwarded-For header.
    """

    parallel: int = 5
    seconds: float = 60.0
    loopback: bool = False
    behind_proxy: bool = False

    def client(self, peer: str, headers: Mapping[str, str]) -> str:
        """Return who asks, by address or network; "" for a client that nothing bounds."""
        forwarded = headers.get("x-forwarded-for") if self.behind_proxy else None
        return _known_as(forwarded.rpartition(",")[2].strip() if forwarded else peer, self.loopback)


@lru_cache(MOST_CLIENTS)
def _known_as(address: str, with_loopback: bool) -> str:
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_loopback and not with_loopback:
        return ""
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, SITE), strict=False))


@dataclass
class _Account:
    left: float = 0.0
    at: float = 0.0


class Clients:
    """Counts what each client takes."""

    def __init__(self, fairness: Fairness, clock: Callable[[], float] = time.monotonic) -> None:
        self.fairness = fairness
        self.refused = 0
        self._clock = clock
        self._accounts: OrderedDict[str, _Account] = OrderedDict()

    def check(self, client: str, running: int) -> None:
        """Raise TooManyError where a client, of whose queries so many run, has to wait first."""
        if not client:
            return
        try:
            self._check(self._account(client), running)
        except TooManyError:
            self.refused += 1
            raise

    def charge(self, client: str, seconds: float) -> bool:
        """Count the time that a client's query took; return whether it has any left."""
        if not client:
            return True
        account = self._account(client)
        account.left -= seconds
        return account.left > 0 or not self.fairness.seconds

    def _check(self, account: _Account, running: int) -> None:
        fairness = self.fairness
        if fairness.parallel and running >= fairness.parallel:
            raise TooManyError(f"{running} queries of yours run already; wait until one ends", SOON)
        if fairness.seconds and account.left <= 0:
            wait = ceil(-account.left / (fairness.seconds / WINDOW)) + SOON
            raise TooManyError(
                f"your queries took {fairness.seconds:g} seconds within a minute; wait {wait} seconds", wait
            )

    def _account(self, client: str) -> _Account:
        now, most = self._clock(), self.fairness.seconds
        account = self._accounts.setdefault(client, _Account(left=most, at=now))
        self._accounts.move_to_end(client)
        account.left = min(most, account.left + (now - account.at) * most / WINDOW)
        account.at = now
        if len(self._accounts) > MOST_CLIENTS:
            self._accounts.popitem(last=False)
        return account


def peer_of(scope: Mapping[str, Any]) -> str:
    """Return the address of the other end of a connection (ASGI), "" where it is unknown."""
    client = scope.get("client")
    return str(client[0]) if client else ""
