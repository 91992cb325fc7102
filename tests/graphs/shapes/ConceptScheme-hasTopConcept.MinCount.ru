DELETE WHERE { <https://w3id.org/coalition-kg/id/stance> skos:hasTopConcept ?was }
