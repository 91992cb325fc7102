"""The queries of ``queries/hygiene/``: each selects what breaks one rule, so it must find nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from coalition_kg.errors import QueryError
from coalition_kg.identify import DEFAULT_BASE, Names
from coalition_kg.resources import read_header, root
from coalition_kg.validate.findings import VIOLATION, Finding

LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class HygieneQuery:
    """A query that selects ``?subject`` and perhaps ``?value``; ``message`` and ``fix`` go by language."""

    name: str
    title: str
    severity: str
    message: Mapping[str, str]
    fix: Mapping[str, str]
    text: str


def hygiene_queries() -> list[HygieneQuery]:
    """Return the hygiene queries by name; raise QueryError where a header is incomplete."""
    folder = root() / "queries" / "hygiene"
    return [_read(path) for path in sorted(folder.glob("*.rq"), key=lambda path: path.name)]


def _read(path: Path) -> HygieneQuery:
    text = path.read_text(encoding="utf-8")
    header = read_header(text)
    try:
        message, fix = ({lang: header[f"{key}@{lang}"] for lang in LANGUAGES} for key in ("message", "fix"))
        severity = header.get("severity", VIOLATION)
        return HygieneQuery(path.stem, header["title"], severity, message, fix, text)
    except KeyError as error:
        raise QueryError(f"{path}: header lacks `# {error.args[0]}:`; add it") from error


def hygiene_findings(store: Store, names: Names, queries: Iterable[HygieneQuery]) -> Iterator[Finding]:
    """Yield what the queries find in a store whose default graph is the union of the others."""
    for query in queries:
        rows: Any = store.query(query.text.replace(DEFAULT_BASE, names.base))
        has_value = "value" in {variable.value for variable in rows.variables}
        for row in rows:
            value = row["value"].value if has_value and row["value"] is not None else None
            subject = row["subject"].value
            yield Finding("hygiene", query.name, "", query.severity, subject, value, query.message, query.fix)
