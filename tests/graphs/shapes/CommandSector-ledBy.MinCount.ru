DELETE WHERE { sector:GB-IQ coal:ledBy ?was }
