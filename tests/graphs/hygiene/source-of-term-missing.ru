DELETE WHERE { GRAPH graph:ontology { coal:Stance rdfs:isDefinedBy ?was } }
