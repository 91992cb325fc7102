import shutil
from pathlib import Path

from tests.cli.runner import run
from tests.support import ARTICLES, OPEN


def test_what_was_proved_is_counted(gold_home: Path) -> None:
    result = run("verify", "--data", gold_home, "--articles", ARTICLES)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "quote           151 proved" in result.stdout.splitlines()
    assert "original          2 proved" in result.stdout.splitlines()


def test_a_build_of_the_real_extractor_is_proved(tmp_path: Path) -> None:
    run("build", "--out", tmp_path)
    result = run("verify", "--data", tmp_path, "--articles", ARTICLES)
    assert (result.exit_code, result.stderr) == (0, ""), result.stdout


def test_a_problem_has_status_1(gold_home: Path, tmp_path: Path) -> None:
    shutil.copytree(gold_home, tmp_path / "copy", symlinks=True)
    article = tmp_path / "copy" / "current" / "articles" / f"{OPEN}.txt"
    article.write_bytes(article.read_bytes() + b"\n")
    result = run("verify", "--data", tmp_path / "copy")
    assert result.exit_code == 1
    assert result.stdout.startswith("article: ")
    assert result.stderr == "1 problem\n"


def test_a_missing_folder_of_articles_has_status_2(gold_home: Path, tmp_path: Path) -> None:
    result = run("verify", "--data", gold_home, "--articles", tmp_path / "missing")
    assert result.exit_code == 2
    assert "no such folder" in result.stderr
