DELETE WHERE { derived:00000000000000000005 coal:theatre ?was }
