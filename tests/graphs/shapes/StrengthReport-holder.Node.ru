DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:holder ?was } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:holder stance:support }
