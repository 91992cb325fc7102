"""Dates in a sentence as EDTF (ISO 8601-2), relative ones resolved only against a known article date."""

import re
from dataclasses import dataclass
from functools import cache

from coalition_kg.model import DateMention
from coalition_kg.resources import read_table, root
from coalition_kg.segment.clean import DATE


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the clean copy of a sentence."""

    start: int
    end: int
    mention: DateMention


@cache
def _words(kind: str) -> dict[str, int]:
    rows = read_table(root() / "data" / "lexicon" / "date_words.tsv", ("form", "kind", "value"))
    return {row["form"]: int(row["value"]) for row in rows if row["kind"] == kind}


def _alternatives(kind: str) -> str:
    return "|".join(sorted(_words(kind), key=lambda form: -len(form)))


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    rows = read_table(root() / "data" / "lexicon" / "dates.tsv", ("name", "pattern", "edtf"))
    compiled = []
    for row in rows:
        pattern = (
            row["pattern"].replace("MONTH", _alternatives("month")).replace("RELATIVE", _alternatives("year"))
        )
        compiled.append((re.compile(rf"(?<!\w){pattern}(?!\w)"), row["edtf"]))
    return compiled


def find_dates(text: str, published: str | None) -> list[FoundDate]:
    """Return the dates of a clean, lower-case sentence in order; earlier patterns win where two overlap.

    ``published`` is the article's EDTF date or None; without it a relative date keeps only its text.
    """
    found: list[FoundDate] = []
    for pattern, template in _patterns():
        for match in pattern.finditer(text):
            if not any(match.start() < f.end and f.start < match.end() for f in found):
                edtf = None if template == "-" else _edtf(match, template, published)
                mention = DateMention(match.group(), edtf, redacted=DATE in match.group())
                found.append(FoundDate(match.start(), match.end(), mention))
    return sorted(found, key=lambda f: f.start)


def _edtf(match: re.Match[str], template: str, published: str | None) -> str | None:
    groups = {k: v for k, v in match.groupdict().items() if v is not None}
    year, month = _year(groups, published), _month(groups)
    if "rm" in groups:
        shifted = _shifted_month(groups["rm"], published)
        if shifted is None:
            return None
        year, month = shifted
    if year is None or not _is_calendar(month, groups.get("d")):
        return None
    return template.format(y=f"{year:04d}", m=f"{month or 0:02d}", d=f"{int(groups.get('d', 0)):02d}")


def _year(groups: dict[str, str], published: str | None) -> int | None:
    stated = groups.get("y") or groups.get("y2")
    if stated:
        return int(stated)
    if published is None:
        return None
    relative = groups.get("ry") or groups.get("ry2")
    return int(published[:4]) + (_words("year")[relative] if relative else 0)


def _month(groups: dict[str, str]) -> int | None:
    month = groups.get("m")
    if month is None:
        return None
    return int(month) if month.isdigit() else _words("month")[month]


def _shifted_month(relative: str, published: str | None) -> tuple[int, int] | None:
    if published is None or len(published) < 7:
        return None
    months = int(published[:4]) * 12 + int(published[5:7]) - 1 + _words("month-offset")[relative]
    return months // 12, months % 12 + 1


def _is_calendar(month: int | None, day: str | None) -> bool:
    return (month is None or 1 <= month <= 12) and (day is None or 1 <= int(day) <= 31)
