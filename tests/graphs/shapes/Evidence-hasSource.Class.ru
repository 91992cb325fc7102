DELETE WHERE { evidence:037a5fa8b5c3e7935cb5 oa:hasSource ?was } ;
INSERT DATA { evidence:037a5fa8b5c3e7935cb5 oa:hasSource <urn:example:nothing> }
