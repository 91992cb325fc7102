"""A clean copy of a raw sentence for the rules to read, with a map back to every raw offset.

Word-joining underscores, masks, missing spaces, old tone marks and known typos are repaired on the
copy only: evidence is always cut from the raw text.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from coalition_kg.resources import read_table, root

# What stands in a masked, word-segmented article for a number, a date and a punctuation mark.
MASKED_NUMBER, MASKED_DATE, MASKED_MARK = "1", "4", "7"
# What the clean copy shows for them; neither occurs in Vietnamese text.
NUMBER, DATE = "¤", "¦"

JOINED = re.compile(r"\w_\w")
LONE_MASK = re.compile(r"(?<=\s)[147](?=\s|$)|^[147](?=\s)")


def _particles() -> str:
    """The particles of ``data/lexicon/particles.tsv``, as which no other word ends."""
    rows = read_table(root() / "data" / "lexicon" / "particles.tsv", ("word", "source"))
    return "|".join(sorted(re.escape(row["word"]) for row in rows))


# What the copy writes differently: entities, masks, decomposed letters, odd spaces, missing spaces.
EDIT = re.compile(
    r"(?P<entity>&(?:[a-zA-Z]+|\#\d+);)"
    r"|(?P<mask>(?<![\w.,/])[147](?![\w,/]|\.\w))"
    r"|(?P<letter>[^\W\d_][\u0300-\u036f]+)"
    r"|(?P<space>_|[^\S ])"
    r"|(?P<gap>(?<=[:;,])(?=[^\W\d_])|(?<=[^\W\d_])(?=\d))"
    # A word ends where another is glued to it: ``Australiasẽ``, ``sát hạitại``.
    rf"|(?P<glued>(?<=[^\W\d_]{{2}})(?=(?:{_particles()})(?!\w)))"
)
MASKS = {MASKED_NUMBER: NUMBER, MASKED_DATE: DATE, MASKED_MARK: ","}
DASHES = "–—−‑‐\u0096\u0097"
DOUBLE_QUOTES = "“”„‟«»\u0093\u0094"
SINGLE_QUOTES = "‘’\u0091\u0092"
MARKS = str.maketrans(
    DASHES + DOUBLE_QUOTES + SINGLE_QUOTES,
    "-" * len(DASHES) + '"' * len(DOUBLE_QUOTES) + "'" * len(SINGLE_QUOTES),
)
# Old and new style of the tone mark on oa, oe, uy: one letter each, so offsets stay.
TONES = re.compile(r"(?<![qQgG])(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ]|O[ÀÁẢÃẠ]|O[ÈÉẺẼẸ]|U[ỲÝỶỸỴ])(?![\w])")


@dataclass(frozen=True, slots=True)
class CleanText:
    """``text`` is the clean copy; ``starts[i]`` and ``ends[i]`` bound the raw text of its character i."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw offsets, relative to the raw sentence, of a stretch of the copy."""
        return self.starts[start], self.ends[end - 1]


def is_masked(text: str) -> bool:
    """Return whether a text is word-segmented with its numbers, dates and punctuation masked.

    >>> is_masked("Mỹ có 1 quân 7 Anh có 1 lính ở miền_nam"), is_masked("Anh có 1 lính ở miền nam")
    (True, False)
    """
    return len(JOINED.findall(text)) >= 1 and len(LONE_MASK.findall(text)) >= 2


def clean(raw: str, masked: bool) -> CleanText:
    """Return the clean copy of a raw sentence.

    >>> clean("quân số ở mức130.000", masked=False).text
    'quân số ở mức 130.000'
    """
    copy = _edited(raw, masked)
    return _without_typos(_new_tones(copy))


def _edited(raw: str, masked: bool) -> CleanText:
    """Copy the stretches between edits as they are; keep for each character where it came from."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for edit in EDIT.finditer(raw):
        start, end = edit.span()
        after_edit = start == position > 0  # the ``;`` of an entity is no mark
        text = None if after_edit and start == end else _replacement(edit, raw, masked)
        if text is None:
            continue
        parts += [raw[position:start], text]
        starts += [*range(position, start), *[start] * len(text)]
        ends += [*range(position + 1, start + 1), *[end] * len(text)]
        position = end
    parts.append(raw[position:])
    starts += range(position, len(raw))
    ends += range(position + 1, len(raw) + 1)
    return CleanText("".join(parts).translate(MARKS), tuple(starts), tuple(ends))


def _replacement(edit: re.Match[str], raw: str, masked: bool) -> str | None:
    """What stands in the copy for an edit; None where the raw text is right as it is."""
    text = edit.group()
    match edit.lastgroup:
        case "entity":
            return html.unescape(text)
        case "mask":
            return MASKS[text] if masked else None
        case "letter":
            return unicodedata.normalize("NFC", text)
        case "space" | "glued":
            return " "
        case _:
            before = raw[edit.start() - 1]
            return " " if before in ":;," or before.islower() else None


def _new_tones(copy: CleanText) -> CleanText:
    return CleanText(TONES.sub(lambda m: _moved_tone(m.group()), copy.text), copy.starts, copy.ends)


def _moved_tone(pair: str) -> str:
    """Move the tone mark to the first vowel.

    >>> _moved_tone("oà"), _moved_tone("uỷ")
    ('òa', 'ủy')
    """
    base, *marks = list(unicodedata.normalize("NFD", pair[1]))
    return unicodedata.normalize("NFC", pair[0] + "".join(marks)) + base


@cache
def _typos() -> dict[str, str]:
    rows = read_table(root() / "data" / "lexicon" / "typos.tsv", ("typo", "word"))
    return {row["typo"]: row["word"] for row in rows}


@cache
def _typo_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(map(re.escape, sorted(_typos()))) + r")\b")


def _without_typos(copy: CleanText) -> CleanText:
    """Typos of the same length are replaced in place; the lexicon holds no others."""
    return CleanText(_typo_pattern().sub(lambda m: _typos()[m.group()], copy.text), copy.starts, copy.ends)
