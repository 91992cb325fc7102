INSERT DATA { derived:00000000000000000005 coal:holdsFrom "2003-11-11"^^xsd:date }
