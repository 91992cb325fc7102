DELETE WHERE { derived:00000000000000000012 coal:lossOf ?was } ;
INSERT DATA { derived:00000000000000000012 coal:lossOf <urn:example:nothing> }
