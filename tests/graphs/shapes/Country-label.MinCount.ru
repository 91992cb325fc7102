DELETE WHERE { country:AU rdfs:label ?was }
