INSERT { <urn:example:copy> ?property ?value } WHERE { country:RO ?property ?value } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 coal:country <urn:example:copy> }
