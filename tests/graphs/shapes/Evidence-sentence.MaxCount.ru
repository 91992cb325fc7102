INSERT { <urn:example:copy> ?property ?value } WHERE { <https://w3id.org/coalition-kg/id/article/001_2c7b8ceced76f234/s17> ?property ?value } ;
INSERT DATA { evidence:037a5fa8b5c3e7935cb5 coal:sentence <urn:example:copy> }
