"""The score and what is behind it as one HTML page: no script, no outside asset, always the same bytes."""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from coalition_kg import __version__
from coalition_kg.evaluate.figures import ALL, Figures, TypeFigures, scores_of
from coalition_kg.evaluate.findings import MISSED, SLOTS, WRONG, Difference, Finding, findings
from coalition_kg.evaluate.gold import Gold
from coalition_kg.evaluate.match import Matches
from coalition_kg.evaluate.rules import rule_figures, rule_of
from coalition_kg.flat import Flat
from coalition_kg.model import Article
from coalition_kg.segment import sentences

TEMPLATES = Path(__file__).parent / "templates"
HEADS = {MISSED: "Missed", WRONG: "Wrong", SLOTS: "Slots that are off"}
COUNTS = ("gold", "found", "wrong")
SHARES = ("precision", "recall", "f1", "strict_f1", "slots")
FIGURES = ("Gold", "Found", "Wrong", "Precision", "Recall", "F1", "Strict F1", "Slots")
RULE_HEADS = ("Rule", "Asserted", "Right", "Wrong", "Precision", "Confidence")
# Slots whose values are texts of the article.
WRITTEN = {"place_text", "speaker"}
NOTHING = "–"


def page(gold: Gold, matches: Matches) -> str:
    """Return the report on matched facts; every value that is put into it is escaped."""
    figures = scores_of(matches)
    style = _read("style.css")
    by_article = _by_article(gold, matches)
    return Template(_read("report.html")).substitute(
        policy=escape(_policy(style)),
        version=escape(__version__),
        style=style,
        articles=_count(len(gold.articles), "article"),
        score=_score(figures),
        types=_types(figures),
        rules=_rules(matches),
        overview=_overview(gold, by_article),
        sections="\n".join(_section(gold.articles[name], found) for name, found in by_article.items()),
    )


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _by_article(gold: Gold, matches: Matches) -> dict[str, list[Finding]]:
    """Return the findings by article and within one by their place, whatever the order of the gold."""
    by_article: dict[str, list[Finding]] = {name: [] for name in sorted(gold.articles)}
    for finding in findings(matches):
        by_article[finding.record["article"]].append(finding)
    for found in by_article.values():
        found.sort(key=lambda finding: (finding.record["start"], finding.record["end"]))
    return by_article


def _score(figures: Figures) -> str:
    found = f"Optional gold facts found: {figures.optional_found}."
    evidence = f"Quotes that do not stand at their offsets: {figures.bad_evidence}."
    rows = [_cells(_figures(figures.overall))]
    return f"{_table('score-table', 'All types together', FIGURES, rows)}\n<p>{found} {evidence}</p>"


def _types(figures: Figures) -> str:
    shown = {name: row for name, row in figures.by_type.items() if name != ALL and (row.gold or row.wrong)}
    rows = [_head(name) + _cells(_figures(row)) for name, row in shown.items()]
    return _table("types-table", "Each type of fact", ("Type", *FIGURES), rows)


def _figures(row: TypeFigures) -> list[str]:
    shares = [getattr(row, name) for name in SHARES]
    return [str(getattr(row, name)) for name in COUNTS] + [_share(share) for share in shares]


def _share(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}"


def _rules(matches: Matches) -> str:
    rows = []
    for rule in rule_figures(matches):
        values = (rule.asserted, rule.right, rule.wrong, rule.precision, rule.confidence)
        rows.append(_head(rule.rule) + _cells(map(str, values)))
    return _table("rules-table", "Each rule that asserted a fact", RULE_HEADS, rows)


def _overview(gold: Gold, by_article: Mapping[str, Sequence[Finding]]) -> str:
    rows = []
    for name, found in by_article.items():
        link = f'<a href="#{_anchor(name)}">{escape(name)}</a>'
        counts = [str(sum(finding.kind == kind for finding in found)) for kind in HEADS]
        title = f'<td lang="vi">{escape(gold.articles[name].title)}</td>'
        rows.append(f'<th scope="row">{link}</th>{title}{_cells(counts)}')
    return _table("articles-table", "Each article", ("Article", "Title", *HEADS.values()), rows)


