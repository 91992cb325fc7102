DELETE WHERE { contingent:AU-IQ coal:inTheatre ?was }
