DELETE WHERE { derived:00000000000000000012 coal:unknown ?was } ;
INSERT DATA { derived:00000000000000000012 coal:unknown <urn:example:nothing> }
