DELETE WHERE { derived:00000000000000000015 coal:later ?was }
