DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:earliest ?was } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:earliest "2099-01-01"^^xsd:date }
