DELETE WHERE { GRAPH graph:ontology { coal:stance rdfs:domain ?domain } }
