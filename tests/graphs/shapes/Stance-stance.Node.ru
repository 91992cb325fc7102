DELETE WHERE { fact:0f53f7c82a9a2f6f7254 coal:stance ?was } ;
INSERT DATA { fact:0f53f7c82a9a2f6f7254 coal:stance side:government }