def _anchor(name: str) -> str:
    """Return a name for an article's section that is unique and safe in an attribute and in a link."""
    return f"article-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _section(article: Article, found: Sequence[Finding]) -> str:
    anchor = _anchor(article.name)
    parts = [_list(article, kind, [finding for finding in found if finding.kind == kind]) for kind in HEADS]
    shown = "\n".join(filter(None, parts)) or "<p>Nothing was missed, and nothing is wrong.</p>"
    title = f'{escape(article.name)}: <span lang="vi">{escape(article.title)}</span>'
    return f'<section aria-labelledby="{anchor}">\n<h2 id="{anchor}">{title}</h2>\n{shown}\n</section>'


def _list(article: Article, kind: str, found: Sequence[Finding]) -> str:
    if not found:
        return ""
    items = "\n".join(f"<li>{_item(article, finding)}</li>" for finding in found)
    return f"<h3>{HEADS[kind]} ({len(found)})</h3>\n<ol>\n{items}\n</ol>"


def _item(article: Article, finding: Finding) -> str:
    record = finding.record
    country = f", {record['country']}" if record.get("country") else ""
    rule = "" if finding.kind == MISSED else f", rule {rule_of(record)}"
    head = f"<p><strong>{escape(str(record['type']))}</strong>{escape(country + rule)}. {_told(finding)}</p>"
    return f"{head}\n{_quoted(article, record)}\n{_slots(finding)}"


def _told(finding: Finding) -> str:
    """Say with what a finding is compared."""
    if finding.kind == SLOTS:
        return "Right, but for these slots."
    if finding.nearest is None:
        return "No fact of this type overlaps it." if finding.kind == MISSED else "The gold has no such fact."
    other = "extracted" if finding.kind == MISSED else "gold"
    if finding.differences:
        return f"The nearest {other} fact differs in these slots."
    return f"The nearest {other} fact has the same slots: its quote is not verbatim, or it is taken already."


def _quoted(article: Article, record: Flat) -> str:
    """Return the sentence of a record with its quote marked, or the quote where no sentence holds it."""
    start, end = record["start"], record["end"]
    around = [s for s in sentences(article) if s.start < end and start < s.end]
    if not around:
        quote = escape(str(record.get("quote", "")))
        return f'<blockquote lang="vi"><mark>{quote}</mark></blockquote>\n<p>No sentence stands there.</p>'
    first, last = around[0].start, around[-1].end
    start, end = max(start, first), min(end, last)
    pieces = [escape(article.text[a:b]) for a, b in ((first, start), (start, end), (end, last))]
    return f'<blockquote lang="vi">{pieces[0]}<mark>{pieces[1]}</mark>{pieces[2]}</blockquote>'


def _slots(finding: Finding) -> str:
    if not finding.differences:
        return ""
    rows = [_slot(finding, difference) for difference in finding.differences]
    return _plain_table("Slots", ("Slot", "Gold", "Extracted"), rows)


def _slot(finding: Finding, difference: Difference) -> str:
    slot = difference.slot
    compared = finding.nearest is not None
    gold = " or ".join(_value(slot, value) for value in difference.gold) or NOTHING
    found = _value(slot, difference.found) if compared or finding.kind == WRONG else NOTHING
    return f"{_head(slot.replace('_', ' '))}<td>{gold}</td><td>{found}</td>"


def _value(slot: str, value: Any) -> str:
    """Return a slot's value; texts of the article are marked as Vietnamese.

    >>> _value("redacted", True), _value("value", None), _value("area", ["south", "Karbala"])
    ('yes', 'none', 'south, <span lang="vi">Karbala</span>')
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_value(slot, item) for item in value) or "none"
    text = str(value)
    written = slot in WRITTEN or (slot == "area" and text[:1].isupper())
    return f'<span lang="vi">{escape(text)}</span>' if written else escape(text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _head(text: str) -> str:
    return f'<th scope="row">{escape(text)}</th>'


def _cells(values: Iterable[str]) -> str:
    return "".join(f'<td class="number">{escape(value)}</td>' for value in values)


def _table(name: str, caption: str, heads: Sequence[str], rows: Sequence[str]) -> str:
    """Return a table that scrolls by itself where it is wider than the page."""
    return (
        f'<div class="wide" role="region" aria-labelledby="{name}" tabindex="0">\n'
        f"{_plain_table(caption, heads, rows, name)}\n</div>"
    )


def _plain_table(caption: str, heads: Sequence[str], rows: Sequence[str], name: str = "") -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    known = f' id="{name}"' if name else ""
    return (
        f"<table>\n<caption{known}>{escape(caption)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )
