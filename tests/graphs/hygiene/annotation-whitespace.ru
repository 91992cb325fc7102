INSERT DATA { GRAPH graph:ontology { coal:Stance skos:scopeNote "Two  spaces."@en } }
