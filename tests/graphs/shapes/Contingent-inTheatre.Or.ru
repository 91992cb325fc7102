DELETE WHERE { contingent:AU-IQ coal:inTheatre ?was } ;
INSERT DATA { contingent:AU-IQ coal:inTheatre <urn:example:nothing> }
