INSERT DATA { fact:98e0c388c9a87eb2a946 coal:reportedLatest "2030-12-31"^^xsd:date }
