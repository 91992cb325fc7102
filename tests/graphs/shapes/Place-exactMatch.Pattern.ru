DELETE WHERE { place:samawa skos:exactMatch ?was } ;
INSERT DATA { place:samawa skos:exactMatch <https://example.org/Samawa> }
