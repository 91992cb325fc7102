DELETE WHERE { derived:00000000000000000006 coal:strengthOf ?was }
