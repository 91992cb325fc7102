INSERT DATA { GRAPH graph:ontology { coal:Thing a owl:Class ; rdfs:label "thử"@vi , "test"@en ; skos:definition "Một phép thử."@vi , "What a test needs."@en ; rdfs:isDefinedBy <https://w3id.org/coalition-kg/ontology> ; rdfs:subClassOf coal:Place } } ;
INSERT DATA { GRAPH graph:reference { place:samawa a coal:Thing } }
