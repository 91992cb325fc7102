DELETE WHERE { action:deploy skos:inScheme ?was } ;
INSERT DATA { action:deploy skos:inScheme <urn:example:nothing> }
