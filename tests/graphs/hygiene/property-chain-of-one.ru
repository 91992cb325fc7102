INSERT DATA { GRAPH graph:ontology { coal:sectorArea owl:propertyChainAxiom ( coal:area ) } }
