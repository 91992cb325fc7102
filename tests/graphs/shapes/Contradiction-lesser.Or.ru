DELETE WHERE { derived:00000000000000000008 coal:lesser ?was } ;
INSERT DATA { derived:00000000000000000008 coal:lesser <urn:example:nothing> }
