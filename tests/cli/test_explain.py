"""What ``coalition extract --explain`` prints."""

import json
from pathlib import Path
from typing import Any

import pytest

from coalition_kg.confidence import shipped_confidence, shipped_figures
from coalition_kg.flat import order
from tests.cli.runner import run
from tests.support import ARTICLES, MASKED

TITLE = "Tình hình Iraq"
TEXT = "Ukraina: Góp 1.650 quân. Trời nóng. Quân của họ đóng tại Basra và sẽ rút về nước."
EXPLAIN = ("extract", "--explain", "--title", TITLE, "--text")


def _headings(output: str) -> list[str]:
    return [line for line in output.splitlines() if line[:1] not in {"", " "}]


def test_an_explanation_tells_all_that_the_rules_saw() -> None:
    result = run(*EXPLAIN, "Ukraina: Góp 1.650 quân, chi 3 triệu USD.")
    assert result.exit_code == 0
    assert result.stdout.partition("\n\n")[2] == (
        "text, sentence 2, 15-56\n"
        "  Ukraina: Góp 1.650 quân, chi 3 triệu USD.\n"
        "  state    theatre IQ; section UA (sentence 2); topic none; last force none; last speaker none\n"
        "  spans    15-22        country       «Ukraina» = UA\n"
        "           24-27        action        «Góp» = deploy\n"
        "           28-38        force         «1.650 quân» = soldiers; 1650 exact\n"
        "           28-33        quantity      «1.650» = 1650 exact\n"
        "           44-51        quantity      «3 triệu» = 3000000 exact\n"
        "           52-55        unit          «USD» = money\n"
        "  clauses  15-23        «Ukraina:»\n"
        "           24-56        «Góp 1.650 quân, chi 3 triệu USD.»\n"
        "  rules    commitment  blocked  24-27 «Góp»: no word makes it a decision or an act\n"
        "           strength    fired    28-38 «1.650 quân»: type=Strength country=UA theatre=IQ\n"
        "             holder=country value=1650 qualifier=exact lower=1650 upper=1650 phase=current\n"
        "             personnel=soldiers; by strength-current (confidence "
        f"{_confidence('strength-current')})\n"
        "           strength    blocked  44-55 «3 triệu USD»: number is money, a share, time, distance or\n"
        "             things\n"
        "\n"
    )


def _confidence(rule: str) -> str:
    return f"{shipped_figures()[rule].confidence:.3f}"


def _records(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_sentence_that_no_rule_reads_tells_why() -> None:
    output = run("extract", "--explain", "--text", "Ba Lan sẽ rút quân.").stdout
    assert output.endswith("  rules    none read it: the text names no host country of a mission\n\n")
    assert "state" not in output


def test_a_sentence_without_a_candidate_says_so() -> None:
    output = run(*EXPLAIN, "Trời nóng.").stdout
    assert output.endswith("  rules    none found a word or number of its own\n\n")


def test_a_fact_names_the_other_sentences_that_it_needs() -> None:
    output = run(*EXPLAIN, "Ukraina: Góp 1.650 quân. Quân của họ đóng tại Basra.").stdout
    assert "by deployment (confidence " in output
    assert output.rstrip().endswith("with sentence 2")


@pytest.mark.parametrize(
    ("which", "numbers"), [("fired", [2, 4]), ("tried", [2, 4]), ("all", [1, 2, 3, 4]), (None, [1, 2, 3, 4])]
)
def test_the_sentences_told_can_be_chosen(which: str | None, numbers: list[int]) -> None:
    result = run(*EXPLAIN, TEXT, *(("--sentences", which) if which else ()))
    assert [int(line.split()[2].rstrip(",")) for line in _headings(result.stdout)] == numbers
    assert result.stderr == f"explained {len(numbers)} of 4 sentences\n"


def test_tried_sentences_are_more_than_those_with_facts(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{TITLE}\nBa Lan có 90 quân. Nếu Anh rút quân. Trời nóng.", encoding="utf-8")
    told = {
        which: _headings(run("extract", "--explain", path, "--sentences", which).stdout)
        for which in ("fired", "tried")
    }
    assert told == {
        "fired": ["a, sentence 2, 15-33"],
        "tried": ["a, sentence 2, 15-33", "a, sentence 3, 34-51"],
    }
    assert _headings(run("extract", "--explain", path).stdout) == told["fired"]


def test_no_line_is_wider_than_100_columns() -> None:
    lines = run("extract", "--explain", "--quiet", "--sentences", "all", ARTICLES).stdout.splitlines()
    assert [line for line in lines if len(line) > 100] == []
    assert f"{MASKED}, sentence 1 (title), 0-44" in lines


def test_explained_facts_are_those_that_are_extracted() -> None:
    told = _records(run("extract", "--explain", "--format", "jsonl", ARTICLES).stdout)
    found = [fact for one in told for tried in one["tried"] for fact in tried["facts"]]
    assert [fact.pop("confidence") for fact in found] == [shipped_confidence(fact["rule"]) for fact in found]
    assert sorted(found, key=order) == _records(run("extract", ARTICLES).stdout)


def test_an_explanation_as_json_says_the_same() -> None:
    arguments = ("Nếu Anh rút quân.", "--format", "jsonl", "--sentences", "tried")
    (record,) = _records(run(*EXPLAIN, *arguments).stdout)
    assert record["sentence"] == {
        "article": "text",
        "number": 2,
        "start": 15,
        "end": 32,
        "text": "Nếu Anh rút quân.",
    }
    assert record["spans"][-1] == {
        "start": 23,
        "end": 31,
        "text": "rút quân",
        "type": "action",
        "meaning": "withdraw",
    }
    blocked = {"start": 23, "end": 31, "text": "rút quân", "reason": "hypothesis, or a mere clause of time"}
    assert record["tried"] == [{"rule": "commitment", "facts": [], "blocked": [blocked]}]
    assert (record["unread"], record["is_title"], record["state"]["theatre"]) == (None, False, "IQ")


def test_a_fact_below_the_minimal_confidence_is_told_to_be_left_out() -> None:
    arguments = (*EXPLAIN, "Ba Lan có 2.500 quân ở Iraq.", "--min-confidence", "1", "--quiet")
    result = run(*arguments)
    assert result.stdout.rstrip().endswith(", left out")
    assert result.stderr.startswith("left out 1 fact of rules whose confidence is below 1.0")
    _, record = _records(run(*arguments, "--format", "jsonl").stdout)
    assert record["tried"][0]["facts"][0]["left_out"] is True
