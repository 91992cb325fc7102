import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition_kg.errors import LexiconError
from coalition_kg.extract.lexicon import holds, words
from coalition_kg.resources import read_table, root

SOURCES = sorted((Path(__file__).parents[2] / "src" / "coalition_kg" / "extract").rglob("*.py"))
# The functions that take the names of sets.
READERS = {"among", "begins", "ends_in_word", "holds", "words", "places"}


def docstrings(tree: ast.Module) -> set[int]:
    blocks = [n.body[0] for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    return {id(b.value) for b in blocks if isinstance(b, ast.Expr)}


def literals(path: Path) -> Iterator[ast.Constant]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node


def asked_for() -> set[str]:
    """The names in the calls that read sets, those of a choice between two included."""
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in READERS:
                names = [n for argument in node.args for n in ast.walk(argument) if is_text(n)]
                found |= {str(n.value) for n in names if isinstance(n, ast.Constant)}
    return found


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_vietnamese_word_stands_in_the_code(path: Path) -> None:
    found = [
        f"line {literal.lineno}: {literal.value!r}"
        for literal in literals(path)
        if any(c.isalpha() and not c.isascii() for c in str(literal.value))
    ]
    assert not found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_text_is_compared_with_a_word_in_the_code(path: Path) -> None:
    compared = [
        n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Compare)
    ]
    texts = [c for c in compared if isinstance(c.left, ast.Attribute) and c.left.attr == "text"]
    words_of = [n for c in texts for side in c.comparators for n in ast.walk(side) if is_text(n)]
    assert not [n for n in words_of if isinstance(n, ast.Constant) and str(n.value).isalpha()]


def test_every_set_is_used_and_every_used_set_exists() -> None:
    rows = read_table(root() / "data" / "lexicon" / "words.tsv", ("form", "set", "source"))
    assert asked_for() == {row["set"] for row in rows}


def test_no_set_lists_a_word_twice_and_no_two_sets_are_equal() -> None:
    rows = read_table(root() / "data" / "lexicon" / "words.tsv", ("form", "set", "source"))
    pairs = [(row["set"], row["form"]) for row in rows]
    assert pairs == sorted(set(pairs))
    sets = [words(name) for name in sorted({name for name, _ in pairs})]
    assert len(set(sets)) == len(sets)


def test_an_unknown_set_is_an_error() -> None:
    with pytest.raises(LexiconError, match="no set nonsense"):
        words("nonsense")


def test_a_text_holds_a_word_inside_another() -> None:
    assert holds("binh sĩ", "troops")
    assert not holds("thường dân", "troops")
