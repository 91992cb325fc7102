DELETE WHERE { derived:00000000000000000007 coal:later ?was } ;
INSERT DATA { derived:00000000000000000007 coal:later <urn:example:nothing> }
