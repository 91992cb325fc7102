INSERT DATA { GRAPH graph:ontology { coal:Stance rdfs:label "Position"@en } }
