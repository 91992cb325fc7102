DELETE WHERE { derived:00000000000000000010 coal:total ?was }
