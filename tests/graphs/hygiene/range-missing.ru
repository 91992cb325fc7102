DELETE WHERE { GRAPH graph:ontology { coal:stance rdfs:range ?range } }
