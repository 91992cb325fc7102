DELETE WHERE { sector:GB-IQ coal:inTheatre ?was }
