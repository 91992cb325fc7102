INSERT DATA { GRAPH graph:ontology { coal:Stance rdfs:subClassOf coal:Place } }
