INSERT { <urn:example:copy> ?property ?value } WHERE { country:IQ ?property ?value } ;
INSERT DATA { sector:GB-IQ coal:inTheatre <urn:example:copy> }
