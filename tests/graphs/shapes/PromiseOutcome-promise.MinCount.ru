DELETE WHERE { derived:00000000000000000016 coal:promise ?was }
