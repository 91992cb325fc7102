DELETE WHERE { derived:00000000000000000017 coal:contingent ?was }
