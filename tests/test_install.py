"""The wheel carries all that the program reads: an installed `coalition` works from any folder."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]


def test_an_installed_package_builds_and_verifies_outside_the_checkout(tmp_path: Path) -> None:
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(target), str(CHECKOUT)], check=True, capture_output=True)
    assert (target / "coalition_kg" / "resources" / "data" / "articles" / "gold.jsonl").is_file()
    environment = os.environ | {"COALITION_HOME": str(tmp_path / "home"), "PYTHONPATH": str(target)}
    script = (
        "import coalition_kg, sys; from coalition_kg.cli import main;"
        f"assert coalition_kg.__file__.startswith({str(target)!r}), coalition_kg.__file__; main(sys.argv[1:])"
    )
    for command in (
        ["build"],
        ["verify"],
        ["validate"],
        ["query", "--name", "strength-by-country", "--format", "csv"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", script, *command],
            check=False,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert "country/PL" in done.stdout
