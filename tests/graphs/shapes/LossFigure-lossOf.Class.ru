DELETE WHERE { derived:00000000000000000011 coal:lossOf ?was } ;
INSERT DATA { derived:00000000000000000011 coal:lossOf <urn:example:nothing> }
