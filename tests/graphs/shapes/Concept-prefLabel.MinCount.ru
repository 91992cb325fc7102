DELETE WHERE { action:deploy skos:prefLabel ?was }
