DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:reportedLatest ?was } ;
DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:reportedEarliest ?other } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:reportedLatest "2004-04-01" }
