DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:upperBound ?was } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:upperBound 128.0 }
