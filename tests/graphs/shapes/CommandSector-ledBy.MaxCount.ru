INSERT { <urn:example:copy> ?property ?value } WHERE { country:GB ?property ?value } ;
INSERT DATA { sector:GB-IQ coal:ledBy <urn:example:copy> }
