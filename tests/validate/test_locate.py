import pytest

from coalition_kg.validate.locate import locate
from tests.validate.graphs import NAMES, named

BASE = NAMES.base
FACT = f"{BASE}/id/fact/086e4489e7d5438d2f83"
EVIDENCE = f"{BASE}/id/evidence/086e4489e7d5438d2f83"
SENTENCE = f"{BASE}/id/article/000_0ebddd4aab780e51/s13"


@pytest.mark.parametrize("resource", [FACT, EVIDENCE, f"{EVIDENCE}#position", f"{EVIDENCE}#quote"])
def test_a_fact_and_its_evidence_lead_to_fact_and_sentence(resource: str) -> None:
    found = locate(named(), NAMES, resource)
    assert (found.fact, found.sentence) == (FACT, SENTENCE)
    assert found.text is not None


@pytest.mark.parametrize(
    "resource", [SENTENCE, f"{BASE}/graph/000_0ebddd4aab780e51/s13", f"{BASE}/id/contingent/IT-IQ"]
)
def test_what_is_no_fact_leads_to_its_sentence(resource: str) -> None:
    found = locate(named(), NAMES, resource)
    assert (found.fact, found.sentence) == (None, SENTENCE)


def test_what_no_article_says_leads_nowhere() -> None:
    found = locate(named(), NAMES, f"{BASE}/ontology#Stance")
    assert (found.fact, found.sentence, found.text) == (None, None, None)
