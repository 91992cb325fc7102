DELETE WHERE { theatre:gulf rdfs:label ?was }
