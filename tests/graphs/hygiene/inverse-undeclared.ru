INSERT DATA { GRAPH graph:ontology { coal:evidence owl:inverseOf coal:evidenceOf } }
