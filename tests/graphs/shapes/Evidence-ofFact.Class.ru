INSERT { <urn:example:copy> ?property ?value } WHERE { evidence:037a5fa8b5c3e7935cb5 ?property ?value } ;
INSERT DATA { <urn:example:nothing> coal:evidence <urn:example:copy> }
