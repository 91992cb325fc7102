"""The rules of ``queries/rules/``, read and held against their conventions."""

from pathlib import Path

from pyoxigraph import NamedNode

from coalition_kg.derive.rule import VARIABLE, VARIABLE_IRI, Rule
from coalition_kg.derive.strata import check_strata
from coalition_kg.errors import RuleError
from coalition_kg.identify import DEFAULT_BASE
from coalition_kg.resources import read_header, root

LANGUAGES = ("vi", "en")


def rules(base: str = DEFAULT_BASE, folder: Path | None = None) -> list[Rule]:
    """Return the rules in the order in which they run, for a graph under a base IRI.

    Raise RuleError where a header is incomplete, a query is no rule, or the strata do not fit.
    """
    paths = sorted((folder or root() / "queries" / "rules").glob("*.rq"), key=lambda path: path.name)
    found = sorted((_read(path, base) for path in paths), key=lambda rule: (rule.stratum, rule.name))
    check_strata(found)
    return found


def _read(path: Path, base: str) -> Rule:
    text = path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base)
    header = read_header(text)
    try:
        title, derives = (
            {lang: header[f"{key}@{lang}"] for lang in LANGUAGES} for key in ("title", "derives")
        )
        example, stratum = header["example"], header["stratum"]
    except KeyError as error:
        raise RuleError(f"{path}: header lacks `# {error.args[0]}:`; add it") from error
    if not stratum.isdecimal() or stratum == "0":
        raise RuleError(f"{path}: stratum {stratum!r} is no number; count the strata from 1")
    rule = Rule(path.stem, title, derives, example, int(stratum), text, base)
    _check(rule)
    return rule


def _check(rule: Rule) -> None:
    """Raise RuleError where a rule breaks a convention."""
    variables = set(VARIABLE.findall(rule.where))
    unread = {name for name in variables if name.startswith("from")} - rule.sources.keys()
    if unread:
        raise RuleError(
            f"{rule.path}: ?{min(unread)} is no graph with a premise; write GRAPH ?{min(unread)} {{ ?premise"
        )
    if "hash" not in variables:
        raise RuleError(f"{rule.path}: ?hash is not bound; bind it to what the conclusion is about")
    if not rule.sources:
        raise RuleError(f"{rule.path}: no GRAPH ?from...; a rule names the graphs that it uses")
    for triple in rule.template:
        for node in triple:
            if isinstance(node, NamedNode) and node.value.startswith(VARIABLE_IRI):
                _check_bound(rule, node.value.removeprefix(VARIABLE_IRI), variables)


def _check_bound(rule: Rule, variable: str, variables: set[str]) -> None:
    if variable not in variables:
        raise RuleError(f"{rule.path}: ?{variable} of the template is not in the conditions; bind it there")
