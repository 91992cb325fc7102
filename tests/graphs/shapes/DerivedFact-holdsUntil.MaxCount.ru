INSERT DATA { derived:00000000000000000005 coal:holdsUntil "2003-11-13"^^xsd:date }
