DELETE WHERE { derived:00000000000000000016 coal:promise ?was } ;
INSERT DATA { derived:00000000000000000016 coal:promise <urn:example:nothing> }
