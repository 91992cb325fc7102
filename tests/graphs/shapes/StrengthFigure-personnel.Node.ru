DELETE WHERE { derived:00000000000000000005 coal:personnel ?was } ;
INSERT DATA { derived:00000000000000000005 coal:personnel stance:supports }
