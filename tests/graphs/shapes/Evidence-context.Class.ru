DELETE WHERE { evidence:0f53f7c82a9a2f6f7254 coal:context ?was } ;
INSERT DATA { evidence:0f53f7c82a9a2f6f7254 coal:context <urn:example:nothing> }
