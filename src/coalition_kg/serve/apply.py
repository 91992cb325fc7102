"""Apply a write to a live store: a SPARQL update, or a request of the Graph Store Protocol.

SPARQL 1.1 Update; SPARQL 1.1 Graph Store HTTP Protocol, section 5. What is wrong with a write raises
QueryError, GraphError or ProtectedGraphError, and leaves the store changed in part: the caller begins anew.
"""

from collections.abc import Iterator, Sequence
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from http import HTTPStatus
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from coalition_kg.errors import CoalitionError, QueryError
from coalition_kg.identify import Names
from coalition_kg.quads import prefixes
from coalition_kg.query import Block, Data, Dataset, Manage, Modify, Operation, located, operations, tokens
from coalition_kg.serve.limits import check_nesting, check_query
from coalition_kg.serve.write import Write
from coalition_kg.store import TOUCH, Changes

MULTIPART = "multipart/form-data"


class GraphError(CoalitionError):
    """A graph or its document is not what the request takes it for; ``status`` is the HTTP status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Target:
    """A store that writes are applied to, with the names of its graphs."""

    def __init__(self, store: Store, changes: Changes, names: Names) -> None:
        self._store = store
        self._changes = changes
        self._names = names
        self._base = f"{names.base}/"
        self._prefixes = prefixes(names.base)

    def apply(self, write: Write) -> int:
        """Apply a write and return the HTTP status that tells what it did."""
        if write.graph is None:
            self._update(write.body.decode(), write.using)
            status: int = HTTPStatus.NO_CONTENT
        else:
            graph = NamedNode(write.graph) if write.graph else self._changes.own
            status = {"PUT": self._put, "POST": self._post, "DELETE": self._delete}[write.method](
                graph, write
            )
        self._changes.tidy()
        return status

    def _update(self, text: str, using: Dataset) -> None:
        found = operations(text)
        check_nesting(tokens(text))
        try:
            for operation in found:
                self._run(operation, using)
        except SyntaxError as error:
            raise self._syntax_error(text, error) from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(f"update can't be made: {error}; change the update") from error

    def _syntax_error(self, text: str, error: SyntaxError) -> QueryError:
        """Tell the place in the update as it was sent; the engine read it in another form."""
        try:
            Store().update(text, base_iri=self._base, prefixes=self._prefixes)
        except (SyntaxError, ValueError, OSError, RuntimeError) as original:
            if isinstance(original, SyntaxError):
                return located(text, str(original))
        return QueryError(f"syntax error: {error}; correct the update")

    def _run(self, operation: Operation, using: Dataset) -> None:
        if isinstance(operation, Data):
            self._data(operation)
        elif isinstance(operation, Modify):
            self._modify(operation, using)
        elif operation.verb in {"ADD", "MOVE", "COPY"}:
            self._transfer(operation)
        else:
            self._manage(operation)

    def _data(self, operation: Data) -> None:
        """Let the engine read the quads, in a store of their own."""
        read = Store()
        # DELETE DATA allows no blank node, and INSERT DATA any.
        verb = "INSERT" if operation.is_insert else "DELETE"
        read.update(self._text(operation, f"{verb} DATA {{{operation.quads}}}"), **self._context())
        if operation.is_insert:
            self._changes.insert(read)
        else:
            read.update(self._text(operation, f"INSERT DATA {{{operation.quads}}}"), **self._context())
            self._changes.delete(read)

    def _modify(self, operation: Modify, using: Dataset) -> None:
        check_query(f"{{{operation.where}}}")
        if (using.default or using.named) and (operation.with_ or operation.using):
            raise QueryError("the update has USING or WITH and its request using-graph-uri; keep one of both")
        default = operation.with_ or str(self._changes.own)
        graphs = {block.graph or default for block in (*operation.delete, *operation.insert)}
        variables = sorted(graph for graph in graphs if graph[0] in "?$")
        named = [self._iri(operation, graph) for graph in graphs - set(variables)]
        lines = [
            self._with(operation, using),
            f"DELETE {{{_quads(operation.delete, default)}}}",
            f"INSERT {{{_quads(operation.insert, default)}}}",
            operation.using or _using(using),
            # A variable that a solution leaves unbound writes nothing, and raises an error here.
            f"WHERE {{ {{{operation.where}}} {' '.join(map(_touch, variables))} }}",
        ]
        self._changes.run(self._text(operation, "\n".join(lines)), named, self._base, self._prefixes)

    def _with(self, operation: Modify, using: Dataset) -> str:
        """Return the clause that says what the default graph of the pattern is where it is not the union."""
        if operation.with_:
            return f"WITH {operation.with_}"
        is_plain = using.is_plain and not (operation.using or using.default or using.named)
        return f"WITH {self._changes.own}" if is_plain else ""

    def _manage(self, operation: Manage) -> None:
        graphs = self._graphs(operation)
        for graph in graphs:
            exists = graph == self._changes.own or self._store.contains_named_graph(graph)
            if exists == (operation.verb == "CREATE"):
                if operation.is_silent:
                    continue
                told = "exists already" if exists else "does not exist"
                raise QueryError(f"graph {graph.value} {told}; add SILENT where that is no fault")
            {"CLEAR": self._changes.clear, "DROP": self._changes.drop, "CREATE": self._changes.create}[
                operation.verb
            ](graph)

    def _graphs(self, operation: Manage) -> list[Any]:
        if operation.graph in {"NAMED", "ALL"}:
            kept = self._changes.own if operation.graph == "NAMED" else None
            return [graph for graph in self._store.named_graphs() if graph != kept]
        return [self._place(operation, operation.graph)]

    def _transfer(self, operation: Manage) -> None:
        """ADD, COPY or MOVE; a graph onto itself stays as it is (SPARQL 1.1 Update, section 3.2.3)."""
        source, to = self._place(operation, operation.graph), self._place(operation, operation.to)
        if source != self._changes.own and not self._store.contains_named_graph(source):
            if operation.is_silent:
                return
            raise QueryError(f"graph {source.value} does not exist; add SILENT where that is no fault")
        if source == to:
            return
        if operation.verb != "ADD":
            self._changes.clear(to)
        self._changes.insert(_in(to, self._content(source)))
        if operation.verb == "MOVE":
            self._changes.drop(source)

    def _place(self, operation: Manage, graph: str) -> NamedNode:
        return self._changes.own if graph == "DEFAULT" else self._iri(operation, graph)

    def _iri(self, operation: Operation, term: str) -> NamedNode:
        """Return the IRI that a term of the update stands for, by its prefixes and base."""
        rows: Any = Store().query(self._text(operation, f"SELECT ({term} AS ?iri) {{}}"), **self._context())
        graph = next(iter(rows))["iri"]
        if not isinstance(graph, NamedNode):
            raise QueryError(f"{term}: give an IRI as the name of a graph")
        return graph

    def _text(self, operation: Operation, text: str) -> str:
        return f"{operation.prologue}{text}"

    def _context(self) -> dict[str, Any]:
        return {"base_iri": self._base, "prefixes": self._prefixes}

    def _put(self, graph: NamedNode, write: Write) -> int:
        existed = self._exists(graph)
        quads = list(self._read(graph, write))
        self._changes.delete(set(self._content(graph)) - set(quads))
        self._changes.create(graph)
        self._changes.insert(quads)
        return HTTPStatus.NO_CONTENT if existed else HTTPStatus.CREATED

    def _post(self, graph: NamedNode, write: Write) -> int:
        existed = self._exists(graph)
        quads = list(self._read(graph, write))
        self._changes.create(graph)
        self._changes.insert(quads)
        return HTTPStatus.NO_CONTENT if existed else HTTPStatus.CREATED

    def _delete(self, graph: NamedNode, write: Write) -> int:
        if not self._exists(graph):
            raise GraphError(HTTPStatus.NOT_FOUND, f"graph {graph.value} does not exist")
        self._changes.drop(graph)
        return HTTPStatus.NO_CONTENT

    def _exists(self, graph: NamedNode) -> bool:
        """The default graph always does."""
        return graph == self._changes.own or self._store.contains_named_graph(graph)

    def _content(self, graph: NamedNode) -> Iterator[Quad]:
        return self._store.quads_for_pattern(None, None, None, graph)

    def _read(self, graph: NamedNode, write: Write) -> Iterator[Quad]:
        base = self._base if graph == self._changes.own else graph.value
        for media_type, body in _documents(write):
            yield from _in(graph, _parsed(media_type, body, base))


def _quads(blocks: Sequence[Block], default: str) -> str:
    return " ".join(f"GRAPH {block.graph or default} {{{block.triples}}}" for block in blocks)


def _using(using: Dataset) -> str:
    default = [f"USING {NamedNode(iri)}" for iri in using.default]
    return " ".join([*default, *(f"USING NAMED {NamedNode(iri)}" for iri in using.named)])


def _touch(variable: str) -> str:
    return f"FILTER(COALESCE({TOUCH}({variable}), true))"


def _in(graph: NamedNode, quads: Any) -> Iterator[Quad]:
    for quad in quads:
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _documents(write: Write) -> Iterator[tuple[str, bytes]]:
    """Yield the media type and bytes of each document of a body (Graph Store Protocol, section 5.5)."""
    if write.media_type.partition(";")[0].strip().lower() != MULTIPART:
        yield write.media_type, write.body
        return
    head = f"Content-Type: {write.media_type}\r\n\r\n".encode("latin-1")
    parts: Message = BytesParser(policy=HTTP).parsebytes(head + write.body)
    if not parts.is_multipart():
        raise GraphError(
            HTTPStatus.BAD_REQUEST, "the body has no parts; check the boundary of the media type"
        )
    for part in parts.walk():
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            yield part.get_content_type(), payload if isinstance(payload, bytes) else b""


def _parsed(media_type: str, body: bytes, base: str) -> Iterator[Quad]:
    format_ = RdfFormat.from_media_type(media_type.partition(";")[0].strip())
    if format_ is None:
        known = ", ".join(sorted(format_.media_type for format_ in GRAPH_FORMATS))
        raise GraphError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"content type {media_type!r}: send one of {known}"
        )
    try:
        for quad in parse(body, format_, base_iri=base, rename_blank_nodes=True):
            if quad.graph_name != DefaultGraph():
                raise GraphError(
                    HTTPStatus.BAD_REQUEST, f"{quad.graph_name}: a graph can't hold named graphs"
                )
            yield quad
    except SyntaxError as error:
        raise GraphError(
            HTTPStatus.BAD_REQUEST, f"the body is no {format_.name}: {error}; correct it"
        ) from error
    except ValueError as error:
        raise GraphError(HTTPStatus.BAD_REQUEST, f"the body can't be read: {error}; send UTF-8") from error


GRAPH_FORMATS = (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML, RdfFormat.JSON_LD)
