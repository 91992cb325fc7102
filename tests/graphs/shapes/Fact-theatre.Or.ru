DELETE WHERE { fact:037a5fa8b5c3e7935cb5 coal:theatre ?was } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 coal:theatre <urn:example:nothing> }
