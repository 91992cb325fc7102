DELETE WHERE { derived:00000000000000000013 coal:outcome ?was } ;
INSERT DATA { derived:00000000000000000013 coal:outcome stance:supports }
