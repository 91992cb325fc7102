DELETE WHERE { fact:ef31252aa6a1b5cc7d95 coal:force ?was } ;
INSERT DATA { fact:ef31252aa6a1b5cc7d95 coal:force <urn:example:nothing> }
