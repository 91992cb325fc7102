"""``coalition extract --explain``, and texts that stand in no file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coalition_kg.cli import main
from coalition_kg.confidence import shipped_figures
from tests.cli.runner import run
from tests.support import ARTICLES, MASKED, OPEN

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
    told = {which: _headings(run("extract", "--explain", path, "--sentences", which).stdout)
            for which in ("fired", "tried")}  # fmt: skip
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
    told = [json.loads(line) for line in run("extract", "--explain", "--format", "jsonl", ARTICLES).stdout.splitlines()]  # fmt: skip  # noqa: E501
    found = [json.dumps(fact, sort_keys=True) for one in told for tried in one["tried"]
             for fact in tried["facts"] if fact.pop("confidence") is not None]  # fmt: skip
    extracted = [json.loads(line) for line in run("extract", ARTICLES).stdout.splitlines()]
    assert sorted(found) == sorted(json.dumps(fact, sort_keys=True) for fact in extracted)


def test_an_explanation_as_json_says_the_same() -> None:
    (line,) = run(*EXPLAIN, "Nếu Anh rút quân.", "--format", "jsonl", "--sentences", "tried").stdout.splitlines()  # fmt: skip  # noqa: E501
    record = json.loads(line)
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
    record = json.loads(run(*arguments, "--format", "jsonl").stdout.splitlines()[1])
    assert record["tried"][0]["facts"][0]["left_out"] is True


# Texts that stand in no file


def test_a_text_gives_the_facts_of_a_file_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(f"{TITLE}\n{TEXT}".encode())
    found = run("extract", path).stdout
    assert json.loads(found.splitlines()[0])["value"] == 1650
    assert run("extract", "--title", TITLE, "--text", TEXT).stdout == found
    assert run("extract", "--text", f"{TITLE}\n{TEXT}").stdout == found


def test_standard_input_is_an_article() -> None:
    raw = (ARTICLES / f"{OPEN}.txt").read_bytes()
    result = CliRunner().invoke(main, ["extract", "-"], input=raw)
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert {fact["article"] for fact in facts} == {"stdin"}
    expected = [json.loads(line) for line in run("extract", ARTICLES / f"{OPEN}.txt").stdout.splitlines()]
    assert [fact["quote"] for fact in facts] == [fact["quote"] for fact in expected]
    told = CliRunner().invoke(main, ["extract", "--explain", "-"], input="Trời nóng.".encode()).stdout
    assert _headings(told) == ["stdin, sentence 1 (title), 0-10"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "error: stdin: empty; give at least one sentence\n"),
        (b"a\xff", "error: stdin: line 1, byte 1: not UTF-8"),
    ],
)
def test_unreadable_standard_input_has_status_2(raw: bytes, message: str) -> None:
    result = CliRunner().invoke(main, ["extract", "-"], input=raw)
    assert result.exit_code == 2
    assert result.stderr.startswith(message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give either files or folders, or - for standard input, or --text"),
        (("a.txt", "--text", "x"), "give either files or folders, or - for standard input, or --text"),
        (("-", "a.txt"), "- stands alone"),
        (("a.txt", "--title", "x"), "--title is the title of a --text"),
        (("a.txt", "--explain", "--format", "table"), "--explain prints text or jsonl"),
        (("a.txt", "--format", "text"), "--explain prints text or jsonl"),
        (("a.txt", "--sentences", "all"), "--sentences chooses what --explain tells"),
    ],
)
def test_options_that_contradict_each_other_have_status_2(arguments: tuple[str, ...], message: str) -> None:
    result = run("extract", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
