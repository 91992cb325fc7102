DELETE WHERE { GRAPH graph:ontology { ?concept skos:narrower ?narrower } }
