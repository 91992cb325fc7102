DELETE WHERE { GRAPH graph:ontology { coal:stance rdfs:label ?was } } ;
INSERT DATA { GRAPH graph:ontology { coal:stance rdfs:label "is a"@en , "lập trường"@vi } }
