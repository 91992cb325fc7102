DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:reportedEarliest ?was } ;
DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:reportedLatest ?other } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:reportedEarliest "2004-04-01" }
