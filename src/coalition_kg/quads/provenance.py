"""Where every fact stands: articles, sentences, evidence and the activity, in the provenance graph.

When an article was published, and its facts with it, a curator worked out: that is in the reference graph.

PROV-O for derivation, Web Annotation selectors for the quote (W3C Recommendation 2017, section 4.2).
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from coalition_kg import __version__
from coalition_kg.identify import Names
from coalition_kg.model import Article, Fact, Sentence
from coalition_kg.quads import namespaces as ns
from coalition_kg.quads.terms import (
    EDTF_DATATYPE,
    RDF_TYPE,
    RDFS_LABEL,
    XSD_DATE,
    date_interval,
    integer,
    text,
)

# Characters of context on each side of a quote, so that the selector finds it in a changed text.
CONTEXT_LENGTH = 32

WAS_DERIVED_FROM = NamedNode(ns.PROV + "wasDerivedFrom")


def article_quads(article: Article, sentences: Iterable[Sentence], names: Names) -> Iterator[Quad]:
    """Yield an article, its extraction activity and its sentences, each with the graph that it asserts."""
    graph = NamedNode(names.graph("provenance"))
    node = NamedNode(names.article(article.name))
    yield Quad(node, RDF_TYPE, NamedNode(names.term("Article")), graph)
    yield Quad(node, NamedNode(ns.DCTERMS + "identifier"), Literal(article.name), graph)
    yield Quad(node, NamedNode(ns.DCTERMS + "title"), text(article.title), graph)
    yield Quad(node, NamedNode(names.term("sha256")), Literal(article.sha256), graph)
    yield Quad(node, NamedNode(names.term("length")), integer(len(article.text)), graph)
    yield from _publication(article, node, names)
    yield from _activity(article, node, names)
    for sentence in sentences:
        yield from _sentence(sentence, node, names)


def _publication(article: Article, node: NamedNode, names: Names) -> Iterator[Quad]:
    """Yield the publication date: a curator worked it out, so it is reference, not what a sentence says."""
    if article.published is None:
        return
    reference = NamedNode(names.graph("reference"))
    date = Literal(article.published, datatype=EDTF_DATATYPE)
    yield Quad(node, NamedNode(names.term("published")), date, reference)
    if article.published_basis:
        yield Quad(
            node,
            NamedNode(names.term("publishedBasis")),
            Literal(article.published_basis, language="en"),
            reference,
        )


def _activity(article: Article, node: NamedNode, names: Names) -> Iterator[Quad]:
    graph = NamedNode(names.graph("provenance"))
    activity = _extraction(article.name, names)
    yield Quad(activity, RDF_TYPE, NamedNode(ns.PROV + "Activity"), graph)
    yield Quad(activity, NamedNode(ns.PROV + "used"), node, graph)
    yield Quad(activity, NamedNode(ns.PROV + "wasAssociatedWith"), _software(names), graph)
    if article.published:
        # The time of the input, never the wall clock: builds stay byte-identical.
        date = Literal(article.published, datatype=EDTF_DATATYPE)
        yield Quad(activity, NamedNode(names.term("inputDate")), date, graph)


def _extraction(article: str, names: Names) -> NamedNode:
    return NamedNode(names.article(article) + "#extraction")


def _software(names: Names) -> NamedNode:
    return NamedNode(f"{names.base}/id/software/coalition-kg-{__version__}")


def _sentence(sentence: Sentence, article: NamedNode, names: Names) -> Iterator[Quad]:
    graph = NamedNode(names.graph("provenance"))
    node = NamedNode(names.sentence(sentence.article, sentence.number))
    yield Quad(node, RDF_TYPE, NamedNode(names.term("Sentence")), graph)
    yield Quad(node, NamedNode(names.term("article")), article, graph)
    yield Quad(node, NamedNode(names.term("number")), integer(sentence.number), graph)
    yield Quad(node, NamedNode(names.term("start")), integer(sentence.start), graph)
    yield Quad(node, NamedNode(names.term("end")), integer(sentence.end), graph)
    yield Quad(node, NamedNode(names.term("text")), text(sentence.text), graph)


def evidence_quads(fact: Fact, article: Article, names: Names) -> Iterator[Quad]:
    """Yield the fact's evidence: selectors, sentence, context, rule, derivation and date of report."""
    yield from _report(fact, article, names)
    graph = NamedNode(names.graph("provenance"))
    for subject, predicate, object_ in _evidence_triples(fact, article, names):
        yield Quad(NamedNode(subject), NamedNode(predicate), object_, graph)


