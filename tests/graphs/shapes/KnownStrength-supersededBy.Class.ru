DELETE WHERE { derived:00000000000000000006 coal:supersededBy ?was } ;
INSERT DATA { derived:00000000000000000006 coal:supersededBy <urn:example:nothing> }
