DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:reportedEarliest ?was } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:reportedEarliest "2099-01-01"^^xsd:date }
