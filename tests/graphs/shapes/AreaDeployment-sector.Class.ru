DELETE WHERE { derived:00000000000000000004 coal:sector ?was } ;
INSERT DATA { derived:00000000000000000004 coal:sector <urn:example:nothing> }
