DELETE WHERE { derived:00000000000000000010 coal:total ?was } ;
INSERT DATA { derived:00000000000000000010 coal:total <urn:example:nothing> }
