DELETE WHERE { GRAPH graph:ontology { coal:CommandSector rdfs:subClassOf prov:Entity } }
