DELETE WHERE { derived:00000000000000000013 coal:losses ?was } ;
INSERT DATA { derived:00000000000000000013 coal:losses <urn:example:nothing> }
