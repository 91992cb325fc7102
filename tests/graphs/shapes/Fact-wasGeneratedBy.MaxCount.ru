INSERT { <urn:example:copy> ?property ?value } WHERE { <https://w3id.org/coalition-kg/id/article/001_2c7b8ceced76f234#extraction> ?property ?value } ;
INSERT DATA { fact:037a5fa8b5c3e7935cb5 prov:wasGeneratedBy <urn:example:copy> }
