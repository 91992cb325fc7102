INSERT DATA { GRAPH graph:ontology { coal:Stance skos:scopeNote "No language." } }
