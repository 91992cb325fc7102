DELETE WHERE { derived:00000000000000000007 coal:strengthOf ?was } ;
INSERT DATA { derived:00000000000000000007 coal:strengthOf <urn:example:nothing> }
