"""What a constraint finds, and where in the articles the faulty resource comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

VIOLATION = "Violation"
WARNING = "Warning"


@dataclass(frozen=True)
class Location:
    """The fact that a faulty resource belongs to, and the sentence behind it; None where there is none."""

    fact: str | None = None
    sentence: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Finding:
    """A resource that breaks a constraint.

    ``source`` is ``shape`` or ``hygiene``, ``constraint`` the name of the shape or query, ``component``
    the SHACL constraint component (W3C Recommendation 2017, section 4), empty for queries. ``message``
    says what has to hold and ``fix`` what to do, by language.
    """

    source: str
    constraint: str
    component: str
    severity: str
    resource: str
    value: str | None
    message: Mapping[str, str]
    fix: Mapping[str, str]
    location: Location = Location()

    @property
    def place(self) -> tuple[str, ...]:
        """The sort key: violations before warnings, then by constraint and resource."""
        rank = "0" if self.severity == VIOLATION else "1"
        return rank, self.source, self.constraint, self.component, self.resource, self.value or ""
