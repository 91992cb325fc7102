"""Where a sentence ends: a line is a paragraph, and small named rules judge each mark inside it."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from coalition_kg.model import Article, Sentence
from coalition_kg.resources import read_table, root
from coalition_kg.segment.clean import MASKED_MARK, is_masked

# A mark that may end a sentence, with the quotes and brackets that belong to it.
MARK = re.compile(r"""[.!?…]+["”'’)\]]*(?=\s|[^\W\d_])""")
# In a masked article a lone 7 stands where a punctuation mark was.
MASKED = re.compile(rf"(?<=\s){MASKED_MARK}(?: \.)?(?=\s)")
# A paper's sign between a title and the text behind it.
DATELINE = re.compile(r"(?<=\S)\s+\(?([A-ZĐ]{2,5})\)?\s*[-–]\s")
INITIAL = re.compile(r"(?:^|[\s.])[A-ZĐ]$")
OPENING = re.compile(r"""["“'‘(\[\s–-]*""")
MIN_MASKED_WORDS = 4


@cache
def _words(kind: str) -> frozenset[str]:
    path = root() / "data" / "lexicon" / "sentences.tsv"
    return frozenset(row["form"] for row in read_table(path, ("form", "kind")) if row["kind"] == kind)


def after_abbreviation(before: str, after: str) -> bool:
    """``TP. Hồ Chí Minh``: the mark belongs to the word before it."""
    return before.rsplit(None, 1)[-1:] != [] and before.rsplit(None, 1)[-1] in _words("abbreviation")


def after_initial(before: str, after: str) -> bool:
    """``George W. Bush``: one capital letter is a name's initial."""
    return INITIAL.search(before) is not None


def before_lower_case(before: str, after: str) -> bool:
    """``v.v. nhưng``: a sentence does not start in lower case."""
    return _opening(after)[:1].islower()


def _opening(after: str) -> str:
    """What follows a mark, without the space, quotes and dashes that open a sentence."""
    return after[OPENING.match(after).end() :]  # type: ignore[union-attr]


def inside_word(before: str, after: str) -> bool:
    """``U.S``, ``www.bbc.co``: where the space is missing, only a small letter and a capital make an end."""
    if after[:1].isspace() or not after:
        return False
    return not (before[-1:].islower() and after[0].isupper() and after[1:2].islower())


# A mark ends a sentence unless one of these rules forbids it.
FORBIDDING: tuple[Callable[[str, str], bool], ...] = (
    inside_word,
    after_abbreviation,
    after_initial,
    before_lower_case,
)


def sentences(article: Article) -> list[Sentence]:
    """Return the sentences of an article in order; together they hold all of its text but white space."""
    masked = is_masked(article.text)
    found: list[Sentence] = []
    for start, end in _bounds(article.text, masked):
        found.append(Sentence(article.name, len(found) + 1, start, end, article.text[start:end]))
    return found


def _bounds(text: str, masked: bool) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        start = line.start()
        ends = {*_ends(line.group(), masked, line.start()), *_datelines(line.group(), line.start())}
        for end in [*sorted(ends), line.end()]:
            piece = text[start:end]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                yield start + lead, start + len(piece.rstrip())
            start = end


def _ends(line: str, masked: bool, offset: int) -> list[int]:
    ends = [m.end() for m in MARK.finditer(line) if _ends_sentence(line[: m.start()], line[m.end() :])]
    if masked:
        ends = sorted({*ends, *_masked_ends(line, ends)})
    return [offset + end for end in ends]


def _datelines(line: str, offset: int) -> Iterator[int]:
    """Yield where a title ends that runs on into ``(NLĐO)- Hôm qua`` or ``TT - Quốc vương``."""
    for mark in DATELINE.finditer(line):
        if mark.group(1) in _words("paper"):
            yield offset + mark.start()


def _ends_sentence(before: str, after: str) -> bool:
    return not any(rule(before[-40:], after) for rule in FORBIDDING)


def _masked_ends(line: str, ends: list[int]) -> Iterator[int]:
    start = 0
    for mark in MASKED.finditer(line):
        start = max([start, *(end for end in ends if end <= mark.start())])
        opener = line[mark.end() :].split(maxsplit=1)[:1]
        enough = len(line[start : mark.start()].split()) >= MIN_MASKED_WORDS
        if opener and enough and _opens_sentence(opener[0]):
            start = mark.end()
            yield start


def _opens_sentence(word: str) -> bool:
    """Return whether a capital is a sentence's, not a name's: ``Các``, ``Bộ_trưởng``, but not ``Ba_Lan``."""
    if not word[:1].isupper():
        return False
    syllables = word.split("_")
    return syllables[1][:1].islower() if len(syllables) > 1 else word in _words("opener")
