"""The errors of coalition-kg: one base, each message says what was wrong, where, and what to do."""


class CoalitionError(Exception):
    """Base of every error that the package raises on purpose; the command line exits with status 2."""


class ArticleError(CoalitionError):
    """An article can't be read: missing, empty, binary, not UTF-8, or no part of its catalog."""


class LexiconError(CoalitionError):
    """A lexicon or reference table is malformed."""


class RecordError(CoalitionError):
    """A flat fact record lacks a field or holds a value that ANNOTATION.md does not know."""


class IriError(CoalitionError):
    """An IRI or a CURIE is malformed, or its prefix is unknown."""


class SnapshotError(CoalitionError):
    """A snapshot is missing, incomplete or was written by an incompatible version."""


class RuleError(CoalitionError):
    """A derivation rule is malformed, breaks a convention, or reads what is derived after it."""


class QueryError(CoalitionError):
    """A SPARQL query has a syntax error, or a named query does not exist."""


class OutputError(CoalitionError):
    """A result can't be written in the format or to the place that was asked for."""


class ReasonerError(CoalitionError):
    """The reasoner is not installed, or it fails on what it is given."""
