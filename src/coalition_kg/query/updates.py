"""The operations of a SPARQL update, as far as a store whose default graph is a union needs them.

SPARQL 1.1 Update, section 4.1 (grammar: SPARQL 1.1 Query Language, section 19.8). The engine still parses
each operation; this reads only what stands outside of the patterns: which operation it is, and the graphs
that its templates name. What the engine may read in another way than this does is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coalition_kg.errors import QueryError
from coalition_kg.query.tokens import ABSOLUTE, NO_CONTENT, TOKEN, refuse_services, tokens

TERMS = {"iri", "name", "variable"}
# The words that a template may hold (`a` is a word too).
TEMPLATE_WORDS = {"A", "TRUE", "FALSE", "GRAPH"}
PAST_END = ("end", "", -1, -1)
NO_LOAD = "LOAD: the server loads nothing from the network; send the data itself, to /store or as INSERT DATA"
# What a graph is called where it is no IRI (GraphRefAll and GraphOrDefault of the grammar).
DEFAULT, NAMED, ALL = "DEFAULT", "NAMED", "ALL"


@dataclass(frozen=True)
class Data:
    """``INSERT DATA`` or ``DELETE DATA`` (``is_insert``) with its quads as text."""

    prologue: str
    is_insert: bool
    quads: str


@dataclass(frozen=True)
class Block:
    """Triples of a template, as text, and the term that names their graph, None for the default graph."""

    graph: str | None
    triples: str


@dataclass(frozen=True)
class Modify:
    """``DELETE … INSERT … WHERE …``: its templates, the graphs of WITH and USING, its pattern, as text."""

    prologue: str
    with_: str | None
    delete: tuple[Block, ...]
    insert: tuple[Block, ...]
    using: str
    where: str


@dataclass(frozen=True)
class Manage:
    """CLEAR, DROP, CREATE, ADD, MOVE or COPY; a graph is a term, or DEFAULT, NAMED or ALL."""

    prologue: str
    verb: str
    is_silent: bool
    graph: str
    to: str = ""


Operation = Data | Modify | Manage


def operations(text: str) -> list[Operation]:
    """Return the operations of an update in their order.

    Raise QueryError where it is none, loads from the network or asks another host.
    """
    found = tokens(text)
    if not found:
        raise QueryError("empty update: write INSERT, DELETE, CLEAR, DROP, CREATE, ADD, MOVE or COPY")
    refuse_services(text, found)
    return list(_Reader(text).operations())


class _Reader:
    """Reads tokens one after the other; each has its kind, text, start and end."""

    def __init__(self, text: str) -> None:
        self._text = text
        found = (m for m in TOKEN.finditer(text) if m.lastgroup not in NO_CONTENT)
        self._tokens = [(str(m.lastgroup), m.group(), m.start(), m.end()) for m in found]
        self._next = 0
        self._prologue = ""

    def operations(self) -> Iterator[Operation]:
        while self._read_prologue():
            yield self._operation()
            if self._peek()[0] != "end":
                self._expect(";")

    def _read_prologue(self) -> bool:
        """Read PREFIX and BASE; return whether an operation follows."""
        while self._word() in {"PREFIX", "BASE"}:
            start = self._take()[2]
            if self._peek()[0] == "name":
                self._take()
            self._prologue += self._text[start : self._term("iri")[3]] + "\n"
        return self._peek()[0] != "end"

    def _operation(self) -> Operation:
        verb = self._word()
        if verb == "LOAD":
            raise QueryError(NO_LOAD)
        if verb in {"CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}:
            return self._manage()
        if verb in {"INSERT", "DELETE"} and self._word(1) == "DATA":
            self._next += 2
            return Data(self._prologue, verb == "INSERT", self._braced())
        if verb == "DELETE" and self._word(1) == "WHERE":
            self._next += 2
            start, end = self._next, self._closing()
            self._next = end + 1
            where = self._between(start, end)
            return Modify(self._prologue, None, self._template(start, end), (), "", where)
        return self._modify()

    def _manage(self) -> Manage:
        verb = self._take()[1].upper()
        is_silent = self._accept("SILENT")
        if verb in {"CLEAR", "DROP", "CREATE"}:
            return Manage(self._prologue, verb, is_silent, self._graph(alone=True))
        graph = self._graph(alone=False)
        self._expect("TO")
        return Manage(self._prologue, verb, is_silent, graph, self._graph(alone=False))

    def _graph(self, *, alone: bool) -> str:
        """Read a graph; one that stands alone is DEFAULT, NAMED, ALL, or follows the word GRAPH."""
        word = self._word()
        if word == DEFAULT or (alone and word in {NAMED, ALL}):
            return self._take()[1].upper()
        if alone:
            self._expect("GRAPH")
        else:
            self._accept("GRAPH")
        return self._term("iri", "name")[1]

    def _modify(self) -> Modify:
        with_ = self._term("iri", "name")[1] if self._accept("WITH") else None
        if self._word() not in {"INSERT", "DELETE"}:
            raise self._unexpected("an operation of SPARQL Update")
        delete = self._braced_template() if self._accept("DELETE") else ()
        insert = self._braced_template() if self._accept("INSERT") else ()
        using = ""
        while self._accept("USING"):
            named = "NAMED " if self._accept("NAMED") else ""
            using += f"USING {named}{self._term('iri', 'name')[1]}\n"
        self._expect("WHERE")
        return Modify(self._prologue, with_, delete, insert, using, self._pattern())

    def _braced_template(self) -> tuple[Block, ...]:
        start, end = self._next, self._closing()
        self._next = end + 1
        return self._template(start, end)

    def _template(self, start: int, end: int) -> tuple[Block, ...]:
        """Return the blocks of the template whose braces are the tokens ``start`` and ``end``."""
        blocks: list[Block] = []
        at, since = start + 1, start
        while at < end:
            if self._word_at(at) == "GRAPH":
                blocks += self._block(None, since, at)
                since = self._block_end(at)
                blocks += self._block(self._tokens[at + 1][1], at + 2, since)
                at = since
                if (
                    self._tokens[at + 1][1] == "."
                ):  # it may follow a block, and nothing else may start with it
                    at = since = at + 1
            elif not self._fits_template(at):
                raise self._unexpected("what a template may hold", at)
            at += 1
        return (*blocks, *self._block(None, since, end))

    def _block(self, graph: str | None, start: int, end: int) -> list[Block]:
        """Return the block between two tokens, none where nothing stands there."""
        return [Block(graph, self._between(start, end))] if end - start > 1 else []

    def _block_end(self, at: int) -> int:
        """Return the closing brace of ``GRAPH term { … }``, whose first token is ``at``."""
        if self._tokens[at + 1][0] not in TERMS or self._tokens[at + 2][1] != "{":
            raise self._unexpected("GRAPH, a name and a brace", at)
        end = self._closing(at + 2)
        for inner in range(at + 3, end):
            if not self._fits_template(inner) or self._word_at(inner) == "GRAPH":
                raise self._unexpected("what a template may hold", inner)
        return end

    def _fits_template(self, at: int) -> bool:
        """Whether the engine can't take the token for the start of a block; ``{|`` is of RDF 1.2."""
        kind, text, _, _ = self._tokens[at]
        if text == "{":
            return self._tokens[at + 1][1] == "|"
        return kind != "unclosed" and (kind != "word" or text.upper() in TEMPLATE_WORDS)

    def _pattern(self) -> str:
        """Read a pattern; refuse what looks like an IRI but may be a comparison that hides the rest."""
        for kind, text, _, _ in self._tokens[self._next : self._closing()]:
            if kind == "iri" and re.search(r"[#']", text) and not ABSOLUTE.match(text):
                raise QueryError(f"{text}: if this is an IRI, declare a prefix for it; else space the <")
        return self._braced()

    def _braced(self) -> str:
        start, end = self._next, self._closing()
        self._next = end + 1
        return self._between(start, end)

    def _closing(self, start: int | None = None) -> int:
        """Return the token that closes the brace at ``start``, or at the next token."""
        first = self._next if start is None else start
        if self._peek(first - self._next)[1] != "{":
            raise self._unexpected("{", first)
        depth = 0
        for at in range(first, len(self._tokens)):
            text = self._tokens[at][1]
            depth += (text == "{") - (text == "}")
            if depth == 0:
                return at
        raise QueryError("syntax error: a brace { is never closed; close it")

    def _between(self, start: int, end: int) -> str:
        """Return the text between two tokens; the line end closes a comment that may stand last."""
        return self._text[self._tokens[start][3] : self._tokens[end][2]] + "\n"

    def _peek(self, ahead: int = 0) -> tuple[str, str, int, int]:
        at = self._next + ahead
        return self._tokens[at] if at < len(self._tokens) else PAST_END

    def _word(self, ahead: int = 0) -> str:
        kind, text, _, _ = self._peek(ahead)
        return text.upper() if kind == "word" else ""

    def _word_at(self, at: int) -> str:
        return self._word(at - self._next)

    def _take(self) -> tuple[str, str, int, int]:
        self._next += 1
        return self._tokens[self._next - 1]

    def _term(self, *kinds: str) -> tuple[str, str, int, int]:
        if self._peek()[0] not in kinds:
            raise self._unexpected(" or ".join(kinds))
        return self._take()

    def _accept(self, word: str) -> bool:
        if self._word() != word:
            return False
        self._next += 1
        return True

    def _expect(self, text: str) -> None:
        if self._peek()[1].upper() != text:
            raise self._unexpected(text)
        self._next += 1

    def _unexpected(self, wanted: str, at: int | None = None) -> QueryError:
        kind, text, start, _ = self._peek(0 if at is None else at - self._next)
        if kind == "end":
            return QueryError(f"syntax error at the end of the update: {wanted} is missing")
        line = self._text.count("\n", 0, start) + 1
        column = start - self._text.rfind("\n", 0, start)
        return QueryError(
            f"syntax error at line {line}, column {column}: {text!r} stands where {wanted} is expected; "
            "put spaces around keywords, and correct the update"
        )
