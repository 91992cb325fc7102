INSERT { <urn:example:copy> ?property ?value } WHERE { article:001_2c7b8ceced76f234 ?property ?value } ;
INSERT DATA { evidence:037a5fa8b5c3e7935cb5 oa:hasSource <urn:example:copy> }
