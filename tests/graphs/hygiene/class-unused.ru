INSERT DATA { GRAPH graph:ontology { coal:Nothing a owl:Class ; rdfs:label "thử"@vi , "test"@en ; skos:definition "Thử."@vi , "A test."@en } }
