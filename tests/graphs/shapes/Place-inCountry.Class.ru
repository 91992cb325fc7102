DELETE WHERE { place:nasiriyah coal:inCountry ?was } ;
INSERT DATA { place:nasiriyah coal:inCountry <urn:example:nothing> }
