DELETE WHERE { sector:GB-IQ coal:inTheatre ?was } ;
INSERT DATA { sector:GB-IQ coal:inTheatre <urn:example:nothing> }
