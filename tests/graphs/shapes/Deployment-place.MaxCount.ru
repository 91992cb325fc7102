INSERT { <urn:example:copy> ?property ?value } WHERE { place:samawa ?property ?value } ;
INSERT DATA { fact:0a6960d039017f05bf35 coal:place <urn:example:copy> }
