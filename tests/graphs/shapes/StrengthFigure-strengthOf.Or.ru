DELETE WHERE { derived:00000000000000000005 coal:strengthOf ?was } ;
INSERT DATA { derived:00000000000000000005 coal:strengthOf <urn:example:nothing> }
