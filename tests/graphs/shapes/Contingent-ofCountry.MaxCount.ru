INSERT { <urn:example:copy> ?property ?value } WHERE { country:AU ?property ?value } ;
INSERT DATA { contingent:AU-IQ coal:ofCountry <urn:example:copy> }
