INSERT DATA { <https://w3id.org/coalition-kg/id/stance> skos:hasTopConcept <urn:example:nothing> }
