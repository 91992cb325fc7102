DELETE WHERE { derived:00000000000000000008 coal:greater ?was } ;
INSERT DATA { derived:00000000000000000008 coal:greater <urn:example:nothing> }
