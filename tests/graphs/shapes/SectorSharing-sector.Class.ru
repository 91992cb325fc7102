DELETE WHERE { derived:00000000000000000003 coal:sector ?was } ;
INSERT DATA { derived:00000000000000000003 coal:sector <urn:example:nothing> }
