INSERT DATA { GRAPH graph:ontology { coal:evidence a owl:SymmetricProperty } }
