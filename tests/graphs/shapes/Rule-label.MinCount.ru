DELETE WHERE { rule:casualty-kill rdfs:label ?was }
