INSERT DATA { GRAPH graph:ontology { coal:nothing a owl:ObjectProperty ; rdfs:label "thử"@vi , "test"@en ; skos:definition "Thử."@vi , "A test."@en ; rdfs:domain coal:Fact ; rdfs:range coal:Fact } }
