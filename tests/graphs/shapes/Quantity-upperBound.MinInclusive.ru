DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:upperBound ?was } ;
DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:lowerBound ?other } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:upperBound -1 }
