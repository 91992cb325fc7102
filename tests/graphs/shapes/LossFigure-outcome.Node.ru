DELETE WHERE { derived:00000000000000000011 coal:outcome ?was } ;
INSERT DATA { derived:00000000000000000011 coal:outcome stance:supports }
