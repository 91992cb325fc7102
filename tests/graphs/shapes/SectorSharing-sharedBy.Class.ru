DELETE DATA { derived:00000000000000000003 coal:sharedBy country:RO } ;
INSERT DATA { derived:00000000000000000003 coal:sharedBy <urn:example:nothing> }
