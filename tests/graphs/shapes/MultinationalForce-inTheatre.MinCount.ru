DELETE WHERE { force:allies-IQ coal:inTheatre ?was }
