INSERT DATA { derived:00000000000000000006 coal:supersededOn "2004-05-01"^^xsd:date }
