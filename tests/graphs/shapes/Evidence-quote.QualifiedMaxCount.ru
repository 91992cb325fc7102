INSERT { <urn:example:copy> ?property ?value } WHERE { <https://w3id.org/coalition-kg/id/evidence/037a5fa8b5c3e7935cb5#quote> ?property ?value } ;
INSERT DATA { evidence:037a5fa8b5c3e7935cb5 oa:hasSelector <urn:example:copy> }
