"""Content negotiation (RFC 9110, section 12.5.1)."""

from functools import lru_cache

from coalition_kg.errors import OutputError
from coalition_kg.query import FORMATS, Form

HTML = "html"
# What other clients call the same formats.
ALIASES = {"application/json": "json", "application/xml": "xml", "text/xml": "xml", "text/plain": "ntriples"}
Offer = tuple[str, str]


def offers(form: Form) -> list[Offer]:
    """Return (media type, format name) for each way to write a form of result, the preferred first."""
    fitting = [(format_.media_type, name) for name, format_ in FORMATS.items() if form in format_.forms]
    names = {name for _, name in fitting}
    aliases = [(media_type, name) for media_type, name in ALIASES.items() if name in names]
    return [*fitting, ("text/html", HTML), *aliases]


@lru_cache(256)
def choose(accept: str, form: Form) -> Offer | None:
    """Return the offer that an Accept header likes best, None where it accepts none.

    >>> choose("text/csv;q=0.5, application/*", Form.SELECT)
    ('application/sparql-results+json', 'json')
    """
    ranges = _ranges(accept)
    liked = [
        (quality(media_type, ranges), -i, media_type, name)
        for i, (media_type, name) in enumerate(offers(form))
    ]
    best = max(liked)
    return (best[2], best[3]) if best[0] > 0 else None


def named(name: str, form: Form) -> Offer:
    """Return the offer of a format by its name; raise OutputError where it can't hold the form."""
    for media_type, offered in offers(form):
        if offered == name:
            return media_type, name
    known = ", ".join(dict.fromkeys(offered for _, offered in offers(form)))
    raise OutputError(f"format {name!r} can't hold the result of {form.value}; use one of {known}")


def accepts_html(accept: str) -> bool:
    """Return whether a client asks for HTML by name, as browsers do."""
    return any(media_type == "text/html" and q > 0 for media_type, q in _ranges(accept))


def accepts_gzip(accept_encoding: str) -> bool:
    """Return whether an Accept-Encoding header lets a body be compressed by gzip.

    >>> accepts_gzip("br, gzip"), accepts_gzip("gzip;q=0, *"), accepts_gzip("")
    (True, False, False)
    """
    found = dict(_ranges(accept_encoding)) if accept_encoding else {}
    return found.get("gzip", found.get("x-gzip", found.get("*", 0.0))) > 0


def quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """Return how much ranges like a media type, from 0 to 1; the most specific range decides."""
    for wanted in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        found = [q for range_, q in ranges if range_ == wanted]
        if found:
            return max(found)
    return 0.0


def _ranges(accept: str) -> list[tuple[str, float]]:
    return [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]


def _range(part: str) -> tuple[str, float]:
    media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weights = [
        value.strip() for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"
    ]
    try:
        return media_type, min(max(float(weights[0]), 0.0), 1.0) if weights else 1.0
    except ValueError:
        return media_type, 0.0
