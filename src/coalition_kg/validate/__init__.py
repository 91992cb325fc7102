"""Whether a graph has its promised form: SHACL shapes, and queries that must find nothing."""

from coalition_kg.validate.findings import VIOLATION, Finding, Location
from coalition_kg.validate.report import Report, check

__all__ = ["VIOLATION", "Finding", "Location", "Report", "check"]
