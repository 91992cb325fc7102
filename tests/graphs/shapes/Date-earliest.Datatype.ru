DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:earliest ?was } ;
DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:latest ?other } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:earliest "2003-11-12" }
