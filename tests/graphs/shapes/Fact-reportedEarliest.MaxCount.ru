INSERT DATA { fact:98e0c388c9a87eb2a946 coal:reportedEarliest "1990-01-01"^^xsd:date }
