DELETE WHERE { action:deploy skos:notation ?was }
