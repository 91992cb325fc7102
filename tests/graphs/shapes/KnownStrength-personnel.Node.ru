DELETE WHERE { derived:00000000000000000006 coal:personnel ?was } ;
INSERT DATA { derived:00000000000000000006 coal:personnel stance:supports }
