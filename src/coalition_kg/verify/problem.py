"""What a check finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something that is not as it claims: the kind of check, the resource or file, and what is wrong."""

    kind: str
    where: str
    detail: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        return f"{self.kind}: {self.where}: {self.detail}"


# A check yields None for each thing that it proved, a Problem for each that it could not.
Finding = Problem | None
