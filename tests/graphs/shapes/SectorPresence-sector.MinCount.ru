DELETE WHERE { derived:00000000000000000001 coal:sector ?was }
