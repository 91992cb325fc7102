DELETE WHERE { derived:00000000000000000005 coal:holdsFrom ?was } ;
INSERT DATA { derived:00000000000000000005 coal:holdsFrom "2099-01-01"^^xsd:date }
