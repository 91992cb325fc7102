DELETE WHERE { contingent:AU-IQ coal:ofCountry ?was }
