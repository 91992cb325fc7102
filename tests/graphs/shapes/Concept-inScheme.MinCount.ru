DELETE WHERE { action:deploy skos:inScheme ?was }
