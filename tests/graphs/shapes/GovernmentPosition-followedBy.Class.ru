DELETE WHERE { derived:00000000000000000014 coal:followedBy ?was } ;
INSERT DATA { derived:00000000000000000014 coal:followedBy <urn:example:nothing> }
