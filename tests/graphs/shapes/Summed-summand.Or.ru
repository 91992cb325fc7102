DELETE WHERE { derived:00000000000000000009 coal:summand ?was } ;
INSERT DATA { derived:00000000000000000009 coal:summand <urn:example:nothing> }
