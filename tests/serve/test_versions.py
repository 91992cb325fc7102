from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coalition_kg.serve.versions import Versions

ONE, TWO, THREE = Path("1"), Path("2"), Path("3")


@contextmanager
def leased(versions: Versions) -> Iterator[Path]:
    """A query that reads the current version until the block ends."""
    folder = versions.lease()
    yield folder
    versions.release(folder)


def test_a_version_stays_while_a_query_reads_it() -> None:
    told: list[set[Path]] = []
    versions = Versions(ONE, told.append)
    with leased(versions) as first:
        versions.publish(TWO)
        with leased(versions) as second, leased(versions):
            assert (first, second, versions.current) == (ONE, TWO, TWO)
            versions.publish(THREE)
        # The second is in use no more, the first still is.
        assert told == [{ONE}, {ONE, TWO}, {ONE}]
    assert told[-1] == set()
    assert versions.current == THREE


def test_the_current_version_is_never_offered_for_removal() -> None:
    told: list[set[Path]] = []
    versions = Versions(ONE, told.append)
    with leased(versions):
        pass
    assert told == []


def test_a_version_that_is_never_left_needs_nobody_to_remove_it() -> None:
    versions = Versions(ONE)
    versions.publish(TWO)
    with leased(versions) as folder:
        assert folder == TWO
