DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:latest ?was } ;
DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:earliest ?other } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:latest "2003-11-12" }
