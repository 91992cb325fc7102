DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:edtf ?was } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:edtf "2003-11-12" }
