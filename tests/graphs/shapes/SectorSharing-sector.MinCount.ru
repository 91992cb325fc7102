DELETE WHERE { derived:00000000000000000003 coal:sector ?was }