def _report(fact: Fact, article: Article, names: Names) -> Iterator[Quad]:
    """Yield when the fact was reported, so that each is an observation with a date."""
    if article.published is None:
        return
    node, graph = NamedNode(names.fact(fact)), NamedNode(names.graph("reference"))
    earliest, latest = date_interval(article.published)
    values = {
        "reported": Literal(article.published, datatype=EDTF_DATATYPE),
        "reportedEarliest": Literal(earliest, datatype=XSD_DATE),
        "reportedLatest": Literal(latest, datatype=XSD_DATE),
    }
    for name, value in values.items():
        yield Quad(node, NamedNode(names.term(name)), value, graph)


def _evidence_triples(
    fact: Fact, article: Article, names: Names
) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    found = fact.evidence
    node, evidence = names.fact(fact), names.evidence(fact)
    sentence = NamedNode(names.sentence(found.article, found.sentence))
    rule = NamedNode(names.rule(found.rule))
    yield names.sentence_graph(found.article, found.sentence), WAS_DERIVED_FROM.value, sentence
    yield node, names.term("evidence"), NamedNode(evidence)
    yield node, WAS_DERIVED_FROM.value, sentence
    yield node, ns.PROV + "wasGeneratedBy", _extraction(found.article, names)
    yield evidence, ns.RDF + "type", NamedNode(ns.OA + "SpecificResource")
    yield evidence, ns.OA + "hasSource", NamedNode(names.article(found.article))
    yield evidence, names.term("sentence"), sentence
    yield evidence, names.term("rule"), rule
    yield rule.value, ns.RDF + "type", NamedNode(names.term("Rule"))
    yield rule.value, ns.RDFS + "label", Literal(found.rule)
    for number in found.context:
        yield evidence, names.term("context"), NamedNode(names.sentence(found.article, number))
    yield from _selectors(fact, article, evidence)


def _selectors(fact: Fact, article: Article, evidence: str) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    found = fact.evidence
    position, quote = f"{evidence}#position", f"{evidence}#quote"
    yield evidence, ns.OA + "hasSelector", NamedNode(position)
    yield evidence, ns.OA + "hasSelector", NamedNode(quote)
    yield position, ns.RDF + "type", NamedNode(ns.OA + "TextPositionSelector")
    yield position, ns.OA + "start", integer(found.start)
    yield position, ns.OA + "end", integer(found.end)
    yield quote, ns.RDF + "type", NamedNode(ns.OA + "TextQuoteSelector")
    yield quote, ns.OA + "exact", text(found.quote)
    yield quote, ns.OA + "prefix", text(article.text[max(0, found.start - CONTEXT_LENGTH) : found.start])
    yield quote, ns.OA + "suffix", text(article.text[found.end : found.end + CONTEXT_LENGTH])


def generator_quads(checksums: Mapping[str, str], names: Names) -> Iterator[Quad]:
    """Yield the software agent with the checksums of what it worked with (name → SHA-256)."""
    graph = NamedNode(names.graph("provenance"))
    software = _software(names)
    source = Literal("the articles, and the software that read them", language="en")
    yield Quad(graph, NamedNode(ns.DCTERMS + "source"), source, graph)
    yield Quad(software, RDF_TYPE, NamedNode(ns.PROV + "SoftwareAgent"), graph)
    yield Quad(software, RDFS_LABEL, Literal(f"coalition-kg {__version__}"), graph)
    yield Quad(software, NamedNode(ns.SCHEMA + "softwareVersion"), Literal(__version__), graph)
    for name, digest in sorted(checksums.items()):
        part = NamedNode(f"{names.base}/id/software/coalition-kg-{__version__}#{name}")
        yield Quad(software, NamedNode(ns.DCTERMS + "hasPart"), part, graph)
        yield Quad(part, RDFS_LABEL, Literal(name), graph)
        yield Quad(part, NamedNode(names.term("sha256")), Literal(digest), graph)
