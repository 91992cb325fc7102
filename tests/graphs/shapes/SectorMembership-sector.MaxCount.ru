INSERT { <urn:example:copy> ?property ?value } WHERE { sector:GB-IQ ?property ?value } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 coal:sector <urn:example:copy> }
