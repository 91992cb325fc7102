DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:lowerBound ?was } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:lowerBound 128.0 }
