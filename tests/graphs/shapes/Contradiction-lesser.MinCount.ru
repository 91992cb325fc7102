DELETE WHERE { derived:00000000000000000008 coal:lesser ?was }
