DELETE WHERE { fact:037a5fa8b5c3e7935cb5 prov:wasGeneratedBy ?was } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 prov:wasGeneratedBy <urn:example:nothing> }
