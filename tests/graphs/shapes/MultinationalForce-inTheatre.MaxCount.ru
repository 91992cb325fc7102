INSERT { <urn:example:copy> ?property ?value } WHERE { country:IQ ?property ?value } ;
INSERT DATA { force:allies-IQ coal:inTheatre <urn:example:copy> }
