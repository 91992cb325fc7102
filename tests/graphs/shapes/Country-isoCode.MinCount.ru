DELETE WHERE { country:AU coal:isoCode ?was }
