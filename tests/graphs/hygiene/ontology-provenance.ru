DELETE WHERE { GRAPH graph:ontology { <https://w3id.org/coalition-kg/ontology> dcterms:publisher ?was } }
