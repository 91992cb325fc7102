"""The few HTML pages: where to start, the query form, and results as a table. No script, no outside asset."""

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlencode

from pyoxigraph import QueryBoolean, QuerySolutions

from coalition_kg.quads import compact, prefixes
from coalition_kg.query import FORMATS, NamedQuery, Result, named_queries
from coalition_kg.serve.negotiate import HTML
from coalition_kg.store import Snapshot

TEMPLATES = Path(__file__).parent / "templates"
# A browser is no place for more rows; the other formats give them all.
MOST_ROWS = 1000


class Pages:
    """Makes the pages of a snapshot; every value that is put into one is escaped."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._prefixes = prefixes(snapshot.names.base)
        self._style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
        self._templates = {
            path.stem: Template(path.read_text(encoding="utf-8")) for path in TEMPLATES.glob("*.html")
        }

    @property
    def policy(self) -> str:
        """The content security policy: the pages' own style, their form, and nothing else."""
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        return (
            f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )

    def home(self) -> str:
        """Return the page to start from."""
        counts = self._snapshot.manifest.counts
        values: dict[str, object] = {
            "articles": counts.articles,
            "sentences": counts.sentences,
            "quads": counts.quads,
        }
        values |= {"facts": sum(counts.facts.values()), "software": self._snapshot.manifest.software}
        shown = {name: escape(str(value)) for name, value in values.items()}
        items = "\n".join(self._example(query) for query in named_queries())
        return self._page("coalition-kg", self._fill("home", queries=items, **shown))

    def _example(self, query: NamedQuery) -> str:
        text = query.under(self._snapshot.names.base)
        links = {
            name: f"sparql?{urlencode({'query': text, 'format': name})}" for name in (HTML, "json", "csv")
        }
        return self._fill(
            "example",
            vi=escape(query.questions["vi"]),
            en=escape(query.questions["en"]),
            **{name: escape(link) for name, link in links.items()},
        )

    def form(self, query: str = "", error: str = "") -> str:
        """Return the query form, with what is wrong with the query where something is."""
        shown = f'<pre class="error" role="alert">{escape(error)}</pre>' if error else ""
        return self._page("SPARQL", self._form(query) + shown)

    def result(self, query: str, result: Result) -> str:
        """Return a result as a table under the form that asked for it."""
        return self._page("SPARQL", self._form(query) + self._shown(result))

    def _form(self, query: str) -> str:
        options = "".join(f'<option value="{name}">{name}</option>' for name in (HTML, *FORMATS))
        known = " ".join(f"{prefix}:" for prefix in sorted(self._prefixes))
        return self._fill("form", query=escape(query), formats=options, prefixes=escape(known))

    def _shown(self, result: Result) -> str:
        if isinstance(result, QueryBoolean):
            answer = "Có · Yes" if result else "Không · No"
            return f"<p><strong>{answer}</strong></p>"
        if isinstance(result, QuerySolutions):
            return self._table([variable.value for variable in result.variables], result)
        return self._table(["subject", "predicate", "object"], result)

    def _table(self, heads: list[str], rows: Iterable[Iterable[object]]) -> str:
        cells = []
        for row in rows:
            cells.append("".join(self._cell(term) for term in row))
            if len(cells) == MOST_ROWS:
                break
        body = "\n".join(f"<tr>{row}</tr>" for row in cells)
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
        return self._fill("table", head=head, body=body, count=str(len(cells)), most=str(MOST_ROWS))

    def _cell(self, term: object) -> str:
        value = "" if term is None else str(getattr(term, "value", term))
        language = getattr(term, "language", None)
        attribute = f' lang="{escape(language)}"' if language else ""
        return f"<td{attribute}>{escape(compact(value, self._prefixes))}</td>"

    def _page(self, title: str, content: str) -> str:
        return self._fill("page", title=escape(title), style=self._style, content=content)

    def _fill(self, template: str, **values: str) -> str:
        return self._templates[template].substitute(values)
