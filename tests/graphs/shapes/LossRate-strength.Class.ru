DELETE WHERE { derived:00000000000000000013 coal:strength ?was } ;
INSERT DATA { derived:00000000000000000013 coal:strength <urn:example:nothing> }
