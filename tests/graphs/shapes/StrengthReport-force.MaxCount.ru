INSERT { <urn:example:copy> ?property ?value } WHERE { force:allies-IQ ?property ?value } ;
INSERT DATA { fact:ef31252aa6a1b5cc7d95 coal:force <urn:example:copy> }
