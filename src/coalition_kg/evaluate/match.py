"""Which predicted fact is which gold fact; each gold fact is matched once."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coalition_kg.errors import ArticleError
from coalition_kg.evaluate.scoring import Scoring, scoring
from coalition_kg.flat import Flat

SHORT_QUOTE = 80


@dataclass(frozen=True)
class Matches:
    """``matched`` pairs gold with predicted; ``bad_evidence`` counts quotes that are not verbatim."""

    gold: tuple[Flat, ...]
    matched: tuple[tuple[Flat, Flat], ...]
    missed: tuple[Flat, ...]
    wrong: tuple[Flat, ...]
    bad_evidence: int


def match(gold: Iterable[Flat], predicted: Iterable[Flat], texts: Mapping[str, str]) -> Matches:
    """Match predicted facts with gold facts whose evidence overlaps and whose key slots are equal.

    ``texts`` maps an article's name to its raw text. Predictions for articles without gold facts do
    not count. Raise ArticleError where an article with gold facts is missing.
    """
    rules = scoring()
    wanted = [rules.with_class(record) for record in gold]
    articles = {record["article"] for record in wanted}
    for name in sorted(articles - texts.keys()):
        raise ArticleError(
            f"{name}: gold facts are of this article, but it is not in the folder; add {name}.txt"
        )
    found = [rules.with_class(p) for p in predicted if p["article"] in articles and p["type"] in rules.keys]
    return _Matcher(rules, wanted, texts).run(found)


class _Matcher:
    def __init__(self, rules: Scoring, gold: list[Flat], texts: Mapping[str, str]) -> None:
        self.rules = rules
        self.gold = gold
        self.texts = texts
        self.used: set[int] = set()
        self.by_kind: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, record in enumerate(gold):
            self.by_kind[record["article"], record["type"]].append(index)

    def run(self, predicted: list[Flat]) -> Matches:
        matched, wrong = [], []
        for record in predicted:
            best = self._best(record) if self._is_verbatim(record) else None
            if best is None:
                wrong.append(record)
            else:
                self.used.add(best)
                matched.append((self.gold[best], record))
        missed = tuple(record for i, record in enumerate(self.gold) if i not in self.used)
        bad = sum(not self._is_verbatim(record) for record in predicted)
        return Matches(tuple(self.gold), tuple(matched), missed, tuple(wrong), bad)

    def _is_verbatim(self, record: Flat) -> bool:
        there = self.texts[record["article"]][record["start"] : record["end"]]
        return bool(record.get("quote")) and there == record["quote"]

    def _best(self, predicted: Flat) -> int | None:
        """Return the index of the gold fact that fits best, required ones first, of equal ones the first."""
        unused = (i for i in self.by_kind[predicted["article"], predicted["type"]] if i not in self.used)
        fitting = [i for i in unused if self._fits(self.gold[i], predicted)]
        return max(fitting, key=lambda i: self._score(self.gold[i], predicted), default=None)

    def _fits(self, gold: Flat, predicted: Flat) -> bool:
        overlap = predicted["start"] < gold["end"] and gold["start"] < predicted["end"]
        return overlap and self.rules.same_keys(gold, predicted)

    def _score(self, gold: Flat, predicted: Flat) -> tuple[bool, int]:
        return not gold.get("optional"), sum(self.rules.judged_extras(gold, predicted).values())


def misses(matches: Matches) -> Iterator[str]:
    """Yield a line for each gold fact that was missed, each wrong fact, and each wrong extra slot."""
    for gold in matches.missed:
        if not gold.get("optional"):
            yield f"MISSED {_brief(gold)}"
    for predicted in matches.wrong:
        yield f"WRONG  {_brief(predicted)}"
    for gold, predicted in matches.matched:
        judged = scoring().judged_extras(gold, predicted)
        off = {slot: [gold.get(slot), predicted.get(slot)] for slot, right in judged.items() if not right}
        if off:
            quote = str(gold.get("quote", ""))[:SHORT_QUOTE]
            yield f"SLOTS  {gold['type']} {gold.get('country')} {_json(off)} {quote}"


def _brief(record: Flat) -> str:
    rules = scoring()
    slots = {slot for kind in (*rules.keys.values(), *rules.extras.values()) for slot in kind}
    shown = {"article", "type", "country", "quote", *slots}
    return _json({name: value for name, value in record.items() if name in shown})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
