DELETE WHERE { fact:037a5fa8b5c3e7935cb5 coal:country ?was } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 coal:country <urn:example:nothing> }
