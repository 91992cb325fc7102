DELETE WHERE { GRAPH graph:ontology { <https://w3id.org/coalition-kg/ontology> owl:versionInfo ?was } } ;
INSERT DATA { GRAPH graph:ontology { <https://w3id.org/coalition-kg/ontology> owl:versionInfo "9.9.9" } }
