DELETE WHERE { derived:00000000000000000007 coal:personnel ?was }
