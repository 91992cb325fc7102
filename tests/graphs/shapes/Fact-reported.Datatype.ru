DELETE WHERE { fact:98e0c388c9a87eb2a946 coal:reported ?was } ;
INSERT DATA { fact:98e0c388c9a87eb2a946 coal:reported "2004-04~" }
