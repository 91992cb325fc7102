DELETE WHERE { sector:GB-IQ coal:ledBy ?was } ;
INSERT DATA { sector:GB-IQ coal:ledBy <urn:example:nothing> }
