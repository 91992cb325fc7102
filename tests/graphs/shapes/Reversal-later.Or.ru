DELETE WHERE { derived:00000000000000000015 coal:later ?was } ;
INSERT DATA { derived:00000000000000000015 coal:later <urn:example:nothing> }
