"""The figures agree to the digit with the standalone scorer, and its cases one by one."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coalition_kg.errors import ArticleError
from coalition_kg.evaluate import match, misses, scores
from coalition_kg.evaluate.scoring import scoring
from coalition_kg.flat import Flat
from coalition_kg.source import article_paths, read_articles
from tests.support import ARTICLES, GOLD, MASKED, OPEN, gold_records

TOOL = Path(__file__).parents[3] / "shared" / "tools" / "score_facts.py"
TEXTS = {article.name: article.text for article in read_articles(article_paths(ARTICLES))}


def perturbed(seed: int) -> list[Flat]:
    """Return gold facts of which some are lost, changed, moved, doubled or unknown."""
    chance = random.Random(seed)
    records = []
    for record in gold_records():
        if chance.random() < 0.85:
            plain = {slot: value for slot, value in record.items() if not slot.endswith("_alternatives")}
            records += [_changed(plain, chance)] * (2 if chance.random() < 0.05 else 1)
    chance.shuffle(records)
    return [*records, {**records[0], "article": "unknown"}, {**records[0], "type": "Unknown"}]


def _changed(record: Flat, chance: random.Random) -> Flat:
    for slot in list(record):
        if slot not in {"article", "type", "start", "end", "quote"} and chance.random() < 0.1:
            record[slot] = chance.choice([r.get(slot) for r in gold_records()])
    if chance.random() < 0.2:
        record.pop(
            chance.choice(sorted(record.keys() - {"article", "type", "start", "end", "quote", "country"}))
        )
    if chance.random() < 0.2:
        record["start"] = min(record["start"] + 3, record["end"] - 1)
        record["quote"] = TEXTS[record["article"]][record["start"] : record["end"]]
    if chance.random() < 0.05:
        record["quote"] += "x"
    return record


@pytest.mark.skipif(not TOOL.exists(), reason="the standalone scorer is not beside this checkout")
@pytest.mark.parametrize("seed", range(8))
def test_the_standalone_scorer_gives_the_same(tmp_path: Path, seed: int) -> None:
    predicted = perturbed(seed)
    path = tmp_path / "predicted.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in predicted))
    command = [
        sys.executable,
        str(TOOL),
        "--gold",
        str(GOLD),
        "--articles",
        str(ARTICLES),
        "--misses",
        str(path),
    ]
    told = subprocess.run(
        [*command, "--json"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    figures = scores(gold_records(), predicted, TEXTS)
    assert figures.to_dict() == json.loads(told[0])
    assert 0.3 < (figures.overall.f1 or 0) < 0.95
    found = [line.split()[0] for line in misses(match(gold_records(), predicted, TEXTS))]
    assert found == [line.split()[0] for line in told[1:]]


def test_gold_against_itself_is_perfect() -> None:
    figures = scores(gold_records(), gold_records(), TEXTS)
    assert (figures.overall.f1, figures.overall.strict_f1, figures.overall.slots) == (1.0, 1.0, 1.0)
    assert (figures.overall.gold, figures.overall.found, figures.overall.wrong) == (114, 114, 0)
    assert figures.bad_evidence == 0
    assert figures.optional_found == len([record for record in gold_records() if record.get("optional")])


def test_nothing_predicted() -> None:
    figures = scores(gold_records(), [], TEXTS)
    assert (figures.overall.precision, figures.overall.recall, figures.overall.f1) == (None, 0.0, 0.0)
    assert figures.overall.slots is None


BASE: dict[str, Any] = {"article": OPEN, "start": 0, "end": 8, "quote": TEXTS[OPEN][:8]}
STANCE = BASE | {"type": "Stance", "country": "PL", "stance": "supports"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, 1),
        ({"start": 7, "end": 9, "quote": TEXTS[OPEN][7:9]}, 1),
        ({"start": 8, "end": 9, "quote": TEXTS[OPEN][8:9]}, 0),
        ({"quote": "not so"}, 0),
        ({"quote": ""}, 0),
        ({"country": "UA"}, 0),
        ({"article": MASKED, "quote": TEXTS[MASKED][:8]}, 0),
        ({"type": "Role", "role": "combat"}, 0),
    ],
)
def test_type_keys_and_evidence_must_fit(change: dict[str, Any], found: int) -> None:
    masked_gold = BASE | {"article": MASKED, "type": "Role", "role": "x", "country": None}
    figures = scores([STANCE, masked_gold], [STANCE | change], TEXTS)
    assert figures.overall.found == found
    assert figures.overall.wrong == 1 - found


def test_each_gold_fact_is_matched_once_and_required_ones_first() -> None:
    optional = STANCE | {"optional": True}
    figures = scores([optional, STANCE], [STANCE, STANCE, STANCE], TEXTS)
    assert (figures.overall.found, figures.optional_found, figures.overall.wrong) == (1, 1, 1)
    once = scores([optional, STANCE], [STANCE], TEXTS)
    assert (once.overall.found, once.optional_found, once.overall.wrong) == (1, 0, 0)


def test_the_most_similar_gold_fact_is_taken() -> None:
    strength = BASE | {"type": "Strength", "country": "PL", "holder": "country", "value": 1}
    gold = [strength | {"qualifier": "about"}, strength | {"qualifier": "exact"}]
    figures = scores(gold, [strength | {"qualifier": "exact"}], TEXTS)
    assert (figures.overall.found, figures.overall.slots) == (1, 1.0)


def test_modality_counts_as_a_class_and_exactly_as_an_extra() -> None:
    promise = BASE | {"type": "Commitment", "country": "PL", "action": "withdraw", "modality": "planned"}
    figures = scores([promise], [promise | {"modality": "pledged"}], TEXTS)
    assert (figures.overall.f1, figures.overall.strict_f1, figures.overall.slots) == (1.0, 0.0, 0.0)
    refused = scores([promise], [promise | {"modality": "refused"}], TEXTS)
    assert refused.overall.f1 == 0.0
    allowed = promise | {"modality_alternatives": ["denied"]}
    assert scores([allowed], [promise | {"modality": "refused"}], TEXTS).overall.f1 == 1.0


def test_texts_are_folded_and_a_part_of_a_place_is_enough() -> None:
    rules = scoring()
    gold = {"place_text": "thành_phố Karbala", "area": ["south", "North"], "speaker": None}
    assert rules.same("place_text", gold, {"place_text": "KARBALA"}) is True
    assert rules.same("area", gold, {"area": ["north", "south"]}) is True
    assert rules.same("speaker", gold, {"speaker": "ai đó"}) is False
    assert rules.same("redacted", {}, {"redacted": False}) is True


def test_a_missing_article_is_an_error() -> None:
    with pytest.raises(
        ArticleError, match=f"{OPEN}: gold facts are of this article, but it is not in the folder"
    ):
        scores(gold_records(), [], {MASKED: TEXTS[MASKED]})
