"""A clean copy of a raw sentence for the rules to read, with a map back to every raw offset.

Word-joining underscores, masks, missing spaces, old tone marks and known typos are repaired on the
copy only: evidence is always cut from the raw text.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from coalition_kg.resources import read_table, root

# What stands in a masked, word-segmented article for a number, a date and a punctuation mark.
MASKED_NUMBER, MASKED_DATE, MASKED_MARK = "1", "4", "7"
# What the clean copy shows for them; neither occurs in Vietnamese text.
NUMBER, DATE = "¤", "¦"

JOINED = re.compile(r"\w_\w")
LONE_MASK = re.compile(r"(?<=\s)[147](?=\s|$)|^[147](?=\s)")

UNIT = re.compile(
    r"(?P<entity>&(?:[a-zA-Z]+|\#\d+);)"
    r"|(?P<mask>(?<![\w.,/])[147](?![\w,/]|\.\w))"
    r"|(?P<char>[^\W\d_][\u0300-\u036f]*|.)",
    re.DOTALL,
)
MASKS = {MASKED_NUMBER: NUMBER, MASKED_DATE: DATE, MASKED_MARK: ","}
DASHES = str.maketrans("–—−‑‐\u0096\u0097", "-------")
QUOTES = str.maketrans("“”„‟«»\u0093\u0094‘’\u0091\u0092", '""""""""' + "''''")
# Old and new style of the tone mark on oa, oe, uy: one letter each, so offsets stay.
TONES = re.compile(
    r"(?<![qQgG])(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ]|O[ÀÁẢÃẠ]|O[ÈÉẺẼẸ]|U[ỲÝỶỸỴ])(?![\w])"
)


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
    units = list(_repaired(_units(raw, masked)))
    text = "".join(u[0] for u in units)
    copy = CleanText(text, tuple(u[1] for u in units), tuple(u[2] for u in units))
    return _without_typos(_new_tones(copy))


Unit = tuple[str, int, int]


def _units(raw: str, masked: bool) -> Iterator[Unit]:
    for match in UNIT.finditer(raw):
        start, end = match.span()
        text = match.group()
        if match["entity"]:
            text = html.unescape(text)
        elif match["mask"] and masked:
            text = MASKS[text]
        else:
            text = unicodedata.normalize("NFC", text).translate(DASHES).translate(QUOTES)
        if text == "_" or text.isspace():
            text = " "
        for char in text:
            yield char, start, end


def _repaired(units: Iterator[Unit]) -> Iterator[Unit]:
    """Put the space back that is missing between a word and a number, or after a colon or comma."""
    before = ""
    for char, start, end in units:
        if _lacks_space(before, char):
            yield " ", start, start
        yield char, start, end
        before = char


def _lacks_space(before: str, char: str) -> bool:
    after_word = before.islower() and char.isdigit()
    after_mark = before in {":", ";", ","} and char.isalpha()
    return after_word or after_mark


def _new_tones(copy: CleanText) -> CleanText:
    return CleanText(TONES.sub(lambda m: _moved_tone(m.group()), copy.text), copy.starts, copy.ends)


def _moved_tone(pair: str) -> str:
    """Move the tone mark to the first vowel.

    >>> _moved_tone("oà"), _moved_tone("uỷ")
    ('òa', 'ủy')
    """
    base, *marks = unicodedata.normalize("NFD", pair[1])
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
