INSERT DATA { GRAPH graph:ontology { coal:Stance owl:deprecated "yes" } }
