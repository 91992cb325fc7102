DELETE WHERE { fact:037a5fa8b5c3e7935cb5 prov:wasDerivedFrom ?was } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 prov:wasDerivedFrom <urn:example:nothing> }
