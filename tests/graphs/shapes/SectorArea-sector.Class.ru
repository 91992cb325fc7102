DELETE WHERE { derived:00000000000000000002 coal:sector ?was } ;
INSERT DATA { derived:00000000000000000002 coal:sector <urn:example:nothing> }
