DELETE WHERE { derived:00000000000000000007 coal:earlier ?was } ;
INSERT DATA { derived:00000000000000000007 coal:earlier <urn:example:nothing> }
