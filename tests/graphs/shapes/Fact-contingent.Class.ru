DELETE WHERE { fact:037a5fa8b5c3e7935cb5 coal:contingent ?was } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 coal:contingent <urn:example:nothing> }
