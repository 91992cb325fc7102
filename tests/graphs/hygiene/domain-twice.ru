INSERT DATA { GRAPH graph:ontology { coal:stance rdfs:domain coal:Fact } }
