INSERT DATA { GRAPH graph:ontology { coal:precedes owl:inverseOf coal:precedes } }
