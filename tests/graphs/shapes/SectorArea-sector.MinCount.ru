DELETE WHERE { derived:00000000000000000002 coal:sector ?was }
