INSERT DATA { GRAPH graph:ontology { coal:Stance rdfs:subClassOf [ a owl:Restriction ; owl:onProperty coal:stance ; owl:allValuesFrom coal:Stance ] } }
