DELETE WHERE { place:samawa rdfs:label ?was }
