DELETE DATA { GRAPH graph:ontology { coal:Stance rdfs:label "Stance"@en } }
