INSERT DATA { GRAPH graph:ontology { coal:country owl:equivalentProperty coal:theatre } }
