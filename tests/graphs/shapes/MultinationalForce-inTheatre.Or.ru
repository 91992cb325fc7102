DELETE WHERE { force:allies-IQ coal:inTheatre ?was } ;
INSERT DATA { force:allies-IQ coal:inTheatre <urn:example:nothing> }
