INSERT DATA { GRAPH graph:ontology { coal:Stance skos:definition "Another definition of a stance."@en } }
