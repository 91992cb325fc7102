INSERT { <urn:example:copy> ?property ?value } WHERE { contingent:RO-IQ ?property ?value } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 coal:contingent <urn:example:copy> }
