INSERT DATA { GRAPH graph:ontology { coal:Country rdfs:subClassOf coal:Theatre . coal:Theatre rdfs:subClassOf coal:Country } }
