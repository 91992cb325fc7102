"""The header lines of answers, the same whichever process writes them."""

from coalition_kg.serve.cache import Headers, header_lines, new_tag

# The same address has other bytes for other clients; and a client asks whether its copy is still valid.
VARY = {"Vary": "Accept, Accept-Encoding"}
FRESH = {"Cache-Control": "no-cache"}


class Lines:
    """Writes header lines; ``standard`` are those that every response has."""

    def __init__(self, standard: bytes) -> None:
        self.standard = standard
        self._fixed: dict[tuple[str, str], bytes] = {}

    def of(self, media_type: str, encoding: str, stem: str, length: int | None) -> bytes:
        """Return the lines of an answer; ``stem`` is that of its entity tag, "" for none.

        Where the answer is streamed, its ``length`` is not known.
        """
        tag = (
            f"etag: {new_tag(stem)}\r\ncache-control: no-cache\r\n" if stem else "cache-control: no-store\r\n"
        )
        size = "" if length is None else f"content-length: {length}\r\n"
        return self._same(media_type, encoding) + (tag + size).encode("ascii")

    def not_modified(self, stem: str) -> Headers:
        """Return the headers that tell a client to use what it has, where its answer is not kept here."""
        return raw({**VARY, **FRESH, "ETag": new_tag(stem)})

    def _same(self, media_type: str, encoding: str) -> bytes:
        """Return the lines that all answers of a media type have."""
        known = self._fixed.get((media_type, encoding))
        if known is None:
            charset = "; charset=utf-8" if media_type.startswith("text/") else ""
            headers = {"Content-Type": media_type + charset, **VARY}
            if encoding:
                headers["Content-Encoding"] = encoding
            known = self._fixed[media_type, encoding] = header_lines(raw(headers)) + self.standard
        return known


def raw(headers: dict[str, str]) -> Headers:
    """Return headers in the form of ASGI."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
