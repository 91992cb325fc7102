"""Names of people: which words are foreign, and where a name ends."""

import re
import unicodedata

from coalition_kg.extract.items import Item

# The one letter that Unicode does not decompose into a base letter and its marks.
D_STROKE = unicodedata.lookup("LATIN SMALL LETTER D WITH STROKE")
# A syllable as Vietnamese spells it, tone and vowel marks removed; what does not fit is a foreign name.
SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|tr|th|ph|kh|gh|gi|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ng|nh|ch|[cmnpt])?"
)


def is_foreign(text: str) -> bool:
    """Return whether a word is none of Vietnamese.

    >>> is_foreign("yushchenko"), is_foreign("nhưng")
    (True, False)
    """
    folded = unicodedata.normalize("NFD", text.lower().replace(D_STROKE, "d"))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return SYLLABLE.fullmatch(plain) is None


def is_foreign_name(name: str | None) -> bool:
    """Return whether a part of a name is none of Vietnamese."""
    return any(is_foreign(part) for part in (name or "").split())


def is_name(item: Item) -> bool:
    """Return whether an item may be a name: at the start of a sentence only where it is foreign."""
    return item.is_capital_word and (item.start > 0 or is_foreign(item.text))


def begins_name(items: list[Item], index: int) -> bool:
    """Return whether a known capitalised syllable is the first of a name, as in ``Ban Ki-moon``."""
    item, following = items[index], items[index + 1] if index + 1 < len(items) else None
    known = item.capital and item.text.isalpha() and len(item.text.split()) == 1
    return known and following is not None and is_name(following)


def name_end(items: list[Item], first: int) -> int:
    """Return the last item of the name that starts at an item: ``Condoleezza Rice``, ``J. Bush``."""
    last = first
    while last + 1 < len(items):
        if _is_part(items, last + 1):
            last += 1
        elif last + 2 < len(items) and _joins(items, last + 1):
            last += 2
        elif (end := _particle_end(items, last + 1)) is not None:
            last = end
        else:
            break
    return last


def _is_part(items: list[Item], index: int) -> bool:
    item = items[index]
    return item.capital and item.text.isalpha() and (not item.tags or _continues(item))


def _continues(item: Item) -> bool:
    """A known syllable inside a name, as in ``Ban Ki-moon`` or ``Tony Blair Anh``."""
    return len(item.text.split()) == 1 and not item.has_any("country", "title", "office")


def _particle_end(items: list[Item], index: int) -> int | None:
    """``Ali al-Haidri``, ``Sergio Vieira de Mello``: a small word inside a name, and the part behind it."""
    if not items[index].among("name-particle") or index + 1 >= len(items):
        return None
    mark = items[index + 1].text in {"-", "'"}
    end = index + 2 if mark else index + 1
    close = end < len(items) and (not mark or items[end].start == items[index + 1].end)
    return end if close and _is_part(items, end) and items[end].is_capital_word else None


def _joins(items: list[Item], index: int) -> bool:
    """A hyphen or apostrophe inside a name, or the point behind an initial."""
    mark, following = items[index], items[index + 1]
    close = mark.text in {"-", ".", "'"} and following.start == mark.end
    return close or (mark.text == "." and len(items[index - 1].text) == 1)
