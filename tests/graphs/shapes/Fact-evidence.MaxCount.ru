INSERT { <urn:example:copy> ?property ?value } WHERE { evidence:037a5fa8b5c3e7935cb5 ?property ?value } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 coal:evidence <urn:example:copy> }
