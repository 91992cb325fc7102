DELETE WHERE { derived:00000000000000000013 coal:strength ?was }
