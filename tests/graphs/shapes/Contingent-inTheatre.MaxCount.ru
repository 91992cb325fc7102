INSERT { <urn:example:copy> ?property ?value } WHERE { country:IQ ?property ?value } ;
INSERT DATA { contingent:AU-IQ coal:inTheatre <urn:example:copy> }
