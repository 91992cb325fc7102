INSERT DATA { GRAPH graph:ontology { coal:Stance rdfs:label "Posture"@en } }
