INSERT { <urn:example:copy> ?property ?value } WHERE { place:nasiriyah ?property ?value } ;
INSERT DATA { fact:1380176fb8c26b5f8876 coal:place <urn:example:copy> }
