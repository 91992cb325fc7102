INSERT DATA { GRAPH graph:ontology { coal:OtherThing a owl:Class ; rdfs:label "thử"@vi , "test"@en ; skos:definition "Một phép thử."@vi , "What a test needs."@en ; rdfs:isDefinedBy <https://w3id.org/coalition-kg/ontology> ; rdfs:subClassOf coal:Place ; owl:disjointWith coal:Fact } } ;
INSERT DATA { GRAPH graph:reference { place:samawa a coal:OtherThing } }
