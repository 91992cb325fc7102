"""Proof trees: from a conclusion down to the sentences."""

from collections.abc import Iterator
from typing import Any

import pytest

from coalition_kg.errors import QueryError
from coalition_kg.store import Snapshot
from coalition_kg.why import Background, Proof, Reason, why_resource, why_triple
from tests.support import MASKED, OPEN


def found(snapshot: Snapshot, pattern: str) -> list[str]:
    """Return the resources that fit a pattern of ?it, in CURIE-free form."""
    prefixes = {"coal": snapshot.names.term(""), "country": snapshot.names.country("")}
    rows: Any = snapshot.store.query(f"SELECT DISTINCT ?it {{ {pattern} }}", prefixes=prefixes)
    return sorted(row["it"].value for row in rows)


def proof_of(snapshot: Snapshot, pattern: str) -> Proof:
    (resource,) = found(snapshot, pattern)
    (proof,) = why_resource(snapshot, resource)
    assert isinstance(proof, Proof)
    return proof


def leaves(proof: Proof) -> Iterator[Reason | Background]:
    for premise in proof.premises:
        if isinstance(premise, Proof):
            yield from leaves(premise)
        else:
            yield premise


LOSSES = "?it a coal:LossRate ; coal:country country:IT"


def test_a_conclusion_names_its_rule_and_its_triples(extracted: Snapshot) -> None:
    proof = proof_of(extracted, LOSSES)
    assert (proof.rule, proof.file) == ("loss-rate", "queries/rules/loss-rate.rq")
    assert (proof.title_vi, proof.title_en) == ("Tổn thất trên một nghìn quân", "Losses per thousand troops")
    assert proof.graph.startswith(f"{extracted.names.base}/graph/derivation/")
    assert any(object_.startswith('"6.33"') for _, _, object_ in proof.triples)


def test_the_tree_goes_down_to_the_sentences(extracted: Snapshot) -> None:
    proof = proof_of(extracted, LOSSES)
    assert {premise.rule for premise in proof.premises if isinstance(premise, Proof)} == {
        "reported-losses", "known-strength", "latest-strength",
    }  # fmt: skip
    sentences = {leaf.sentence_text for leaf in leaves(proof) if isinstance(leaf, Reason)}
    assert any(text.startswith("Italy: Có 3.000 lính Italy") for text in sentences)
    assert any(text.startswith("Ngày 12/11/2003, 19 binh lính") for text in sentences)
    assert any("1 lính Italy" in text for text in sentences)
    articles = {leaf.article for leaf in leaves(proof) if isinstance(leaf, Reason)}
    assert articles == {OPEN, MASKED}


def test_what_a_curator_worked_out_is_told_as_such(extracted: Snapshot) -> None:
    sources = {leaf.source for leaf in leaves(proof_of(extracted, LOSSES)) if isinstance(leaf, Background)}
    (source,) = sources
    assert source is not None
    assert source.startswith(f"{OPEN} published 2004-04~, worked out by the curator: written after")


def test_what_was_proved_above_is_not_proved_again(extracted: Snapshot) -> None:
    def proofs(proof: Proof) -> Iterator[Proof]:
        yield proof
        for premise in proof.premises:
            if isinstance(premise, Proof):
                yield from proofs(premise)

    seen: set[str] = set()
    repeated = 0
    for proof in proofs(proof_of(extracted, LOSSES)):
        assert proof.repeated == (proof.graph in seen)
        assert bool(proof.premises) != proof.repeated
        seen.add(proof.graph)
        repeated += proof.repeated
    assert repeated > 0


def test_a_derived_triple_has_the_proof_of_its_graph(extracted: Snapshot) -> None:
    (rate,) = found(extracted, LOSSES)
    (proof,) = why_triple(extracted, rate, "coal:rateAtLeast", "6.33")
    assert proof == proof_of(extracted, LOSSES)


def test_a_triple_that_is_added_to_a_fact_has_a_proof(extracted: Snapshot) -> None:
    (fact,) = found(extracted, "?it a coal:StrengthReport ; coal:country country:PL")
    (proof,) = why_triple(extracted, fact, "coal:holdsFrom", '"2004-04-01"^^xsd:date')
    assert isinstance(proof, Proof)
    assert proof.rule == "dated-by-article"
    (reason,) = why_resource(extracted, fact)
    assert isinstance(reason, Reason)
    assert [premise for premise in proof.premises if isinstance(premise, Reason)] == [reason]


def test_a_derivation_graph_is_its_own_resource(extracted: Snapshot) -> None:
    proof = proof_of(extracted, LOSSES)
    assert why_resource(extracted, proof.graph) == [proof]


def test_a_derivation_rule_has_all_of_its_conclusions(extracted: Snapshot) -> None:
    proofs = why_resource(extracted, "derivation-rule:sum-of-parts")
    assert [proof.rule for proof in proofs if isinstance(proof, Proof)] == ["sum-of-parts"] * len(proofs)
    assert len(proofs) == extracted.manifest.counts.derivations["sum-of-parts"] > 1


def test_conclusions_add_nothing_to_the_reasons_of_an_entity(extracted: Snapshot) -> None:
    assert all(isinstance(reason, Reason) for reason in why_resource(extracted, "country:IT"))


def test_an_unknown_rule_name_is_no_resource(extracted: Snapshot) -> None:
    with pytest.raises(QueryError, match="no such resource in this snapshot"):
        why_resource(extracted, "derivation-rule:nope")
