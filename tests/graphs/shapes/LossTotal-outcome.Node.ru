DELETE WHERE { derived:00000000000000000012 coal:outcome ?was } ;
INSERT DATA { derived:00000000000000000012 coal:outcome stance:supports }
