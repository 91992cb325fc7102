DELETE WHERE { contingent:AU-IQ coal:ofCountry ?was } ;
INSERT DATA { contingent:AU-IQ coal:ofCountry <urn:example:nothing> }
