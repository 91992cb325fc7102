DELETE WHERE { derived:00000000000000000010 coal:sumOfParts ?was } ;
INSERT DATA { derived:00000000000000000010 coal:sumOfParts <urn:example:nothing> }
