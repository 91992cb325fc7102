DELETE WHERE { derived:00000000000000000005 coal:country ?was } ;
INSERT DATA { derived:00000000000000000005 coal:country <urn:example:nothing> }
